package vn.mocua.sandbox.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import vn.mocua.sandbox.MadeAuthorities;
import vn.mocua.sandbox.Sandbox;
import vn.mocua.sandbox.fault.Fault;
import vn.mocua.sandbox.fault.Outside;

/** What the systems show over TLS, to whoever connects. */
class TlsPortTest {

    private static final List<Outside> SYSTEMS = List.of(Outside.INSURANCE, Outside.POST, Outside.VNEID);

    @TempDir
    private static Path folder;

    private static Sandbox sandbox;
    private static Properties settings;
    private static X509Certificate authority;

    @BeforeAll
    static void start() throws Exception {
        sandbox = Sandbox.start(MadeAuthorities.in(folder), 0, null);
        settings = new Properties();
        settings.load(Files.newBufferedReader(sandbox.portalProperties()));
        try (var pem = Files.newInputStream(Path.of(settings.getProperty("mocua.outside.systems.vneid.trust")))) {
            authority =
                    (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(pem);
        }
    }

    @AfterAll
    static void stop() throws IOException {
        sandbox.close();
    }

    @AfterEach
    void allIsWellAgain() {
        SYSTEMS.forEach(system -> sandbox.fault(system, Fault.NONE, Duration.ZERO));
    }

    /** Whoever has a connection from before is shown the same as who has none. */
    @ParameterizedTest
    @EnumSource(
            value = Outside.class,
            names = {"INSURANCE", "POST", "VNEID"})
    void anExpiredCertificateIsShownUntilTheFaultIsOver(Outside system) throws Exception {
        try (var before = clientThatKnowsTheAuthority();
                var fresh = clientThatKnowsTheAuthority()) {
            answers(before, system);
            sandbox.fault(system, Fault.EXPIRED_CERTIFICATE, Duration.ofMinutes(1));
            for (var client : List.of(before, fresh, before)) {
                assertThatExceptionOfType(SSLHandshakeException.class)
                        .isThrownBy(() -> ask(client, system))
                        .matches(e -> saysExpired(e), "says that it expired");
            }
            var shown = shown(system);
            assertThat(shown.getNotAfter().toInstant())
                    .isBetween(
                            Instant.now().minus(Duration.ofHours(25)),
                            Instant.now().minus(Duration.ofHours(23)));
            shown.verify(authority.getPublicKey());
            for (var other : SYSTEMS) {
                if (other != system) {
                    answers(before, other);
                }
            }

            sandbox.fault(system, Fault.NONE, Duration.ZERO);
            answers(before, system);
            answers(fresh, system);
            shown(system).checkValidity();
        }
    }

    @Test
    void theFaultEndsByItself() throws Exception {
        sandbox.fault(Outside.VNEID, Fault.EXPIRED_CERTIFICATE, Duration.ofMillis(400));
        Thread.sleep(500);
        shown(Outside.VNEID).checkValidity();
    }

    @Test
    void whoDoesNotKnowTheAuthorityRefusesIt() {
        try (var client = HttpClient.newHttpClient()) {
            assertThatExceptionOfType(SSLHandshakeException.class)
                    .isThrownBy(() -> ask(client, Outside.POST))
                    .matches(e -> !saysExpired(e), "does not say that it expired");
        }
    }

    /** Who minds what an authority is limited to believes this one of nothing but this machine. */
    @Test
    void theAuthorityIsForThisMachineAloneAndSaysThatItIsForTrials() throws Exception {
        assertThat(authority.getCriticalExtensionOIDs()).contains("2.5.29.30");
        assertThat(authority.getNonCriticalExtensionOIDs()).anyMatch(each -> each.startsWith("2.25."));
        assertThat(authority.getBasicConstraints()).isZero();
        assertThat(shown(Outside.POST).getSubjectAlternativeNames())
                .extracting(name -> (Object) name.get(1))
                .containsExactlyInAnyOrder("127.0.0.1", "localhost");
    }

    @Test
    void whatIsCutIsCutOverTlsToo() throws Exception {
        try (var client = clientThatKnowsTheAuthority()) {
            sandbox.fault(Outside.VNEID, Fault.CUT, Duration.ofMinutes(1));
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> ask(client, Outside.VNEID))
                    .isNotInstanceOf(SSLHandshakeException.class);
        }
    }

    private static void answers(HttpClient client, Outside system) throws Exception {
        assertThat(ask(client, system)).isEqualTo(system == Outside.INSURANCE ? 405 : 200);
    }

    private static int ask(HttpClient client, Outside system) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(address(system))
                .timeout(Duration.ofSeconds(60))
                .build();
        return client.send(request, BodyHandlers.ofString()).statusCode();
    }

    private static URI address(Outside system) {
        return URI.create(
                switch (system) {
                    case INSURANCE -> settings.getProperty("mocua.insurance.record-url");
                    case POST -> wellKnown("postid");
                    default -> wellKnown("vneid");
                });
    }

    private static String wellKnown(String name) {
        return settings.getProperty("mocua.federation." + name + ".issuer") + "/.well-known/openid-configuration";
    }

    /** What is shown to a client that takes everything. */
    private static X509Certificate shown(Outside system) throws Exception {
        var context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new Credulous()}, null);
        var address = address(system);
        try (var socket = (SSLSocket) context.getSocketFactory().createSocket(address.getHost(), address.getPort())) {
            return (X509Certificate) socket.getSession().getPeerCertificates()[0];
        }
    }

    private static final class Credulous implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    private static HttpClient clientThatKnowsTheAuthority() throws Exception {
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry("authority", authority);
        var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(store);
        var context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .sslContext(context)
                .build();
    }

    private static boolean saysExpired(@Nullable Throwable thrown) {
        return thrown != null
                && (thrown instanceof CertificateExpiredException
                        || thrown instanceof CertPathValidatorException path && path.getReason() == BasicReason.EXPIRED
                        || saysExpired(thrown.getCause()));
    }
}
