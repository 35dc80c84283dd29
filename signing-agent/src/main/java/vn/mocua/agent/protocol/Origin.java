package vn.mocua.agent.protocol;

import java.util.regex.Pattern;

/** A site, as browsers name it: scheme, host and a port that is not the usual one. */
public record Origin(String value) {

    private static final Pattern SITE = Pattern.compile(
            "https://[a-z0-9][a-z0-9.-]{0,252}(:\\d{1,5})?|http://(localhost|127\\.0\\.0\\.1)(:\\d{1,5})?");

    public Origin {
        if (!SITE.matcher(value).matches()) {
            throw new IllegalArgumentException("no origin of a site: https://host[:port], or http on this computer");
        }
    }

    public static Origin of(String value) throws Malformed {
        try {
            return new Origin(value);
        } catch (IllegalArgumentException e) {
            throw new Malformed("origin is not that of a site");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
