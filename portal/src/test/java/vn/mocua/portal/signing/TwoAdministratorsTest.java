package vn.mocua.portal.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import vn.mocua.portal.MovableClock;
import vn.mocua.portal.TestDatabase;
import vn.mocua.portal.audit.TestAudit;
import vn.mocua.portal.signing.SigningSettings.PersonalTaxCode;

/** Threat T23: one person alone, or a file from yesterday, puts no authority in force. */
class TwoAdministratorsTest {

    private static final KeyPair AN = ed25519();
    private static final KeyPair BINH = ed25519();
    private static final KeyPair STRANGER = ed25519();
    private static final Instant NOW = Instant.parse("2026-11-26T06:00:00Z");

    @TempDir
    Path folder;

    private final TestPki pki = new TestPki();
    private final MovableClock clock = new MovableClock(NOW);
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private JdbcClient db;
    private TwoAdministrators rule;
    private Path file;

    @BeforeEach
    void begin() {
        var name = "trust_" + Long.toString(System.nanoTime(), 36);
        db = JdbcClient.create(TestDatabase.separate(name).asPortal());
        rule = new TwoAdministrators(Map.of("an", publicKey(AN), "binh", publicKey(BINH)), db, clock);
        file = folder.resolve("trust.json");
    }

    @AfterEach
    void close() {
        pki.close();
    }

    @Test
    void whatTwoSignedComesIntoForceAndIsRenewedTheSameWay() throws Exception {
        put(bundle(1, "2027-06-30T17:00:00Z"), AN, BINH);
        var trusted = start();
        assertThat(trusted.bundle().serial()).isEqualTo(1);
        assertThat(meters.get("mocua.signing.trust.days").gauge().value()).isBetween(216.0, 217.0);

        put(bundle(2, "2027-07-31T17:00:00Z"), AN);
        trusted.reread();
        assertThat(trusted.bundle().serial()).isEqualTo(1);
        assertThat(meters.counter("mocua.signing.trust.refused").count()).isEqualTo(1);
        // The second signs: nothing else changes.
        sign(file, BINH);
        trusted.reread();
        assertThat(trusted.bundle().serial()).isEqualTo(2);
    }

    @Test
    void oneAloneAndOneTwiceAndStrangersPutNothingInForce() throws Exception {
        put(bundle(1, "2027-06-30T17:00:00Z"));
        assertRefused("none did");
        put(bundle(1, "2027-06-30T17:00:00Z"), AN);
        assertRefused("only an did");
        put(bundle(1, "2027-06-30T17:00:00Z"), AN, AN);
        assertRefused("only an did");
        put(bundle(1, "2027-06-30T17:00:00Z"), AN, STRANGER);
        assertRefused("only an did");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TwoAdministrators(Map.of("an", publicKey(AN), "other", publicKey(AN)), db, clock))
                .withMessageContaining("one key stands under two names");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TwoAdministrators(Map.of("an", "AAAA"), db, clock))
                .withMessageContaining("trust-administrators.an is no Ed25519 public key");
    }

    @Test
    void aChangedByteAndASignatureOverSomethingElseAreNone() throws Exception {
        var text = bundle(1, "2027-06-30T17:00:00Z");
        put(text, AN, BINH);
        Files.writeString(file, text + " ");
        assertRefused("none did");
        put(text, AN, BINH);
        var lines = Files.readString(TrustSignatures.beside(file));
        Files.writeString(TrustSignatures.beside(file), lines.replaceFirst("(?m)[A-Za-z](.{9})$", "0$1"));
        assertRefused("only ");
    }

    @Test
    void whatEndedOrSaysNoEndOrNoSerialIsRefused() throws Exception {
        put(bundle(1, "2026-11-26T06:00:00Z"), AN, BINH);
        assertRefused("it ended on 2026-11-26T06:00:00Z");
        put(pki.bundle(), AN, BINH);
        assertRefused("it has no serial and no until");
        put(bundle(1, "2026-11-27T06:00:00Z"), AN, BINH);
        start();
        clock.advance(Duration.ofDays(1));
        assertRefused("it ended on 2026-11-27");
    }

    @Test
    void anEarlierOneNeverComesBackNotEvenAtAStart() throws Exception {
        put(bundle(7, "2027-06-30T17:00:00Z"), AN, BINH);
        var trusted = start();
        put(bundle(6, "2027-06-30T17:00:00Z"), AN, BINH);
        trusted.reread();
        assertThat(trusted.bundle().serial()).isEqualTo(7);
        assertRefused("its serial is 6, and 7 was in force already");
        put(bundle(7, "2027-07-01T17:00:00Z"), AN, BINH);
        assertRefused("another bundle had the serial 7 already");
        put(bundle(7, "2027-06-30T17:00:00Z"), AN, BINH);
        assertThat(start().bundle().serial()).isEqualTo(7);
    }

    @Test
    void ofASandboxNobodySigns() throws Exception {
        put(pki.bundle().replaceFirst("1,", "1,\"sandbox\":true,"));
        assertThat(start().isSandbox()).isTrue();
    }

    @Test
    void administratorsSignByACommandEachAndAChangedBundleTakesTheirSignaturesAway() throws Exception {
        Files.writeString(file, bundle(1, "2027-06-30T17:00:00Z"));
        assertThat(sign(file, AN)).isZero();
        assertThat(sign(file, BINH)).isZero();
        assertThat(sign(file, BINH)).isZero();
        assertThat(Files.readAllLines(TrustSignatures.beside(file))).hasSize(2);
        start();
        Files.writeString(file, bundle(2, "2027-06-30T17:00:00Z"));
        assertThat(sign(file, AN)).isZero();
        assertThat(Files.readAllLines(TrustSignatures.beside(file))).hasSize(1);
        assertThat(sign(file, AN, publicKey(BINH))).isEqualTo(1);
    }

    private TrustedAuthorities start() {
        return new TrustedAuthorities(
                new SigningSettings(file, null, PersonalTaxCode.PERSON), rule, TestAudit.audit(), meters, clock);
    }

    private void assertRefused(String why) {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(this::start)
                .withMessageContaining("mocua.signing.trust: ")
                .withMessageContaining(why);
    }

    private String bundle(int serial, String until) {
        return pki.bundle().replaceFirst("1,", "1,\"serial\":%d,\"until\":\"%s\",".formatted(serial, until));
    }

    private void put(String bundle, KeyPair... signers) throws IOException, GeneralSecurityException {
        var lines = new StringBuilder();
        for (var each : signers) {
            var line =
                    TrustSignatures.line(bundle.getBytes(StandardCharsets.UTF_8), each.getPrivate(), each.getPublic());
            lines.append(line).append('\n');
        }
        Files.writeString(file, bundle);
        Files.writeString(TrustSignatures.beside(file), lines);
    }

    private int sign(Path bundle, KeyPair keys) throws Exception {
        return sign(bundle, keys, publicKey(keys));
    }

    private int sign(Path bundle, KeyPair keys, String publicKey) throws Exception {
        var key = Files.writeString(
                folder.resolve("key.pem"),
                "-----BEGIN PRIVATE KEY-----\n"
                        + Base64.getMimeEncoder()
                                .encodeToString(keys.getPrivate().getEncoded())
                        + "\n-----END PRIVATE KEY-----\n");
        var itsOwn = Files.writeString(
                folder.resolve("public.pem"),
                "-----BEGIN PUBLIC KEY-----\n" + publicKey + "\n-----END PUBLIC KEY-----\n");
        var signatures = TrustSignatures.beside(bundle);
        var before = Files.exists(signatures) ? Files.getLastModifiedTime(signatures) : FileTime.from(NOW);
        var code = new SignTrust()
                .run(null, List.of(bundle.toString(), "--key", key.toString(), "--public", itsOwn.toString()));
        if (code == 0) {
            Files.setLastModifiedTime(
                    signatures, FileTime.from(before.toInstant().plusSeconds(1)));
        }
        return code;
    }

    private static String publicKey(KeyPair keys) {
        return Base64.getEncoder().encodeToString(keys.getPublic().getEncoded());
    }

    private static KeyPair ed25519() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
