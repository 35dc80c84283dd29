package vn.mocua.portal.page;

import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One field of a form, as a page shows it.
 *
 * @param name the input's name and id
 * @param typed what was typed, written back; empty for secrets
 * @param error what is wrong with it and what to do, in the page's language; null when nothing is
 * @param doubt what looks wrong with it and need not be; null when nothing does
 * @param required whether it carries the red star
 */
public record Field(
        String name,
        String label,
        @Nullable String hint,
        String typed,
        @Nullable String error,
        @Nullable String doubt,
        boolean required) {

    public Field(
            String name, String label, @Nullable String hint, String typed, @Nullable String error, boolean required) {
        this(name, label, hint, typed, error, null, required);
    }

    public boolean isWrong() {
        return error != null;
    }

    public boolean isDoubted() {
        return doubt != null;
    }

    /** The ids for {@code aria-describedby}; null when there are none. */
    public @Nullable String describedBy() {
        var ids = Stream.of(
                        hint == null ? null : name + "-hint",
                        error == null ? null : name + "-error",
                        doubt == null ? null : name + "-doubt")
                .filter(Objects::nonNull)
                .collect(Collectors.joining(" "));
        return ids.isEmpty() ? null : ids;
    }
}
