package vn.mocua.portal.page;

import java.util.Arrays;
import java.util.Locale;

/** The languages in which every page can be read. */
public enum Language {
    VI,
    EN;

    /** That of a tag; Vietnamese where we do not speak it. */
    public static Language of(String tag) {
        return Arrays.stream(values())
                .filter(each -> each.tag().equals(tag))
                .findFirst()
                .orElse(VI);
    }

    /** Its BCP 47 tag, as in {@code <html lang>}. */
    public String tag() {
        return name().toLowerCase(Locale.ROOT);
    }

    public Locale locale() {
        return Locale.of(tag());
    }

    public Language other() {
        return this == VI ? EN : VI;
    }
}
