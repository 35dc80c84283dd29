package vn.mocua.portal.identity;

import java.net.IDN;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * An e-mail address: the part before the @ as typed, the domain in lower-case ASCII.
 *
 * <p>Of RFC 5321 it takes what every mail server can reach: no quotes, no address literals, no letters beyond ASCII
 * before the @; at most 64 octets before the @ and 254 in all.
 */
public record EmailAddress(String value) implements TextValue {

    private static final int MOST = 254;
    private static final Pattern LOCAL =
            Pattern.compile("[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*");
    private static final Pattern DOMAIN =
            Pattern.compile("([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+(xn--[a-z0-9-]{0,58}[a-z0-9]|[a-z]{2,63})");

    /** Throws {@link Malformed}: {@code email.missing}, {@code .malformed}, {@code .tooLong}, {@code .accents}. */
    public EmailAddress {
        value = canonical(value.strip());
    }

    public static EmailAddress of(String text) {
        return new EmailAddress(text);
    }

    /** As pages show it: {@code a***@example.vn}. */
    public String masked() {
        return value.charAt(0) + "***" + value.substring(value.indexOf('@'));
    }

    @Override
    public String toString() {
        return "EmailAddress[***]";
    }

    private static String canonical(String text) {
        if (text.isEmpty()) {
            throw new Malformed("email.missing");
        }
        if (text.length() > MOST) {
            throw new Malformed("email.tooLong");
        }
        var at = text.lastIndexOf('@');
        if (at < 1) {
            throw new Malformed("email.malformed");
        }
        var local = text.substring(0, at);
        if (local.codePoints().anyMatch(c -> c >= 0x80 && Character.isLetter(c))) {
            throw new Malformed("email.accents");
        }
        var domain = ascii(text.substring(at + 1));
        if (!LOCAL.matcher(local).matches() || !DOMAIN.matcher(domain).matches()) {
            throw new Malformed("email.malformed");
        }
        if (local.length() > 64 || local.length() + 1 + domain.length() > MOST) {
            throw new Malformed("email.tooLong");
        }
        return local + "@" + domain;
    }

    private static String ascii(String domain) {
        try {
            return IDN.toASCII(domain, IDN.USE_STD3_ASCII_RULES).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException e) {
            throw new Malformed("email.malformed");
        }
    }
}
