package vn.mocua.portal.signing;

import java.io.IOException;
import java.net.URI;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x500.X500Name;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;
import vn.mocua.portal.signing.Authority.Use;

/**
 * The authorities that operators trust, as a file lists them: docs/protocols/trust-bundle.md.
 *
 * @param serial counts the bundles that were signed; 0 in a bundle that says none
 * @param until from when it may not be put in place any more; null in a bundle that does not say
 * @param hosts beside those of the authorities' own addresses, the hosts that may be asked because a certificate says so
 * @param fingerprint of the file
 */
record TrustBundle(
        boolean isSandbox,
        long serial,
        @Nullable Instant until,
        List<Authority> authorities,
        Set<String> hosts,
        String fingerprint) {

    /** Why a file is none, for operators; names entries by their place. */
    static final class Unusable extends Exception {
        Unusable(String why) {
            super(why);
        }
    }

    private static final String NO_LEGAL_VALUE = "TEST \u2013 kh\u00F4ng c\u00F3 gi\u00E1 tr\u1ECB ph\u00E1p l\u00FD";
    private static final int CAN_SIGN_CERTIFICATES = 5;
    private static final long MOST = 4L * 1024 * 1024;
    private static final int MOST_ABOVE = 4;
    private static final JsonMapper STRICT = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    /** The file as it is written. */
    record Written(
            int version,
            @Nullable Boolean sandbox,
            @Nullable Long serial,
            @Nullable String until,
            @Nullable List<String> hosts,
            @Nullable List<Entry> authorities) {}

    record Entry(
            @Nullable String role,
            @Nullable String use,
            @Nullable String certificate,
            @Nullable String ocsp,
            @Nullable String crl,
            @Nullable String nonce) {}

    TrustBundle {
        authorities = List.copyOf(authorities);
        hosts = Set.copyOf(hosts);
    }

    static TrustBundle none() {
        return new TrustBundle(false, 0, null, List.of(), Set.of(), "");
    }

    static TrustBundle read(Path file) throws Unusable {
        return of(bytes(file));
    }

    static byte[] bytes(Path file) throws Unusable {
        try {
            if (Files.size(file) > MOST) {
                throw new Unusable("longer than " + MOST + " bytes");
            }
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw new Unusable("can not be read: no such file");
        } catch (AccessDeniedException e) {
            throw new Unusable("can not be read: this user may not");
        } catch (IOException e) {
            throw new Unusable("can not be read: " + e.getClass().getSimpleName());
        }
    }

    static TrustBundle of(byte[] file) throws Unusable {
        Written written;
        try {
            written = STRICT.readValue(file, Written.class);
        } catch (JacksonException e) {
            throw new Unusable("not JSON of this form, line " + e.getLocation().getLineNr());
        }
        if (written == null || written.version() != 1) {
            throw new Unusable("not version 1");
        }
        var entries = Optional.ofNullable(written.authorities()).orElse(List.of());
        var authorities = new Reader(entries).read();
        var isSandbox = Boolean.TRUE.equals(written.sandbox())
                || authorities.stream().anyMatch(TrustBundle::isWithoutLegalValue);
        var serial = Optional.ofNullable(written.serial()).orElse(0L);
        if (serial < 0) {
            throw new Unusable("serial is below 0");
        }
        return new TrustBundle(
                isSandbox,
                serial,
                until(written.until()),
                authorities,
                hosts(written, authorities),
                Digest.fingerprint(file));
    }

    private static @Nullable Instant until(@Nullable String written) throws Unusable {
        try {
            return written == null ? null : Instant.parse(written);
        } catch (DateTimeException e) {
            throw new Unusable("until is no time such as 2027-06-30T17:00:00Z");
        }
    }

    boolean isEmpty() {
        return authorities.isEmpty();
    }

    /** The authorities whose name stands as issuer in a certificate, and whose key signed it: one, or none. */
    Optional<Authority> issuerOf(X509Certificate certificate) {
        return authorities.stream()
                .filter(each -> each.use() != Use.TIME_STAMP)
                .filter(each ->
                        each.certificate().getSubjectX500Principal().equals(certificate.getIssuerX500Principal()))
                .filter(each -> Certificates.isSignedBy(certificate, each.certificate()))
                // Of two certificates for one key, as after a renewal, the one that lasts longer.
                .max(Comparator.comparing(each -> each.certificate().getNotAfter()));
    }

    /** Whether an address that a certificate names may be asked. */
    boolean mayAsk(URI address) {
        return address.getHost() != null && hosts.contains(address.getHost().toLowerCase(Locale.ROOT));
    }

    /** Every address that may be asked because the bundle itself says so. */
    List<URI> addresses() {
        return authorities.stream()
                .flatMap(each -> Stream.of(Optional.ofNullable(each.ocsp()), Optional.ofNullable(each.crl())))
                .flatMap(Optional::stream)
                .toList();
    }

    private static boolean isWithoutLegalValue(Authority authority) {
        return Stream.of(
                        authority.certificate().getSubjectX500Principal(),
                        authority.certificate().getIssuerX500Principal())
                .anyMatch(each ->
                        X500Name.getInstance(each.getEncoded()).toString().contains(NO_LEGAL_VALUE));
    }

    private static Set<String> hosts(Written written, List<Authority> authorities) throws Unusable {
        var hosts = new HashSet<String>();
        for (var host : Optional.ofNullable(written.hosts()).orElse(List.of())) {
            if (host == null || !host.matches("[A-Za-z0-9][A-Za-z0-9.-]{0,252}")) {
                throw new Unusable("hosts: not the name of a host");
            }
            hosts.add(host.toLowerCase(Locale.ROOT));
        }
        authorities.stream()
                .flatMap(each -> Stream.of(Optional.ofNullable(each.ocsp()), Optional.ofNullable(each.crl())))
                .flatMap(Optional::stream)
                .forEach(each -> hosts.add(each.getHost().toLowerCase(Locale.ROOT)));
        return hosts;
    }

    /** Makes authorities of entries, the roots first, then whatever has its issuer among those made already. */
    private static final class Reader {

        private record Candidate(int place, Entry entry, X509Certificate certificate, Use use) {}

        private static final String BY_NO_RULE = "does not stand under its root by the rules of RFC 5280";

        private final List<Entry> entries;
        private final List<Authority> made = new ArrayList<>();

        Reader(List<Entry> entries) {
            this.entries = entries;
        }

        List<Authority> read() throws Unusable {
            var waiting = new ArrayList<Candidate>();
            var seen = new HashSet<String>();
            for (int i = 0; i < entries.size(); i++) {
                var candidate = candidate(i + 1, entries.get(i));
                if (!seen.add(Digest.fingerprint(Certificates.encoded(candidate.certificate())))) {
                    throw unusable(candidate.place(), "is there twice");
                }
                if ("root".equals(candidate.entry().role())) {
                    made.add(root(candidate));
                } else {
                    waiting.add(candidate);
                }
            }
            for (int round = 0; round < MOST_ABOVE && !waiting.isEmpty(); round++) {
                for (var candidate : List.copyOf(waiting)) {
                    var issuer = issuer(candidate);
                    if (issuer.isPresent()) {
                        made.add(under(issuer.get(), candidate));
                        waiting.remove(candidate);
                    }
                }
            }
            if (!waiting.isEmpty()) {
                throw unusable(waiting.getFirst().place(), "has no issuer of the same use in the bundle");
            }
            if (made.stream().noneMatch(each -> each.use() != Use.TIME_STAMP)) {
                throw new Unusable("no authority for people or bodies");
            }
            return made;
        }

        private static Candidate candidate(int place, @Nullable Entry entry) throws Unusable {
            if (entry == null || !Set.of("root", "intermediate").contains(String.valueOf(entry.role()))) {
                throw unusable(place, "role is neither root nor intermediate");
            }
            var use = switch (String.valueOf(entry.use())) {
                case "public" -> Use.PUBLIC;
                case "government" -> Use.GOVERNMENT;
                case "time-stamp" -> Use.TIME_STAMP;
                default -> throw unusable(place, "use is none of public, government, time-stamp");
            };
            if (entry.nonce() != null && !Set.of("required", "optional").contains(entry.nonce())) {
                throw unusable(place, "nonce is neither required nor optional");
            }
            var certificate = Certificates.read(decoded(place, entry.certificate()))
                    .orElseThrow(() -> unusable(place, "certificate can not be read"));
            if (certificate.getBasicConstraints() < 0) {
                throw unusable(place, "certificate is not an authority's");
            }
            if (certificate.getKeyUsage() != null && !Certificates.mayBeUsedFor(certificate, CAN_SIGN_CERTIFICATES)) {
                throw unusable(place, "its key may not sign certificates");
            }
            if (!Strength.isStrong(certificate.getPublicKey())) {
                throw unusable(place, "its key is weak");
            }
            return new Candidate(place, entry, certificate, use);
        }

        private static byte[] decoded(int place, @Nullable String base64) throws Unusable {
            try {
                return Base64.getMimeDecoder().decode(base64 == null ? "" : base64);
            } catch (IllegalArgumentException e) {
                throw unusable(place, "certificate is not base64");
            }
        }

        private static Authority root(Candidate candidate) throws Unusable {
            var certificate = candidate.certificate();
            // Its own signature proves nothing, and may be as old as it is; that it is here is what counts.
            if (!certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal())
                    || !Certificates.isSignedBy(certificate, certificate)) {
                throw unusable(candidate.place(), "is no root: it is not signed by itself");
            }
            return authority(candidate, List.of());
        }

        private Optional<Authority> issuer(Candidate candidate) {
            return made.stream()
                    .filter(each -> each.use() == candidate.use())
                    .filter(each -> each.certificate()
                            .getSubjectX500Principal()
                            .equals(candidate.certificate().getIssuerX500Principal()))
                    .filter(each -> Certificates.isSignedBy(candidate.certificate(), each.certificate()))
                    .max(Comparator.comparing(each -> each.certificate().getNotAfter()));
        }

        private static Authority under(Authority issuer, Candidate candidate) throws Unusable {
            if (!Strength.isStrong(candidate.certificate())) {
                throw unusable(candidate.place(), "is signed by a weak algorithm");
            }
            var above =
                    Stream.concat(Stream.of(issuer), issuer.above().stream()).toList();
            var made = authority(candidate, above);
            requirePath(made, candidate.place());
            if (issuer.crl() == null && Addresses.ofList(made.certificate()).isEmpty()) {
                throw unusable(candidate.place(), "nothing says where its issuer's revocation list is");
            }
            return made;
        }

        /** While both were valid it must have stood every rule of RFC 5280. */
        private static void requirePath(Authority made, int place) throws Unusable {
            // A path's last certificate may be one too many, for it is counted only when it has issued another itself.
            for (int i = 0; i < made.above().size(); i++) {
                if (made.above().get(i).certificate().getBasicConstraints() < i + 1) {
                    throw unusable(place, BY_NO_RULE);
                }
            }
            var begin = Stream.concat(Stream.of(made), made.above().stream())
                    .map(each -> each.certificate().getNotBefore())
                    .max(Comparator.naturalOrder())
                    .map(Date::toInstant)
                    .orElse(Instant.EPOCH);
            try {
                var path = CertificateFactory.getInstance("X.509")
                        .generateCertPath(made.intermediates().stream()
                                .map(Authority::certificate)
                                .toList());
                var parameters =
                        new PKIXParameters(Set.of(new TrustAnchor(made.root().certificate(), null)));
                parameters.setRevocationEnabled(false);
                parameters.setDate(Date.from(begin));
                CertPathValidator.getInstance("PKIX").validate(path, parameters);
            } catch (GeneralSecurityException e) {
                throw unusable(place, BY_NO_RULE);
            }
        }

        private static Authority authority(Candidate candidate, List<Authority> above) throws Unusable {
            var entry = candidate.entry();
            return new Authority(
                    candidate.certificate(),
                    candidate.use(),
                    above,
                    address(candidate.place(), entry.ocsp()),
                    address(candidate.place(), entry.crl()),
                    !"optional".equals(entry.nonce()),
                    Digest.fingerprint(Certificates.encoded(candidate.certificate())));
        }

        private static @Nullable URI address(int place, @Nullable String written) throws Unusable {
            if (written == null) {
                return null;
            }
            return Addresses.http(written).orElseThrow(() -> unusable(place, "not an http address: ocsp or crl"));
        }

        private static Unusable unusable(int place, String why) {
            return new Unusable("authority " + place + ": " + why);
        }
    }
}
