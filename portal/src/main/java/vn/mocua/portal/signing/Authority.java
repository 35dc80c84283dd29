package vn.mocua.portal.signing;

import java.net.URI;
import java.security.cert.X509Certificate;
import java.text.Normalizer;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An authority that operators trust, with the way up to its root.
 *
 * @param above the authorities over it, its own issuer first, the root last; empty for a root
 * @param ocsp where the status of what it issued is asked; null: where the certificate itself says
 * @param crl where its revocation list is fetched; null: where the certificate itself says
 * @param wantsNonce whether its responder must repeat our nonce
 */
record Authority(
        X509Certificate certificate,
        Use use,
        List<Authority> above,
        @Nullable URI ocsp,
        @Nullable URI crl,
        boolean wantsNonce,
        String fingerprint) {

    /** Whom an authority certifies. */
    enum Use {
        PUBLIC,
        GOVERNMENT,
        TIME_STAMP
    }

    private static final int NAMED = 24;

    Authority {
        above = List.copyOf(above);
    }

    boolean isRoot() {
        return above.isEmpty();
    }

    Authority root() {
        return isRoot() ? this : above.getLast();
    }

    /** What stands between its root and what it issued: itself first; empty for a root. */
    List<Authority> intermediates() {
        return isRoot()
                ? List.of()
                : Stream.concat(Stream.of(this), above.stream().limit(above.size() - 1L))
                        .toList();
    }

    /** As pages show it: its common name, or the whole name where it has none. */
    String name() {
        return CommonName.of(certificate);
    }

    /** The fixed word under which the outside knows its responder ({@code ocsp-…}) or its list ({@code crl-…}). */
    String system(String service) {
        var plain = Normalizer.normalize(name().toLowerCase(Locale.ROOT), Normalizer.Form.NFD)
                .replace('\u0111', 'd')
                .replaceAll("\\p{M}", "")
                .replaceAll("[^a-z0-9]+", "-");
        var trimmed = plain.substring(0, Math.min(NAMED, plain.length())).replaceAll("^-|-$", "");
        var hash = HexFormat.of().formatHex(Digest.sha256(encoded()), 0, 2);
        return service + "-" + (trimmed.isEmpty() ? "" : trimmed + "-") + hash;
    }

    byte[] encoded() {
        return Certificates.encoded(certificate);
    }

    @Override
    public String toString() {
        return "Authority[" + fingerprint + "]";
    }
}
