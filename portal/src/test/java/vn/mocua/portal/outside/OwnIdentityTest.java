package vn.mocua.portal.outside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.pkcs.EncryptedPrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import vn.mocua.portal.MovableClock;
import vn.mocua.portal.Town;
import vn.mocua.portal.outside.OutsideUnavailable.Why;

/** Systems that let in nobody without a certificate: the town's signature service is one. */
class OwnIdentityTest {

    private static final String SYSTEM = "sim-vina";
    private static final char[] PASSWORD = "changeit".toCharArray();

    @TempDir
    private static Path folder;

    private static Town town;
    private static Path authority;
    private static Path identity;
    private static URI service;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final MovableClock clock = new MovableClock(Instant.now());
    private final Outside outside = OutsideForTests.outside(meters, clock, Duration.ofSeconds(5), 10);
    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();

    @BeforeAll
    static void start() {
        town = new Town();
        authority = Path.of(town.setting("mocua.outside.systems.sim-vina.trust"));
        identity = Path.of(town.setting("mocua.outside.systems.sim-vina.identity.file"));
        service = URI.create(town.setting("mocua.signing.sim.providers.vina.url") + "/MSS_StatusPort");
    }

    @AfterAll
    static void stop() {
        town.close();
    }

    @BeforeEach
    void listen() {
        logged.start();
        logger().addAppender(logged);
    }

    @AfterEach
    void hearNoMore() {
        logger().detachAppender(logged);
    }

    @Test
    void whoShowsItsCertificateIsLetIn() {
        // It is SOAP: who only looks hears so, and has been let in.
        assertThat(ask(http(identity, null)).status()).isEqualTo(405);
        assertThat(logged.list).isEmpty();
    }

    @Test
    void whoShowsNoneIsRefusedAndOperatorsHearWhy() {
        assertRefused(OutsideForTests.http(outside, authority, clock));
    }

    @Test
    void anEndedOneAndOneOfAnotherAuthorityAreRefused() throws Exception {
        var ended = Files.write(folder.resolve("ended.pem"), town.sandbox().expiredClient());
        assertRefused(http(ended, null));
        assertThat(logged.list.getFirst().getFormattedMessage())
                .startsWith("our own certificate in " + ended + " ended on ");
        logged.list.clear();
        SelfMadeCertificate.in(folder, "foreign", "dns:portal.example");
        assertRefused(http(folder.resolve("foreign.p12"), password("changeit")));
    }

    @Test
    void aRenewedFileIsTakenUpWithoutAStart() throws Exception {
        var file = Files.write(folder.resolve("renewed.pem"), town.sandbox().expiredClient());
        var http = http(file, null);
        assertRefused(http);
        replace(file, "-----BEGIN CERTIFICATE-----\nhalf");
        clock.advance(Duration.ofSeconds(11));
        assertRefused(http);
        assertThat(logged.list)
                .anySatisfy(line -> assertThat(line.getFormattedMessage()).contains("can not be renewed"));
        replace(file, Files.readString(identity));
        clock.advance(Duration.ofSeconds(11));
        assertThat(ask(http).status()).isEqualTo(405);
    }

    @Test
    void keysLieInTheFileOrBesideItOpenOrUnderAPassword() throws Exception {
        var pem = Files.readString(identity);
        var certificates = pem.substring(pem.indexOf("-----BEGIN CERTIFICATE"));
        var key = pem.substring(0, pem.indexOf("-----BEGIN CERTIFICATE"));
        var material = new IdentityFiles(identity, null, null).read();
        var apart = Files.writeString(folder.resolve("apart.pem"), certificates);
        var keyFile = Files.writeString(folder.resolve("apart.key"), key);
        assertThat(new IdentityFiles(apart, keyFile, null).read().chain()).isEqualTo(material.chain());

        var sealed = Files.writeString(folder.resolve("sealed.key"), sealed(material.key()));
        assertThat(new IdentityFiles(apart, sealed, password("changeit")).read().key())
                .isEqualTo(material.key());

        var store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry(
                "portal", material.key(), PASSWORD, material.chain().toArray(new java.security.cert.Certificate[0]));
        var pkcs12 = folder.resolve("portal.p12");
        try (var out = Files.newOutputStream(pkcs12)) {
            store.store(out, PASSWORD);
        }
        assertThat(ask(http(pkcs12, password("changeit\n"))).status()).isEqualTo(405);
    }

    @Test
    void filesThatCanNotBeUsedStopTheStartAndSayWhy() throws Exception {
        var pem = Files.readString(identity);
        var certificates = pem.substring(pem.indexOf("-----BEGIN CERTIFICATE"));
        SelfMadeCertificate.in(folder, "another", "dns:portal.example");
        var other = new IdentityFiles(folder.resolve("another.p12"), null, password("changeit")).read();
        assertUnusable(folder.resolve("none.pem"), null, "none.pem");
        assertUnusable(Files.writeString(folder.resolve("keyless.pem"), certificates), null, "openssl pkcs8 -topk8");
        assertUnusable(
                Files.writeString(folder.resolve("mixed.pem"), block(other.key().getEncoded()) + certificates),
                null,
                "the key is not the first certificate's");
        assertUnusable(folder.resolve("another.p12"), password("wrong"), "another.p12");
    }

    private void assertUnusable(Path file, @Nullable Path password, String why) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OutsideForTests.trust(authority, file, password, clock))
                .withMessageContaining("mocua.outside: identity")
                .withMessageContaining(why);
    }

    private void assertRefused(OutsideHttp http) {
        var before = count();
        var refused = catchThrowableOfType(OutsideUnavailable.class, () -> ask(http));
        assertThat(refused.why()).as(refused.getMessage()).isEqualTo(Why.CERTIFICATE);
        assertThat(count()).isEqualTo(before + 1);
        assertThat(logged.list)
                .anySatisfy(line -> assertThat(line.getFormattedMessage())
                        .startsWith("sim-vina does not believe our own certificate, or misses one"));
    }

    private long count() {
        return meters.timer("mocua.outside.calls", "system", SYSTEM, "outcome", "certificate")
                .count();
    }

    private OutsideHttp http(Path file, @Nullable Path password) {
        return OutsideForTests.http(outside, OutsideForTests.trust(authority, file, password, clock), clock);
    }

    private HttpAnswer ask(OutsideHttp http) {
        var client = http.client(SYSTEM, service).build();
        return outside.call(
                SYSTEM,
                () -> client.get()
                        .uri(service)
                        .exchangeForRequiredValue((request, response) -> HttpAnswer.of(SYSTEM, response)));
    }

    private static Path password(String text) throws IOException {
        return Files.writeString(Files.createTempFile(folder, "password", ""), text);
    }

    private void replace(Path file, String text) throws IOException {
        var next = FileTime.from(Files.getLastModifiedTime(file).toInstant().plusSeconds(1));
        Files.writeString(file, text);
        Files.setLastModifiedTime(file, next);
    }

    private static String sealed(PrivateKey key) throws GeneralSecurityException, IOException {
        var name = "PBEWithHmacSHA256AndAES_256";
        var cipher = Cipher.getInstance(name);
        cipher.init(Cipher.ENCRYPT_MODE, SecretKeyFactory.getInstance(name).generateSecret(new PBEKeySpec(PASSWORD)));
        var sealed = new EncryptedPrivateKeyInfo(
                        new AlgorithmIdentifier(
                                PKCSObjectIdentifiers.id_PBES2,
                                ASN1Primitive.fromByteArray(
                                        cipher.getParameters().getEncoded())),
                        cipher.doFinal(key.getEncoded()))
                .getEncoded();
        return block(sealed).replace("PRIVATE KEY", "ENCRYPTED PRIVATE KEY");
    }

    private static String block(byte[] der) {
        return "-----BEGIN PRIVATE KEY-----\n" + Base64.getMimeEncoder().encodeToString(der)
                + "\n-----END PRIVATE KEY-----\n";
    }

    private static Logger logger() {
        return (Logger) LoggerFactory.getLogger("vn.mocua.portal.outside");
    }
}
