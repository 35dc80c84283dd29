package vn.mocua.sandbox.ca;

import static java.time.temporal.ChronoUnit.DAYS;
import static java.time.temporal.ChronoUnit.HOURS;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.spec.RSAKeyGenParameterSpec;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.function.Supplier;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509v1CertificateBuilder;
import org.bouncycastle.operator.ContentSigner;

/**
 * Certificates that nobody should accept. Each is a good one in which one thing was changed; they name people and bodies
 * who are nobody of the cast. Made when first asked for, and all at once.
 */
final class BadCertificates {

    private static final String CITIZEN = "citizen";
    private static final String BUSINESS = "business";
    private static final String AGENCY = "agency";

    private static final String NAME = "CN=" + Names.of("bad.person");
    private static final String NUMBER = "UID=CCCD:001190000900";
    private static final String COMPANY = "CN=" + Names.of("bad.company");
    private static final String TAX_CODE = "UID=MST:4300010140";
    private static final ASN1ObjectIdentifier UNHEARD_OF = new ASN1ObjectIdentifier("2.16.704.1.2.99.9.9");

    private record Made(KeyPair pair, List<X509Certificate> chain) {}

    private record Recipe(String id, String kind, String what, Supplier<Made> make) {}

    /** Changes one thing. */
    private interface Change {
        Draft of(Draft good);
    }

    private final Safe safe;
    private final Ledger ledger;
    private final Hierarchy hierarchy;
    private final Issuing issuing;

    BadCertificates(Safe safe, Ledger ledger, Hierarchy hierarchy, Issuing issuing) {
        this.safe = safe;
        this.ledger = ledger;
        this.hierarchy = hierarchy;
        this.issuing = issuing;
    }

    synchronized List<BadCertificate> all() {
        return recipes().stream()
                .map(recipe -> {
                    var name = "bad/" + recipe.id();
                    var kept = safe.find(name).orElseGet(() -> {
                        var made = recipe.make().get();
                        var fresh = Safe.Kept.of(made.pair().getPrivate(), made.chain());
                        safe.keep(name, fresh);
                        return fresh;
                    });
                    return new BadCertificate(recipe.id(), recipe.what(), recipe.kind(), kept.credential());
                })
                .toList();
    }

    List<String> ids() {
        return recipes().stream().map(Recipe::id).toList();
    }

    private List<Recipe> recipes() {
        var all = new ArrayList<Recipe>();
        all.addAll(ofTime());
        all.addAll(ofUse());
        all.addAll(ofKeysAndSignatures());
        all.addAll(ofPaths());
        all.addAll(ofNames());
        return all;
    }

    private List<Recipe> ofTime() {
        return List.of(
                citizen(
                        "expired",
                        "ended ten days ago",
                        good -> good.valid(
                                hierarchy.today().minus(740, DAYS),
                                hierarchy.today().minus(10, DAYS))),
                citizen(
                        "ended-an-hour-ago",
                        "ended within the last day",
                        good -> good.valid(
                                hierarchy.today().minus(740, DAYS),
                                issuing.now().minus(1, HOURS))),
                citizen(
                        "not-yet-valid",
                        "begins in a year",
                        good -> good.valid(
                                hierarchy.today().plus(365, DAYS),
                                hierarchy.today().plus(730, DAYS))),
                citizen("revoked", "was revoked", Ledger.State.REVOKED),
                citizen("on-hold", "is on hold", Ledger.State.ON_HOLD),
                new Recipe("never-issued", CITIZEN, "its authority's responder does not know its serial number", () -> {
                    var pair = EcKey.onP256().pair();
                    var issuer = usual();
                    return made(
                            pair,
                            issuer,
                            good(pair.getPublic(), issuer),
                            issuer.key().signer());
                }));
    }

    private List<Recipe> ofUse() {
        return List.of(
                citizen("wrong-purpose", "is for servers only", good -> good.purposes(KeyPurposeId.id_kp_serverAuth)),
                citizen(
                        "time-stamping-purpose",
                        "is for time stamps only",
                        good -> good.purposes(KeyPurposeId.id_kp_timeStamping)),
                citizen("no-key-usage", "does not say what its key is for", good -> good.without(Extension.keyUsage)),
                citizen(
                        "encryption-only",
                        "its key may encrypt and not sign",
                        good -> good.usage(KeyUsage.keyEncipherment | KeyUsage.dataEncipherment)),
                citizen(
                        "unknown-critical-extension",
                        "has a critical extension that nobody knows",
                        good -> good.with(UNHEARD_OF, true, new DERUTF8String("?"))),
                citizen("authority-as-holder", "is an authority's certificate", good -> good.authority(0)));
    }

    private List<Recipe> ofKeysAndSignatures() {
        return List.of(
                withKey("rsa-1024", "its key has 1024 bits", () -> Issuing.rsa(1024)),
                withKey("small-exponent", "its RSA exponent is 3", () -> withExponent(RSAKeyGenParameterSpec.F0)),
                withKey(
                        "predictable-key",
                        "its key is of the kind that certain chips made (CVE-2017-15361)",
                        () -> PredictableKey.ofBits(2048)),
                signedBy("sha1-signature", "is signed by SHA-1", PKCSObjectIdentifiers.sha1WithRSAEncryption),
                signedBy("md5-signature", "is signed by MD5", PKCSObjectIdentifiers.md5WithRSAEncryption),
                new Recipe("altered", CITIZEN, "one bit of its signature was changed", () -> {
                    var pair = EcKey.onP256().pair();
                    var issuer = usual();
                    var der = Safe.der(issuing.issue(good(pair.getPublic(), issuer), issuer, Ledger.State.GOOD));
                    der[der.length - 1] ^= 1;
                    return new Made(pair, Hierarchy.chain(Safe.certificate(der), issuer));
                }),
                new Recipe("version-one", CITIZEN, "is of version 1, without extensions", () -> {
                    var pair = EcKey.onP256().pair();
                    return new Made(pair, Hierarchy.chain(versionOne(pair.getPublic(), usual()), usual()));
                }));
    }

    private List<Recipe> ofPaths() {
        return List.of(
                from(Hierarchy.COPY, "copied-authority", "its authority has copied the name of another"),
                from(Hierarchy.FOREIGN_ROOT, "foreign-root", "comes from a root that nobody here trusts"),
                from(Hierarchy.UNLISTED, "unlisted-authority", "comes from an authority that is on no list"),
                from(Hierarchy.EXPIRED, "expired-authority", "its authority's certificate has ended"),
                from(Hierarchy.REVOKED, "revoked-authority", "its authority was revoked"),
                from(Hierarchy.BELOW_THE_LAST, "path-too-long", "its authority may have none below it, but has"),
                from(Hierarchy.CONFINED, "outside-the-permitted-names", "its authority may certify other names only"),
                from(Hierarchy.WITHOUT_THE_RIGHT, "authority-without-the-right", "its authority may not certify"),
                from(Hierarchy.TIME_STAMP_ROOT, "time-stamp-authority", "its authority is there for time stamps only"),
                new Recipe("self-signed", CITIZEN, "is signed by its own key", () -> {
                    var key = EcKey.onP256();
                    var good = good(key.publicKey(), hierarchy.authority(Hierarchy.HAI_DANG));
                    return new Made(key.pair(), List.of(good.selfSigned(Style.HAI_DANG.serial(), key.signer())));
                }),
                new Recipe("holder-as-authority", CITIZEN, "another holder has issued it", () -> {
                    var key = EcKey.onP256();
                    var issuer = usual();
                    var holder = issuing.issue(good(key.publicKey(), issuer), issuer, Ledger.State.GOOD);
                    var posing = new Authority(issuer.id(), issuer.style(), key, Hierarchy.chain(holder, issuer));
                    var pair = EcKey.onP256().pair();
                    return made(pair, posing, good(pair.getPublic(), posing), key.signer());
                }));
    }

    private List<Recipe> ofNames() {
        return List.of(
                named("two-citizens", CITIZEN, "names two citizens", NAME, NUMBER, "UID=CCCD:001190000901"),
                named("no-number", CITIZEN, "names nobody's number", NAME),
                named("number-in-the-name", CITIZEN, "has a number within its common name only", NAME + ", " + NUMBER),
                named("eleven-digits", CITIZEN, "a digit of its number is missing", NAME, "UID=CCCD:00119000090"),
                named("passport-only", CITIZEN, "names a passport only", "CN=John Try", "UID=HC:X0000900"),
                named(
                        "null-in-the-name",
                        CITIZEN,
                        "its common name holds U+0000",
                        NAME + "\0" + Names.of("town"),
                        NUMBER),
                named("empty-name", CITIZEN, "its common name is blank", "CN= ", NUMBER),
                named("staff-as-company", BUSINESS, "names a person and a company", COMPANY, NUMBER, TAX_CODE),
                named("two-companies", BUSINESS, "names two companies", COMPANY, TAX_CODE, "UID=MST:4300010158"),
                named(
                        "wrong-tax-code",
                        BUSINESS,
                        "the check digit of its tax code is wrong",
                        COMPANY,
                        "UID=MST:4300010141"),
                named(
                        "agency-of-a-public-authority",
                        AGENCY,
                        "names a state body, but comes from a public authority",
                        "OU=" + Names.of("bad.parent"),
                        "CN=" + Names.of("bad.agency")),
                named(
                        "agency-with-two-codes",
                        AGENCY,
                        "names two budget codes",
                        Style.STATE,
                        Hierarchy.STATE,
                        "CN=" + Names.of("bad.agency"),
                        "UID=MNS:1099901",
                        "UID=MNS:1099902"));
    }

    // ---- how they are made ----------------------------------------------------------------------------------------

    private Authority usual() {
        return hierarchy.authority(Hierarchy.SAO_MAI);
    }

    /** A certificate with which nothing is wrong. */
    private Draft good(PublicKey key, Authority issuer) {
        return issuing.draft(issuer.style().name(Names.of("town"), NAME, NUMBER), key, issuer, null);
    }

    private Recipe citizen(String id, String what, Change change) {
        return issued(id, CITIZEN, what, () -> EcKey.onP256().pair(), Hierarchy.SAO_MAI, change, Ledger.State.GOOD);
    }

    private Recipe citizen(String id, String what, Ledger.State state) {
        return issued(id, CITIZEN, what, () -> EcKey.onP256().pair(), Hierarchy.SAO_MAI, good -> good, state);
    }

    private Recipe withKey(String id, String what, Supplier<KeyPair> key) {
        return issued(id, CITIZEN, what, key, Hierarchy.SAO_MAI, good -> good, Ledger.State.GOOD);
    }

    private Recipe from(String authority, String id, String what) {
        return issued(id, CITIZEN, what, () -> EcKey.onP256().pair(), authority, good -> good, Ledger.State.GOOD);
    }

    private Recipe named(String id, String kind, String what, String... attributes) {
        return named(id, kind, what, Style.SAO_MAI, Hierarchy.SAO_MAI, attributes);
    }

    private Recipe named(String id, String kind, String what, Style style, String authority, String... attributes) {
        var name = style.name(Names.of("town"), attributes);
        return issued(
                id, kind, what, () -> EcKey.onP256().pair(), authority, good -> good.named(name), Ledger.State.GOOD);
    }

    private Recipe issued(
            String id,
            String kind,
            String what,
            Supplier<KeyPair> key,
            String authority,
            Change change,
            Ledger.State state) {
        return new Recipe(id, kind, what, () -> {
            var issuer = hierarchy.authority(authority);
            var pair = key.get();
            var certificate = issuing.issue(change.of(good(pair.getPublic(), issuer)), issuer, state);
            return new Made(pair, Hierarchy.chain(certificate, issuer));
        });
    }

    private Recipe signedBy(String id, String what, ASN1ObjectIdentifier algorithm) {
        return new Recipe(id, CITIZEN, what, () -> {
            var pair = EcKey.onP256().pair();
            var issuer = usual();
            var signer = ((RsaKey) issuer.key()).signer(new AlgorithmIdentifier(algorithm, DERNull.INSTANCE));
            var made = made(pair, issuer, good(pair.getPublic(), issuer), signer);
            ledger.write(new Ledger.Entry(
                    issuer.id(), Hierarchy.serial(made.chain().getFirst()), Ledger.State.GOOD, issuing.now()));
            return made;
        });
    }

    /** Signed, but not written into the ledger. */
    private static Made made(KeyPair pair, Authority issuer, Draft draft, ContentSigner signer) {
        var certificate = draft.issuedBy(issuer, issuer.style().serial(), signer);
        return new Made(pair, Hierarchy.chain(certificate, issuer));
    }

    private X509Certificate versionOne(PublicKey key, Authority issuer) {
        try {
            var serial = issuer.style().serial();
            var builder = new X509v1CertificateBuilder(
                    X500Name.getInstance(
                            issuer.certificate().getSubjectX500Principal().getEncoded()),
                    serial,
                    Date.from(hierarchy.today().minus(30, DAYS)),
                    Date.from(hierarchy.today().plus(365, DAYS)),
                    issuer.style().name(Names.of("town"), NAME, NUMBER),
                    SubjectPublicKeyInfo.getInstance(key.getEncoded()));
            ledger.write(new Ledger.Entry(issuer.id(), serial.toString(16), Ledger.State.GOOD, issuing.now()));
            return Safe.certificate(builder.build(issuer.key().signer()).getEncoded());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyPair withExponent(BigInteger exponent) {
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(new RSAKeyGenParameterSpec(2048, exponent));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
