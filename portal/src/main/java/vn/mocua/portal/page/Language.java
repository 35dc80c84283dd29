package vn.mocua.portal.page;

import java.util.Locale;

/** The languages in which every page can be read. */
public enum Language {
    VI,
    EN;

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
