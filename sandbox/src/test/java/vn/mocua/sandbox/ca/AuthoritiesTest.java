package vn.mocua.sandbox.ca;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.mocua.sandbox.town.Agency;
import vn.mocua.sandbox.town.Cast;
import vn.mocua.sandbox.town.Fate;
import vn.mocua.sandbox.town.VneidAccounts;

class AuthoritiesTest {

    /** The one thing that is wrong with each; "path": by the rules of RFC 5280 or to an anchor that nobody has. */
    private static final Map<String, String> REASONS = Map.ofEntries(
            Map.entry("expired", "expired"),
            Map.entry("ended-an-hour-ago", "expired"),
            Map.entry("not-yet-valid", "not-yet-valid"),
            Map.entry("revoked", "revoked"),
            Map.entry("on-hold", "on-hold"),
            Map.entry("never-issued", "unknown"),
            Map.entry("wrong-purpose", "purpose"),
            Map.entry("time-stamping-purpose", "purpose"),
            Map.entry("no-key-usage", "usage"),
            Map.entry("encryption-only", "usage"),
            Map.entry("unknown-critical-extension", "path"),
            Map.entry("rsa-1024", "key"),
            Map.entry("small-exponent", "key"),
            Map.entry("predictable-key", "key"),
            Map.entry("sha1-signature", "algorithm"),
            Map.entry("altered", "path"),
            Map.entry("version-one", "version"),
            Map.entry("copied-authority", "path"),
            Map.entry("foreign-root", "anchor"),
            Map.entry("unlisted-authority", "list"),
            Map.entry("expired-authority", "path"),
            Map.entry("revoked-authority", "revoked"),
            Map.entry("path-too-long", "path"),
            Map.entry("outside-the-permitted-names", "path"),
            Map.entry("authority-without-the-right", "path"),
            Map.entry("time-stamp-authority", "list"),
            Map.entry("self-signed", "anchor"),
            Map.entry("holder-as-authority", "path"),
            Map.entry("two-citizens", "name"),
            Map.entry("no-number", "name"),
            Map.entry("number-in-the-name", "name"),
            Map.entry("eleven-digits", "name"),
            Map.entry("passport-only", "name"),
            Map.entry("null-in-the-name", "name"),
            Map.entry("empty-name", "name"),
            Map.entry("staff-as-company", "name"),
            Map.entry("two-companies", "name"),
            Map.entry("wrong-tax-code", "name"),
            Map.entry("agency-of-a-public-authority", "name"),
            Map.entry("agency-with-two-codes", "name"));

    @TempDir
    static Path folder;

    private static final Clock CLOCK = Clock.systemUTC();
    private static final Cast CAST = new Cast(42, 5);
    private static final VneidAccounts ACCOUNTS = new VneidAccounts(CAST);
    private static Authorities authorities;

    @BeforeAll
    static void open() {
        authorities = in(folder.resolve("ca"));
    }

    private static Authorities in(Path data) {
        return new Authorities(data, "http://127.0.0.1:1", ACCOUNTS.businesses(), CLOCK);
    }

    @Test
    void certificatesNameTheirHoldersAsTheAuthoritiesDo() {
        assertThat(of(Fate.ORDINARY).numbers()).containsExactly("CCCD:051090000001");
        assertThat(of(Fate.OLD_CARD).numbers()).containsExactly("CMND:205000011");
        assertThat(of(Fate.STAFF_CERTIFICATE).numbers())
                .containsExactlyInAnyOrder("CCCD:084195000054", "MST:4300010006");
        assertThat(of(Fate.STAFF_CERTIFICATE).attributes(BCStyle.O).getFirst())
                .startsWith("Công ty TNHH Gốm Phố Thử (TEST");
        assertThat(of(Fate.NO_DIACRITICS).attributes(BCStyle.CN).getFirst()).isEqualToIgnoringCase("Trương Mỹ Quyên");
        var branch = authorities.forBusiness(ACCOUNTS.businesses().get(2));
        assertThat(new Looked(branch.chain()).numbers()).containsExactly("MST:4000010005-001");
        assertThat(agency(Agency.Fate.ORDINARY).numbers()).isEmpty();
        assertThat(agency(Agency.Fate.TAX_AND_BUDGET_CODE).numbers())
                .containsExactlyInAnyOrder("MST:4300010119", "MNS:1099327");
        assertThat(agency(Agency.Fate.SUBORDINATE_UNIT).numbers()).containsExactly("MST:4300010126-029");
    }

    @Test
    void oneAuthorityPutsTheCountryFirstAndTheOtherLast() {
        var one = names(authorities.forPerson(CAST.find("an").orElseThrow()));
        var other = names(authorities.forPerson(CAST.find("nguoi-1").orElseThrow()));
        var third = names(authorities.forPerson(CAST.find("nguoi-2").orElseThrow()));
        assertThat(one).startsWith("C=VN,").contains("CN=Nguyễn Văn An");
        assertThat(List.of(other, third)).allMatch(name -> name.startsWith("C=VN,") || name.endsWith(",C=VN"));
        assertThat(names(authorities.forPerson(CAST.find("binh").orElseThrow())))
                .endsWith(",C=VN")
                .contains("CN=TRẦN THỊ BÌNH");
    }

    private static String names(Credential credential) {
        return X500Name.getInstance(
                        credential.certificate().getSubjectX500Principal().getEncoded())
                .toString();
    }

    @Test
    void nothingIsWrongWithTheCertificatesOfTheCastButTheirFates() throws Exception {
        for (var id : List.of("an", "binh", "lan", "quang", "nhi", "duc", "ha", "linh", "nguoi-3")) {
            var person = CAST.find(id).orElseThrow();
            var wanted = switch (person.fate()) {
                case CERTIFICATE_REVOKED -> Set.of("revoked");
                case CERTIFICATE_ON_HOLD -> Set.of("on-hold");
                case CERTIFICATE_EXPIRED -> Set.of("expired");
                default -> Set.<String>of();
            };
            for (var credential : List.of(authorities.forPerson(person), authorities.forSim(person))) {
                assertThat(flaws(credential, "citizen")).as(id).isEqualTo(wanted);
                assertThat(credential.chain()).allSatisfy(AuthoritiesTest::saysThatItIsNotReal);
                assertThat(isPair(credential)).isTrue();
            }
            assertThat(authorities.forSim(person).serial())
                    .isNotEqualTo(authorities.forPerson(person).serial());
        }
        for (var business : ACCOUNTS.businesses()) {
            assertThat(flaws(authorities.forBusiness(business), "business")).isEmpty();
        }
        for (var agency : CAST.agencies()) {
            var wanted = switch (agency.fate()) {
                case CERTIFICATE_REVOKED -> Set.of("revoked");
                case CERTIFICATE_EXPIRED -> Set.of("expired");
                default -> Set.<String>of();
            };
            assertThat(flaws(authorities.forAgency(agency), "agency"))
                    .as(agency.id())
                    .isEqualTo(wanted);
        }
    }

    @Test
    void eachBadCertificateIsBadForItsOneReason() throws Exception {
        var listed = Stream.of(Hierarchy.NATIONAL_ROOT, Hierarchy.STATE_ROOT)
                .map(id -> authorities.workshop().hierarchy().authority(id).certificate())
                .toList();
        var intermediates = Stream.of(Hierarchy.SAO_MAI, Hierarchy.HAI_DANG, Hierarchy.STATE)
                .map(id -> authorities.workshop().hierarchy().authority(id).certificate())
                .toList();
        var found = new HashMap<String, String>();
        var twisted = new ArrayList<String>();
        for (var bad : authorities.bad()) {
            var chain = bad.credential().chain();
            var flaws = flaws(bad.credential(), bad.kind());
            if (bad.id().equals("authority-as-holder") || bad.id().equals("md5-signature")) {
                twisted.add(bad.id()); // an authority's usage is no holder's either, and the JDK refuses MD5 by itself
                assertThat(flaws).isNotEmpty();
                continue;
            }
            if (flaws.isEmpty()) {
                flaws = !listed.contains(chain.getLast())
                        ? Set.of(bad.id().equals("time-stamp-authority") ? "list" : "anchor")
                        : intermediates.contains(chain.get(1)) ? Set.of() : Set.of("list");
            }
            found.put(bad.id(), String.join(" and ", flaws));
        }
        assertThat(found).containsExactlyInAnyOrderEntriesOf(REASONS);
        assertThat(twisted).hasSize(2);
        assertThat(authorities.bad()).hasSizeGreaterThanOrEqualTo(25);
    }

    @Test
    void everythingIsTheSameAfterARestartAndForTheOwnersEyesOnly() throws Exception {
        var data = folder.resolve("restarted");
        var first = in(data);
        var person = CAST.withFate(Fate.ELLIPTIC_KEY);
        var before = first.forPerson(person);
        assertThat(in(data).forPerson(person).certificate()).isEqualTo(before.certificate());
        assertThat(first.hold(before.serial())).isTrue();
        assertThat(in(data).status(before.serial())).contains("on-hold");
        assertThat(first.release(before.serial())).isTrue();
        assertThat(first.revoke("1234")).isFalse();
        assertThat(in(data).trust()).isEqualTo(first.trust());
        try (var files = Files.walk(data)) {
            assertThat(files.filter(Files::isRegularFile))
                    .isNotEmpty()
                    .allSatisfy(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .isEqualTo("rw-------"));
        }
    }

    @Test
    void aTokensFileOpensByItsPasswordAndNoOther() throws Exception {
        var person = CAST.withFate(Fate.ELLIPTIC_KEY);
        var credential = authorities.forPerson(person);
        var file = authorities.pkcs12(credential, person.tokenPassword());
        var store = KeyStore.getInstance("PKCS12");
        store.load(new ByteArrayInputStream(file), person.tokenPassword().toCharArray());
        assertThat(store.getCertificateChain("token"))
                .containsExactly(credential.chain().toArray(X509Certificate[]::new));
        assertThat(person.tokenPassword()).matches("[0-9]{8}");
        assertThat(person.simPin()).matches("[0-9]{6}");
    }

    @Test
    void aKeyOfManyPrimesIsLikeAnyOtherForWhoeverVerifies() throws Exception {
        for (int bits : new int[] {2048, 3072, 4096}) {
            var key = RsaKey.ofBits(bits);
            assertThat(((RSAPublicKey) key.publicKey()).getModulus().bitLength())
                    .isEqualTo(bits);
            var signer = key.signer();
            signer.getOutputStream().write(new byte[] {1, 2, 3});
            var signature = Signature.getInstance("SHA256withRSA");
            signature.initVerify(key.publicKey());
            signature.update(new byte[] {1, 2, 3});
            assertThat(signature.verify(signer.getSignature())).isTrue();
        }
    }

    private static Looked of(Fate fate) {
        return new Looked(authorities.forPerson(CAST.withFate(fate)).chain());
    }

    private static Looked agency(Agency.Fate fate) {
        var agency = CAST.agencies().stream()
                .filter(one -> one.fate() == fate)
                .findFirst()
                .orElseThrow();
        return new Looked(authorities.forAgency(agency).chain());
    }

    private static Set<String> flaws(Credential credential, String kind) throws Exception {
        return new Looked(credential.chain()).flaws(CLOCK.instant(), authorities, kind);
    }

    private static void saysThatItIsNotReal(X509Certificate certificate) throws Exception {
        assertThat(new JcaX509CertificateHolder(certificate).getSubject().toString())
                .contains("(TEST – không có giá trị pháp lý)");
    }

    private static boolean isPair(Credential credential) throws Exception {
        var algorithm = credential.key().getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA";
        var signature = Signature.getInstance(algorithm);
        signature.initSign(credential.key());
        signature.update(new byte[] {7});
        var bytes = signature.sign();
        signature.initVerify(credential.certificate());
        signature.update(new byte[] {7});
        return signature.verify(bytes);
    }
}
