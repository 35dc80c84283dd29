package vn.mocua.portal.outside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import vn.mocua.portal.Town;
import vn.mocua.portal.outside.OutsideUnavailable.Why;
import vn.mocua.sandbox.fault.Fault;

/** Who is asked over TLS: only those for whom somebody vouches whom we believe, under the name by which we ask. */
class OutsideTlsTest {

    @TempDir
    private static Path folder;

    private static Town town;
    private static Path authority;
    private static URI vneid;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Outside outside = OutsideForTests.outside(meters, Clock.systemUTC(), Duration.ofSeconds(5), 10);
    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();

    @BeforeAll
    static void start() {
        town = new Town();
        authority = Path.of(town.setting("mocua.outside.systems.vneid.trust"));
        vneid = URI.create(town.setting("mocua.federation.vneid.issuer") + "/.well-known/openid-configuration");
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
    void allIsWellAgain() {
        logger().detachAppender(logged);
        town.sandbox().fault(vn.mocua.sandbox.fault.Outside.VNEID, Fault.NONE, Duration.ZERO);
    }

    @Test
    void whoseAuthorityTheFileListsIsAsked() {
        assertThat(ask(authority, vneid).status()).isEqualTo(200);
        assertThat(logged.list).isEmpty();
    }

    /** A certificate that ended is no outage like others: operators are told so, in the figures and in the log. */
    @Test
    void whoseCertificateEndedIsNotAskedAndOperatorsHearWhy() {
        var http = OutsideForTests.http(outside, authority, Clock.systemUTC());
        assertThat(ask(http, vneid).status()).isEqualTo(200);
        town.sandbox().fault(vn.mocua.sandbox.fault.Outside.VNEID, Fault.EXPIRED_CERTIFICATE, Duration.ofMinutes(1));

        var refused = refusal(http, vneid);
        assertThat(refused.why()).isEqualTo(Why.CERTIFICATE);
        assertThat(refused).hasMessageContaining("CertificateExpiredException");
        assertThat(meters.timer("mocua.outside.calls", "system", "vneid", "outcome", "certificate")
                        .count())
                .isEqualTo(1);
        assertThat(logged.list)
                .singleElement()
                .satisfies(line -> assertThat(line.getFormattedMessage())
                        .startsWith("vneid shows a certificate that is not to be believed")
                        .contains("CertificateExpiredException"));

        town.sandbox().fault(vn.mocua.sandbox.fault.Outside.VNEID, Fault.NONE, Duration.ZERO);
        assertThat(ask(http, vneid).status()).isEqualTo(200);
    }

    @Test
    void forWhomNobodyVouchesIsNotAsked() throws Exception {
        try (var selfMade = new Site("here", "ip:127.0.0.1")) {
            assertThat(refusal(authority, selfMade.address()).why()).isEqualTo(Why.CERTIFICATE);
            assertThat(refusal((Path) null, selfMade.address()).why()).isEqualTo(Why.CERTIFICATE);
            assertThat(refusal(selfMade.certificate(), vneid).why()).isEqualTo(Why.CERTIFICATE);
            assertThat(selfMade.asked()).isZero();

            assertThat(ask(selfMade.certificate(), selfMade.address()).status()).isEqualTo(200);
        }
    }

    @Test
    void whoseCertificateNamesAnotherHostIsNotAsked() throws Exception {
        for (var name : new String[] {"dns:id.example", "ip:127.0.0.2", "dns:127.0.0.1.example"}) {
            try (var other = new Site("other-" + name.replaceAll("[^a-z0-9]", ""), name)) {
                assertThat(refusal(other.certificate(), other.address()).why())
                        .as(name)
                        .isEqualTo(Why.CERTIFICATE);
                assertThat(other.asked()).as(name).isZero();
            }
        }
    }

    /** One who speaks in the clear where TLS is due is out of order, and hears nothing either. */
    @Test
    @Tag("slow")
    void whoDoesNotSpeakTlsIsOutOfOrder() {
        try (var peer = new Peer().says("/x", 200, "{}")) {
            var address = URI.create(peer.at("/x").toString().replace("http:", "https:"));
            assertThat(refusal(authority, address).why()).isIn(Why.SILENT, Why.BROKEN);
            assertThat(peer.asked()).isEmpty();
        }
    }

    /** Trying again mends no certificate. */
    @Test
    void aHandshakeThatFailedIsNotRepeated() throws Exception {
        var connections = new AtomicInteger();
        try (var server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> {
                while (!server.isClosed()) {
                    try (var socket = server.accept()) {
                        connections.incrementAndGet();
                        socket.getInputStream().read();
                        // handshake_failure: RFC 8446 section 6.2
                        socket.getOutputStream().write(new byte[] {21, 3, 3, 0, 2, 2, 40});
                        socket.getOutputStream().flush();
                    } catch (IOException e) {
                        return;
                    }
                }
            });
            var refused = refusal(authority, URI.create("https://127.0.0.1:" + server.getLocalPort() + "/x"));
            assertThat(refused.why()).isEqualTo(Why.BROKEN);
            assertThat(connections).hasValue(1);
        }
    }

    @Test
    void aFileVouchesForTheSystemsForWhichItIsSetAndForNoOther() {
        var limits = new OutsideSettings.Limits(null, null, null, null, null, null, null, null, authority, null);
        var trust = new OutsideTrust(
                new OutsideSettings(OutsideSettings.Limits.NONE, Map.of("vneid", limits)), Clock.systemUTC());
        assertThat(trust.isSandbox()).isTrue();
        assertThat(trust.of("vneid")).isPresent();
        assertThat(trust.of("postid")).isEmpty();
        assertThat(OutsideForTests.trust(null).isSandbox()).isFalse();
    }

    @Test
    void aFileThatIsNoneStopsTheStart() throws IOException {
        var empty = Files.createFile(folder.resolve("empty.pem"));
        var nonsense = Files.writeString(folder.resolve("nonsense.pem"), "-----BEGIN CERTIFICATE-----\nAAAA\n");
        for (var file : new Path[] {folder.resolve("none.pem"), empty, nonsense}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> OutsideForTests.trust(file))
                    .withMessageContaining("mocua.outside")
                    .withMessageContaining(file.getFileName().toString());
        }
    }

    private static Logger logger() {
        return (Logger) LoggerFactory.getLogger(Lane.class);
    }

    private HttpAnswer ask(Path trust, URI address) {
        return ask(OutsideForTests.http(outside, trust, Clock.systemUTC()), address);
    }

    private HttpAnswer ask(OutsideHttp http, URI address) {
        var client = http.client("vneid", address)
                .requestInterceptor(OutsideHttp.onceMore())
                .build();
        return outside.call(
                "vneid",
                () -> client.get()
                        .uri(address)
                        .exchangeForRequiredValue((request, response) -> HttpAnswer.of("vneid", response)));
    }

    private OutsideUnavailable refusal(@Nullable Path trust, URI address) {
        var http = trust == null
                ? OutsideForTests.http(outside, Clock.systemUTC())
                : OutsideForTests.http(outside, trust, Clock.systemUTC());
        return refusal(http, address);
    }

    private OutsideUnavailable refusal(OutsideHttp http, URI address) {
        return catchThrowableOfType(OutsideUnavailable.class, () -> ask(http, address));
    }

    /** A site with a certificate that it made itself. */
    private static final class Site implements AutoCloseable {

        private final Path certificate;
        private final HttpsServer server;
        private final AtomicInteger asked = new AtomicInteger();

        Site(String name, String host) throws Exception {
            var made = SelfMadeCertificate.in(folder, name, host);
            certificate = made.file();
            server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.setHttpsConfigurator(new HttpsConfigurator(made.context()));
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.createContext("/", exchange -> {
                asked.incrementAndGet();
                exchange.sendResponseHeaders(200, -1);
                exchange.close();
            });
            server.start();
        }

        Path certificate() {
            return certificate;
        }

        URI address() {
            return URI.create("https://127.0.0.1:" + server.getAddress().getPort() + "/x");
        }

        int asked() {
            return asked.get();
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }
}
