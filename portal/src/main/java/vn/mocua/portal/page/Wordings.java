package vn.mocua.portal.page;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.stream.Stream;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * Every word that people read, by language and key: those that the portal brings along in
 * {@code messages/<room>.properties} (Vietnamese) and {@code messages/<room>_en.properties}, and those that its operator
 * put in their place.
 */
public final class Wordings {

    /** Words cannot be read or taken; the message says where and why, one fault a line. */
    public static final class Unusable extends RuntimeException {
        public Unusable(Collection<String> faults) {
            super(String.join("\n", faults));
        }
    }

    private final Map<Language, Map<String, Wording>> words;

    private Wordings(Map<Language, Map<String, Wording>> words) {
        this.words = words;
    }

    /** What the portal brings along. */
    public static Wordings builtIn() {
        var words = new EnumMap<Language, Map<String, Wording>>(Language.class);
        Arrays.stream(Language.values()).forEach(language -> words.put(language, new TreeMap<>()));
        try {
            for (var file :
                    new PathMatchingResourcePatternResolver().getResources("classpath*:messages/*.properties")) {
                var name = Objects.requireNonNull(file.getFilename());
                try (var reader = new InputStreamReader(file.getInputStream(), StandardCharsets.UTF_8)) {
                    for (var wording : read(name, reader)) {
                        if (of(words, wording.language()).putIfAbsent(wording.key(), wording) != null) {
                            throw new IllegalStateException(
                                    "the words of " + wording.key() + " in " + name + " stand in another file too");
                        }
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Wordings(words);
    }

    /**
     * What stands in a folder of files that are named as the portal's own.
     *
     * @throws Unusable when something there is no such file, or has words for a key that is not in the portal's
     */
    public List<Wording> replacementsIn(Path folder) {
        var faults = new ArrayList<String>();
        var found = new ArrayList<Wording>();
        for (var file : files(folder)) {
            var name = file.getFileName().toString();
            if (everything().noneMatch(each -> each.file().equals(name))) {
                faults.add(name + ": the portal has no such file of words");
                continue;
            }
            try (var reader = Files.newBufferedReader(file)) {
                for (var wording : read(name, reader)) {
                    if (of(words, wording.language()).get(wording.key()) instanceof Wording own
                            && own.file().equals(name)) {
                        found.add(wording);
                    } else {
                        faults.add(name + ": " + wording.key() + " is not in the portal's own " + name);
                    }
                }
            } catch (MalformedInputException | IllegalArgumentException e) {
                faults.add(name + ": is not a file of properties in UTF-8");
            } catch (IOException e) {
                faults.add(name + ": cannot be read");
            }
        }
        if (!faults.isEmpty()) {
            throw new Unusable(faults);
        }
        return found;
    }

    /** These, with others in the place of those of the same language and key. */
    public Wordings with(Collection<Wording> replacements) {
        var all = new EnumMap<Language, Map<String, Wording>>(Language.class);
        words.forEach((language, each) -> all.put(language, new TreeMap<>(each)));
        replacements.forEach(each -> of(all, each.language()).put(each.key(), each));
        return new Wordings(all);
    }

    /**
     * With how long things last, as the settings have it, in the place of {@code [[name]]}.
     *
     * @throws Unusable when some words name what is not among them
     */
    Wordings lasting(Map<String, Duration> spans) {
        var faults = new ArrayList<String>();
        var all = new EnumMap<Language, Map<String, Wording>>(Language.class);
        words.forEach((language, each) -> {
            var told = new TreeMap<>(each);
            told.replaceAll((key, wording) -> lasting(wording, spans, faults));
            all.put(language, told);
        });
        if (!faults.isEmpty()) {
            throw new Unusable(faults);
        }
        return new Wordings(all);
    }

    private Wording lasting(Wording wording, Map<String, Duration> spans, List<String> faults) {
        var text = Wording.TIME.matcher(wording.text()).replaceAll(found -> {
            var lasting = spans.get(found.group(1));
            if (lasting == null) {
                faults.add(wording.file() + ": " + wording.key() + " names a time that there is not: " + found.group());
                return "";
            }
            return Matcher.quoteReplacement(Spans.of(
                    lasting,
                    (key, number) -> find(wording.language(), key).orElseThrow().with(number)));
        });
        return new Wording(wording.file(), wording.language(), wording.key(), text);
    }

    public Optional<Wording> find(Language language, String key) {
        return Optional.ofNullable(of(words, language).get(key));
    }

    /** In the order of their keys. */
    public Collection<Wording> all(Language language) {
        return Collections.unmodifiableCollection(of(words, language).values());
    }

    private Stream<Wording> everything() {
        return words.values().stream().flatMap(each -> each.values().stream());
    }

    private static List<Path> files(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new Unusable(List.of(folder + " is no folder"));
        }
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(".properties"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new Unusable(List.of(folder + " cannot be read"));
        }
    }

    private static List<Wording> read(String file, Reader reader) throws IOException {
        var properties = new Properties();
        properties.load(reader);
        var language = file.endsWith("_en.properties") ? Language.EN : Language.VI;
        return properties.stringPropertyNames().stream()
                .sorted()
                .map(key -> new Wording(file, language, key, properties.getProperty(key)))
                .toList();
    }

    private static Map<String, Wording> of(Map<Language, Map<String, Wording>> words, Language language) {
        return Objects.requireNonNull(words.get(language));
    }
}
