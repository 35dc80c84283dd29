package vn.mocua.portal.page;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A form as a page shows it: its fields, what is wrong with them, and the hidden values that go back with it.
 *
 * @param action where it is sent
 * @param hidden hidden inputs, by name
 * @param fields by name, in the order in which they are asked
 * @param problem what is wrong with the whole rather than with one field; null when nothing is
 */
public record Form(
        String action,
        Map<String, String> hidden,
        Map<String, Field> fields,
        @Nullable String problem) {

    public Field field(String name) {
        var field = fields.get(name);
        if (field == null) {
            throw new IllegalArgumentException("no field " + name + " in " + action);
        }
        return field;
    }

    /** The fields to be mended, for the error summary. */
    public List<Field> wrong() {
        return fields.values().stream().filter(Field::isWrong).toList();
    }

    /** The fields to be looked at again, though they may be right. */
    public List<Field> doubted() {
        return fields.values().stream().filter(Field::isDoubted).toList();
    }

    public boolean isWrong() {
        return problem != null || !wrong().isEmpty();
    }

    public boolean has(String name) {
        return fields.containsKey(name);
    }

    /** An address next to the form's own, in the same journey: {@code /register/x/details} and {@code restart}. */
    public String beside(String name) {
        return action.substring(0, action.lastIndexOf('/') + 1) + name;
    }
}
