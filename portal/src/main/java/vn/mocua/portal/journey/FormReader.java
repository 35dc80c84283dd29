package vn.mocua.portal.journey;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.mocua.portal.identity.Malformed;

/**
 * Reads what a browser sent into a form: a record whose components are named as the inputs and know how to be read.
 *
 * <p>A component is a {@code String}, a {@code boolean} (a box that may stay empty), an {@link Upload}, or any type with
 * a static {@code of(String)} that throws {@link Malformed}, among them {@link LongText}. One that is not
 * {@link Nullable} is required. An input that the form does not name, or that was sent twice, or a file where none is
 * asked, makes the whole request unreadable: nobody can smuggle a value in.
 */
public final class FormReader<F extends Record> {

    /** What came of reading. */
    public sealed interface Reading<F> {

        /** Everything was there and could be read. */
        record Read<F>(F form, Map<String, String> typed) implements Reading<F> {}

        /** Something is to be mended by the person. */
        record Wrong<F>(List<Problem> problems, Map<String, String> typed) implements Reading<F> {}

        /** No page of ours sends this. */
        record Unheard<F>() implements Reading<F> {}
    }

    /**
     * One input.
     *
     * @param plain neither secret nor a box nor a file: what may be filled in before the person saw it
     * @param longest characters that it may have
     */
    record Input(
            String name,
            boolean required,
            boolean secret,
            boolean box,
            boolean file,
            boolean plain,
            int longest,
            Reader reader) {}

    private interface Reader {
        Object read(String text);
    }

    /** Longer than any honest answer; the password's own bound is 128 code points. */
    private static final int LONGEST = 2000;

    private final List<Input> inputs;
    private final MethodHandle constructor;

    private FormReader(List<Input> inputs, MethodHandle constructor) {
        this.inputs = inputs;
        this.constructor = constructor;
    }

    public static <F extends Record> FormReader<F> of(Class<F> form) {
        try {
            var components = form.getRecordComponents();
            var types = Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
            var constructor = form.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            var inputs = Arrays.stream(components).map(FormReader::input).toList();
            return new FormReader<>(
                    inputs,
                    MethodHandles.lookup().unreflectConstructor(constructor).asSpreader(Object[].class, types.length));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("not a form: " + form, e);
        }
    }

    List<Input> inputs() {
        return inputs;
    }

    /** Whether the form asks for a file, and is therefore sent in parts. */
    boolean takesFile() {
        return inputs.stream().anyMatch(Input::file);
    }

    /**
     * @param sent the request's parameters
     * @param known names that belong to the frame of the page and not to the form
     */
    public Reading<F> read(Map<String, String[]> sent, Set<String> known) {
        return read(sent, Map.of(), known);
    }

    /**
     * @param files what came along, by input
     */
    Reading<F> read(Map<String, String[]> sent, Map<String, List<Upload>> files, Set<String> known) {
        if (!isHeardOf(sent, known) || !areHeardOf(files)) {
            return new Reading.Unheard<>();
        }
        var values = new ArrayList<@Nullable Object>();
        var typed = new LinkedHashMap<String, String>();
        var problems = new ArrayList<Problem>();
        for (var input : inputs) {
            if (input.file()) {
                values.add(file(input, files.getOrDefault(input.name(), List.of()), problems));
                continue;
            }
            var text = sent.containsKey(input.name()) ? sent.get(input.name())[0] : "";
            if (!input.secret()) {
                typed.put(input.name(), text.length() > input.longest() ? text.substring(0, input.longest()) : text);
            }
            values.add(value(input, text, problems));
        }
        return problems.isEmpty() ? new Reading.Read<>(build(values), typed) : new Reading.Wrong<>(problems, typed);
    }

    /**
     * What the address of a page brings along for its fields, by input: plain, once, and not too long. Secrets never
     * come that way, nor do boxes tick themselves.
     */
    Map<String, String> brought(Map<String, String[]> parameters) {
        var found = new LinkedHashMap<String, String>();
        for (var input : inputs) {
            var values = parameters.get(input.name());
            if (values != null
                    && values.length == 1
                    && !values[0].isBlank()
                    && values[0].length() <= input.longest()
                    && input.plain()) {
                found.put(input.name(), values[0]);
            }
        }
        return found;
    }

    private boolean isHeardOf(Map<String, String[]> sent, Set<String> known) {
        return sent.entrySet().stream()
                .allMatch(each -> each.getValue().length == 1
                        && (known.contains(each.getKey())
                                || inputs.stream()
                                        .anyMatch(input ->
                                                !input.file() && input.name().equals(each.getKey()))));
    }

    private boolean areHeardOf(Map<String, List<Upload>> files) {
        return files.entrySet().stream()
                .allMatch(each -> each.getValue().size() == 1
                        && inputs.stream()
                                .anyMatch(input -> input.file() && input.name().equals(each.getKey())));
    }

    /** An input in which no file was chosen is sent as an empty one. */
    private static @Nullable Object file(Input input, List<Upload> sent, List<Problem> problems) {
        var length = sent.isEmpty() ? 0 : sent.getFirst().bytes().length;
        if (length == 0) {
            if (input.required()) {
                problems.add(Problem.with(input.name(), input.name() + ".missing"));
            }
            return null;
        }
        if (length > Upload.LONGEST) {
            problems.add(Problem.with(input.name(), "field.fileTooLong", Upload.LONGEST / 1024));
            return null;
        }
        return sent.getFirst();
    }

    private static @Nullable Object value(Input input, String text, List<Problem> problems) {
        if (input.box()) {
            return !text.isEmpty();
        }
        if (text.isBlank()) {
            if (input.required()) {
                problems.add(Problem.with(input.name(), input.name() + ".missing"));
            }
            return null;
        }
        if (text.length() > input.longest()) {
            problems.add(Problem.with(input.name(), "field.tooLong"));
            return null;
        }
        try {
            return input.reader().read(text);
        } catch (Malformed e) {
            problems.add(Problem.with(input.name(), e.key(), e.counts()));
            return null;
        }
    }

    @SuppressWarnings("unchecked")
    private F build(List<@Nullable Object> values) {
        try {
            return (F) constructor.invoke(values.toArray());
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("a form could not be built", e);
        }
    }

    private static Input input(RecordComponent component) {
        var box = component.getType() == boolean.class;
        var file = component.getType() == Upload.class;
        var required = !box && !component.getAnnotatedType().isAnnotationPresent(Nullable.class);
        var secret = component.isAnnotationPresent(Secret.class);
        return new Input(
                component.getName(),
                required,
                secret,
                box,
                file,
                !secret && !box && !file && component.getType() != Ticked.class,
                component.getType() == LongText.class ? LongText.LONGEST : LONGEST,
                reader(component.getType()));
    }

    private static Reader reader(Class<?> type) {
        if (type == String.class || type == boolean.class || type == Upload.class) {
            return text -> text;
        }
        try {
            var of = type.getMethod("of", String.class);
            return text -> {
                try {
                    return of.invoke(null, text);
                } catch (InvocationTargetException e) {
                    if (e.getCause() instanceof RuntimeException cause) {
                        throw cause;
                    }
                    throw new IllegalStateException(type + " could not be read", e);
                } catch (IllegalAccessException e) {
                    throw new IllegalStateException(type + " is not public", e);
                }
            };
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(type + " has no static of(String)", e);
        }
    }
}
