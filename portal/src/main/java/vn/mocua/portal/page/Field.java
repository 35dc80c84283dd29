package vn.mocua.portal.page;

import org.jspecify.annotations.Nullable;

/**
 * One field of a form, as a page shows it.
 *
 * @param name the input's name and id
 * @param typed what was typed, written back; empty for secrets
 * @param error what is wrong with it and what to do, in the page's language; null when nothing is
 * @param required whether it carries the red star
 */
public record Field(
        String name,
        String label,
        @Nullable String hint,
        String typed,
        @Nullable String error,
        boolean required) {

    public boolean isWrong() {
        return error != null;
    }

    /** The ids for {@code aria-describedby}; null when there are none. */
    public @Nullable String describedBy() {
        if (hint == null && error == null) {
            return null;
        }
        return (hint == null ? "" : name + "-hint")
                + (hint == null || error == null ? "" : " ")
                + (error == null ? "" : name + "-error");
    }
}
