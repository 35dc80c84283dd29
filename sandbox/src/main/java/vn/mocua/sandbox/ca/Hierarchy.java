package vn.mocua.sandbox.ca;

import static java.time.temporal.ChronoUnit.DAYS;

import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.jspecify.annotations.Nullable;

/**
 * Who vouches for whom: a national root with two public authorities below it, the government's own root and authority,
 * a root for time stamps, and those that nobody should trust. Each is made when it is first asked for.
 */
final class Hierarchy {

    static final String NATIONAL_ROOT = "national-root";
    static final String SAO_MAI = "sao-mai";
    static final String HAI_DANG = "hai-dang";
    static final String STATE_ROOT = "state-root";
    static final String STATE = "state";
    static final String TIME_STAMP_ROOT = "time-stamp-root";

    // Those that nobody should trust.
    static final String COPY = "copy";
    static final String FOREIGN_ROOT = "foreign-root";
    static final String UNLISTED = "unlisted";
    static final String EXPIRED = "expired-authority";
    static final String REVOKED = "revoked-authority";
    static final String BELOW_THE_LAST = "below-the-last";
    static final String CONFINED = "confined";
    static final String WITHOUT_THE_RIGHT = "without-the-right";

    private static final int YEAR = 365;
    private static final int ROOT_BITS = 4096;
    private static final int PUBLIC_BITS = 3072;
    private static final int USUAL_BITS = 2048;

    private final Safe safe;
    private final Ledger ledger;
    private final String here;
    private final Clock clock;
    private final Map<String, Authority> known = new ConcurrentHashMap<>();
    private final Map<String, Authority> responders = new ConcurrentHashMap<>();

    Hierarchy(Safe safe, Ledger ledger, String here, Clock clock) {
        this.safe = safe;
        this.ledger = ledger;
        this.here = here;
        this.clock = clock;
    }

    /** One of the authorities above; makes it, and those above it, when it is not there yet. */
    Authority authority(String id) {
        var ready = known.get(id);
        return ready != null ? ready : made(id);
    }

    private synchronized Authority made(String id) {
        var ready = known.get(id);
        if (ready == null) {
            ready = safe.find("authorities/" + id)
                    .map(kept -> new Authority(id, style(id), kept.signingKey(), kept.certificates()))
                    .orElseGet(() -> make(id));
            known.put(id, ready);
        }
        return ready;
    }

    /** An authority that was made before. */
    Optional<Authority> find(String id) {
        return known.containsKey(id) || safe.find("authorities/" + id).isPresent()
                ? Optional.of(authority(id))
                : Optional.empty();
    }

    private static Style style(String id) {
        return switch (id) {
            case NATIONAL_ROOT, STATE_ROOT, TIME_STAMP_ROOT, FOREIGN_ROOT -> Style.ROOT;
            case HAI_DANG -> Style.HAI_DANG;
            case STATE -> Style.STATE;
            default -> Style.SAO_MAI;
        };
    }

    private Authority make(String id) {
        return switch (id) {
            case NATIONAL_ROOT ->
                root(id, RsaKey.ofBits(ROOT_BITS), Names.of("national-root"), "CN=Pho Thu National Root CA");
            case STATE_ROOT ->
                root(id, EcKey.on("secp384r1"), Names.of("state.organisation"), "CN=" + Names.of("state-root"));
            case TIME_STAMP_ROOT ->
                root(id, EcKey.onP256(), Names.of("time-stamp-root.organisation"), "CN=" + Names.of("time-stamp-root"));
            case FOREIGN_ROOT -> root(id, EcKey.onP256(), Names.of("foreign-root"), "CN=Faraway Root CA");
            case SAO_MAI ->
                below(NATIONAL_ROOT, id, RsaKey.ofBits(PUBLIC_BITS), Names.of("sao-mai"), "CN=SAO MAI-CA SHA-256");
            case HAI_DANG ->
                below(
                        NATIONAL_ROOT,
                        id,
                        EcKey.onP256(),
                        Names.of("hai-dang.organisation"),
                        "L=" + Names.of("town"),
                        "CN=" + Names.of("hai-dang"));
            case STATE ->
                below(STATE_ROOT, id, EcKey.onP256(), Names.of("state.organisation"), "CN=" + Names.of("state"));
            case UNLISTED -> below(NATIONAL_ROOT, id, EcKey.onP256(), Names.of("unlisted"), "CN=LA-CA");
            case BELOW_THE_LAST -> below(SAO_MAI, id, EcKey.onP256(), Names.of("below-the-last"), "CN=SAO CON-CA");
            case REVOKED -> {
                var revoked = below(NATIONAL_ROOT, id, EcKey.onP256(), Names.of("revoked-authority"), "CN=THU HOI-CA");
                ledger.write(new Ledger.Entry(
                        NATIONAL_ROOT, serial(revoked.certificate()), Ledger.State.REVOKED, clock.instant()));
                yield revoked;
            }
            case COPY -> {
                // Everything of the real one, but neither its key nor the root's signature.
                var key = EcKey.onP256();
                var real = X500Name.getInstance(authority(SAO_MAI)
                        .certificate()
                        .getSubjectX500Principal()
                        .getEncoded());
                var root = authority(NATIONAL_ROOT);
                yield keep(
                        id,
                        key,
                        root,
                        draft(root, key, real).issuedBy(root, root.style().serial(), key.signer()));
            }
            case EXPIRED -> {
                var key = EcKey.onP256();
                var root = authority(NATIONAL_ROOT);
                var old = draft(root, key, root.style().name(Names.of("expired-authority"), "CN=CU-CA"))
                        .valid(today().minus(10 * YEAR, DAYS), today().minus(30, DAYS));
                yield issue(id, key, root, old);
            }
            case CONFINED -> {
                var key = EcKey.onP256();
                var root = authority(NATIONAL_ROOT);
                var only = new GeneralSubtree(new GeneralName(new X500Name(Names.of("confined.names"))));
                var confined = draft(root, key, root.style().name(Names.of("confined"), "CN=KHU RIENG-CA"))
                        .with(Extension.nameConstraints, true, new NameConstraints(new GeneralSubtree[] {only}, null));
                yield issue(id, key, root, confined);
            }
            case WITHOUT_THE_RIGHT -> {
                var key = EcKey.onP256();
                var root = authority(NATIONAL_ROOT);
                var powerless = draft(root, key, root.style().name(Names.of("without-the-right"), "CN=VO QUYEN-CA"))
                        .usage(KeyUsage.digitalSignature);
                yield issue(id, key, root, powerless);
            }
            default -> throw new IllegalArgumentException("no such authority: " + id);
        };
    }

    private Authority root(String id, SigningKey key, String organisation, String name) {
        var certificate = new Draft(Style.ROOT.name(organisation, name), key.publicKey(), today(), today())
                .authority(-1)
                .valid(today().minus(6 * YEAR, DAYS), today().plus(14 * YEAR, DAYS))
                .selfSigned(Style.ROOT.serial(), key.signer());
        return keep(id, key, null, certificate);
    }

    private Authority below(String above, String id, SigningKey key, String organisation, String... name) {
        var issuer = authority(above);
        return issue(id, key, issuer, draft(issuer, key, style(id).name(organisation, name)));
    }

    private Draft draft(Authority issuer, SigningKey key, X500Name name) {
        return asked(
                new Draft(name, key.publicKey(), today().minus(5 * YEAR, DAYS), today().plus(10 * YEAR, DAYS))
                        .authority(0),
                issuer);
    }

    private Authority issue(String id, SigningKey key, Authority issuer, Draft draft) {
        var certificate = draft.issuedBy(issuer, issuer.style().serial());
        ledger.write(new Ledger.Entry(issuer.id(), serial(certificate), Ledger.State.GOOD, clock.instant()));
        return keep(id, key, issuer, certificate);
    }

    private Authority keep(String id, SigningKey key, @Nullable Authority issuer, X509Certificate certificate) {
        var authority = new Authority(id, style(id), key, chain(certificate, issuer));
        safe.keep("authorities/" + id, Safe.Kept.of(key, authority.chain()));
        return authority;
    }

    static List<X509Certificate> chain(X509Certificate certificate, @Nullable Authority issuer) {
        var chain = new ArrayList<X509Certificate>();
        chain.add(certificate);
        if (issuer != null) {
            chain.addAll(issuer.chain());
        }
        return List.copyOf(chain);
    }

    /** Names the addresses where an issuer answers. */
    Draft asked(Draft draft, Authority issuer) {
        return draft.askedAt(ocsp(issuer.id()), list(issuer.id()), here + "/ca/aia/" + issuer.id() + ".crt");
    }

    String ocsp(String id) {
        return here + "/ca/ocsp/" + id;
    }

    String list(String id) {
        return here + "/ca/crl/" + id + ".crl";
    }

    /** Who answers for the status of what an authority issued; RFC 6960, 4.2.2.2: "id-kp-OCSPSigning". */
    Authority responder(Authority of) {
        return responders.computeIfAbsent(
                of.id(),
                id -> officer(
                        "responders/" + id,
                        of,
                        draft -> draft.purposes(KeyPurposeId.id_kp_OCSPSigning)
                                .with(OCSPObjectIdentifiers.id_pkix_ocsp_nocheck, false, DERNull.INSTANCE)));
    }

    /** A responder whose certificate does not say that it may answer for anybody. */
    Authority selfStyledResponder(Authority of) {
        return responders.computeIfAbsent(
                "self-styled " + of.id(),
                id -> officer(
                        "responders/self-styled-" + of.id(),
                        of,
                        draft -> draft.purposes(KeyPurposeId.id_kp_clientAuth)));
    }

    /** Who stamps; RFC 3161, 2.3: "MUST contain only one instance of the extended key usage", and that critical. */
    Authority timeStampUnit() {
        return responders.computeIfAbsent(
                "time-stamp-unit",
                id -> officer(
                        "units/time-stamp",
                        authority(TIME_STAMP_ROOT),
                        draft -> draft.with(
                                        Extension.extendedKeyUsage,
                                        true,
                                        new ExtendedKeyUsage(KeyPurposeId.id_kp_timeStamping))
                                .valid(today().minus(1, DAYS), today().plus(10 * YEAR, DAYS))));
    }

    private Authority officer(String name, Authority of, UnaryOperator<Draft> duty) {
        var kept = safe.find(name);
        if (kept.isPresent()) {
            return new Authority(
                    of.id(), of.style(), kept.get().signingKey(), kept.get().certificates());
        }
        var key = RsaKey.ofBits(USUAL_BITS);
        var draft = duty.apply(asked(
                new Draft(
                                Style.ROOT.name(Names.of("town"), "CN=" + name.replace('/', ' ')),
                                key.publicKey(),
                                today().minus(1, DAYS),
                                today().plus(YEAR, DAYS))
                        .usage(KeyUsage.digitalSignature | KeyUsage.nonRepudiation),
                of));
        var certificate = draft.issuedBy(of, of.style().serial());
        ledger.write(new Ledger.Entry(of.id(), serial(certificate), Ledger.State.GOOD, clock.instant()));
        var officer = new Authority(of.id(), of.style(), key, chain(certificate, of));
        safe.keep(name, Safe.Kept.of(key, officer.chain()));
        return officer;
    }

    /** The first moment of this day. */
    Instant today() {
        return clock.instant().truncatedTo(DAYS);
    }

    static String serial(X509Certificate certificate) {
        return certificate.getSerialNumber().toString(16);
    }
}
