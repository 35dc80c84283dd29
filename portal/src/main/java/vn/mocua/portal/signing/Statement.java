package vn.mocua.portal.signing;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Locale;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import vn.mocua.portal.identity.SubjectKind;

/** What a person signs: JSON whose members stand in the order of the alphabet, without blanks (RFC 8785 agrees). */
record Statement(
        UUID txn,
        Purpose purpose,
        @Nullable SubjectKind kind,
        String origin,
        String locale,
        byte[] random,
        Instant issuedAt) {

    static final String TYPE = "mocua/statement/1";

    /** No character of a value must be written otherwise in JSON. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9:/._\\[\\]-]{1,300}");

    private static final Pattern ISSUED_AT = Pattern.compile("^\\{\"issuedAt\":\"([0-9TZ:.-]+)\"");

    byte[] encoded() {
        var members = new TreeMap<String, String>();
        members.put("issuedAt", issuedAt.toString());
        if (kind != null) {
            members.put("kind", kind.name().toLowerCase(Locale.ROOT));
        }
        members.put("locale", locale);
        members.put("origin", origin);
        members.put("purpose", purpose.word());
        members.put("random", Base64.getUrlEncoder().withoutPadding().encodeToString(random));
        members.put("txn", txn.toString());
        members.put("type", TYPE);
        return members.entrySet().stream()
                .map(each -> quoted(each.getKey()) + ":" + quoted(each.getValue()))
                .collect(Collectors.joining(",", "{", "}"))
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static String quoted(String text) {
        if (!PLAIN.matcher(text).matches()) {
            throw new IllegalArgumentException("a statement holds letters, digits and signs of addresses only");
        }
        return '"' + text + '"';
    }

    /** What a token is given: the purpose's prefix and the statement's hash. */
    static String nonce(Purpose purpose, byte[] encoded) {
        return purpose.prefix() + Digest.fingerprint(encoded);
    }

    /** When a statement that we wrote was made. */
    static Instant issuedAt(byte[] encoded) {
        var match = ISSUED_AT.matcher(new String(encoded, StandardCharsets.US_ASCII));
        if (!match.find()) {
            throw new IllegalArgumentException("not a statement");
        }
        return Instant.parse(match.group(1));
    }

    @Override
    public String toString() {
        return "Statement[" + txn + "]";
    }
}
