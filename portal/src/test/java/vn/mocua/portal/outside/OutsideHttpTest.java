package vn.mocua.portal.outside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.unit.DataSize;
import org.springframework.web.client.RestClient;
import vn.mocua.portal.MovableClock;
import vn.mocua.portal.outside.OutsideUnavailable.Why;

class OutsideHttpTest {

    private final MovableClock clock = new MovableClock(Instant.parse("2026-11-23T02:00:00Z"));
    private final Outside outside = OutsideForTests.outside();
    private final OutsideHttp http = OutsideForTests.http(outside, clock);
    private final Peer peer = new Peer();

    @AfterEach
    void close() {
        http.close();
        peer.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://operator.example.vn/match",
                "http://127.0.0.1.example.vn/match",
                "http://localhost.example.vn/match",
                "http://169.254.169.254/latest",
                "http://127.0.0.1@example.vn/match",
                "ftp://127.0.0.1/match",
                "file:///etc/passwd",
                "/match"
            })
    void anAddressThatIsNeitherProtectedNorOnThisMachineIsRefusedAtTheStart(String address) {
        assertThatIllegalArgumentException().isThrownBy(() -> http.client("operator", URI.create(address)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://operator.example.vn/match", "http://localhost:8081/match", "http://[::1]:1/match"})
    void protectedAndLocalAddressesAreTaken(String address) {
        assertThat(http.client("operator", URI.create(address))).isNotNull();
    }

    @Test
    void whatIsSignedMayComeInTheClearAndLongerAndFromTheNamedHostOnly() {
        peer.on("/long", exchange -> Peer.say(exchange, 200, "application/pkix-crl", new byte[100_000]));
        assertThat(http.clientForSigned("crl", DataSize.ofKilobytes(1), URI.create("http://crl.example/x.crl")))
                .isNotNull();
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> http.clientForSigned("crl", DataSize.ofKilobytes(1), URI.create("file:///etc/passwd")));

        var client = http.clientForSigned("crl", DataSize.ofKilobytes(200), peer.at("/long"))
                .build();
        var answer = outside.call(
                "crl",
                () -> client.get()
                        .uri(peer.at("/long"))
                        .exchange((request, response) -> HttpAnswer.of("crl", response)));
        assertThat(answer.body()).hasSize(100_000);
        try (var canary = new Peer().says("/canary", 200, "{}")) {
            assertThat(failure(client, canary.at("/canary")).why()).isEqualTo(Why.BROKEN);
            assertThat(canary.asked()).isEmpty();
        }
    }

    @Test
    void aRedirectIsNotFollowed() {
        try (var canary = new Peer().says("/canary", 200, "{}")) {
            peer.on("/match", exchange -> {
                exchange.getResponseHeaders()
                        .set("Location", canary.at("/canary").toString());
                exchange.sendResponseHeaders(302, -1);
            });

            assertThat(get("/match").status()).isEqualTo(302);
            assertThat(canary.asked()).isEmpty();
        }
    }

    @Test
    void anotherHostThanTheNamedOnesIsNeverAsked() {
        try (var canary = new Peer().says("/canary", 200, "{}")) {
            var client = http.client("operator", peer.at("/match")).build();

            assertThat(failure(client, canary.at("/canary")).why()).isEqualTo(Why.BROKEN);
            assertThat(canary.asked()).isEmpty();
        }
    }

    @Test
    void anAnswerOfTenMegabytesIsNotRead() {
        peer.on("/declared", exchange -> Peer.say(exchange, 200, "application/json", new byte[10_000_000]));
        peer.on("/streamed", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(new byte[10_000_000]);
        });

        assertThat(failure("/declared")).hasMessageContaining("AnswerTooLong");
        assertThat(failure("/streamed")).hasMessageContaining("AnswerTooLong");
    }

    @Test
    @Tag("slow")
    void anAnswerThatTricklesEndsAtTheTimeAllowed() {
        var gone = new CountDownLatch(1);
        peer.on("/trickle", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try {
                for (var i = 0; i < 600; i++) {
                    exchange.getResponseBody().write('{');
                    exchange.getResponseBody().flush();
                    Thread.sleep(100);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                gone.countDown();
            }
        });

        assertThat(failure("/trickle").why()).isIn(Why.SILENT, Why.BROKEN);
    }

    @Test
    void aHostThatAnswersNothingIsSilent() {
        var end = new CountDownLatch(1);
        peer.on("/hang", exchange -> await(end));

        assertThat(failure("/hang").why()).isEqualTo(Why.SILENT);
        end.countDown();
    }

    @Test
    void aKeptConnectionThatBrokeIsReplacedOnceForQuestionsThatChangeNothing() throws IOException {
        try (var server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            var accepted = new AtomicInteger();
            Thread.ofVirtual().start(() -> {
                while (!server.isClosed()) {
                    try (var socket = server.accept()) {
                        var body = "{}".getBytes(StandardCharsets.UTF_8);
                        var request = new byte[4096];
                        if (socket.getInputStream().read(request) > 0 && accepted.incrementAndGet() > 1) {
                            socket.getOutputStream()
                                    .write(("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
                                                    + "Connection: close\r\nContent-Length: " + body.length
                                                    + "\r\n\r\n{}")
                                            .getBytes(StandardCharsets.US_ASCII));
                        }
                    } catch (IOException e) {
                        return;
                    }
                }
            });
            var address = URI.create("http://127.0.0.1:" + server.getLocalPort() + "/match");
            var client = http.client("operator", address)
                    .requestInterceptor(OutsideHttp.onceMore())
                    .build();

            assertThat(ask(client, address).status()).isEqualTo(200);
            assertThat(accepted).hasValue(2);
        }
    }

    @Test
    void connectionsAreUsedAgain() {
        Set<Integer> ports = ConcurrentHashMap.newKeySet();
        peer.on("/match", exchange -> {
            ports.add(exchange.getRemoteAddress().getPort());
            Peer.say(exchange, 200, "application/json", "{}".getBytes(StandardCharsets.UTF_8));
        });
        var client = http.client("operator", peer.at("/match")).build();
        for (var i = 0; i < 5; i++) {
            ask(client, peer.at("/match"));
        }

        assertThat(ports).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain|{}",
                "application/json;charset=iso-8859-1|{}",
                "application/json;charset=utf-16|{}",
                "application/json;charset=nonsense|{}",
                "application/json|",
                "application/json|   ",
                "application/json|{} {}",
                "application/json|{\"a\":\"true\",\"a\":\"false\"}",
                "application/json|{\"a\":",
                "application/json|<html></html>"
            })
    void whatIsNotOneJsonValueInUtf8IsNonsense(String answer) {
        var parts = answer.split("\\|", -1);
        peer.on("/match", exchange -> Peer.say(exchange, 200, parts[0], parts[1].getBytes(StandardCharsets.UTF_8)));
        var thrown = catchThrowableOfType(
                OutsideUnavailable.class, () -> get("/match").json());

        assertThat(thrown.why()).isEqualTo(Why.NONSENSE);
    }

    @Test
    void bytesThatAreNotUtf8AreNonsense() {
        peer.on("/match", exchange -> Peer.say(exchange, 200, "application/json", new byte[] {'"', (byte) 0xE3, '"'}));

        assertThat(catchThrowableOfType(
                                OutsideUnavailable.class, () -> get("/match").json())
                        .why())
                .isEqualTo(Why.NONSENSE);
    }

    @Test
    void aTokenServesUntilShortlyBeforeItEnds() {
        var client = withTokens(300);
        ask(client, peer.at("/match"));
        clock.advance(Duration.ofSeconds(200));
        ask(client, peer.at("/match"));
        assertThat(peer.asked("/token")).hasSize(1);
        clock.advance(Duration.ofSeconds(50));
        ask(client, peer.at("/match"));

        assertThat(peer.asked("/token")).hasSize(2);
        assertThat(peer.asked("/match"))
                .extracting(Peer.Asked::authorization)
                .containsExactly("Bearer token-1", "Bearer token-1", "Bearer token-2");
        assertThat(peer.asked("/token").getFirst().authorization())
                .isEqualTo("Basic cG9ydGFsOnMlMkZjcmV0"); // portal:s%2Fcret
        assertThat(peer.asked("/token").getFirst().body()).isEqualTo("grant_type=client_credentials&scope=a+b");
    }

    @Test
    void manyAtOnceFetchOneToken() throws Exception {
        var client = withTokens(300);
        try (var crowd = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = IntStream.range(0, 8)
                    .mapToObj(each ->
                            crowd.submit(() -> ask(client, peer.at("/match")).status()))
                    .toList();
            for (var answer : answers) {
                assertThat(answer.get(60, TimeUnit.SECONDS)).isEqualTo(200);
            }
        }
        assertThat(peer.asked("/token")).hasSize(1);
    }

    @Test
    void aTokenThatIsRefusedIsReplacedOnce() {
        var refused = new AtomicInteger();
        tokens(300);
        peer.on("/match", exchange -> {
            refused.incrementAndGet();
            Peer.say(exchange, 401, "application/json", "{}".getBytes(StandardCharsets.UTF_8));
        });

        assertThat(ask(clientWithTokens(), peer.at("/match")).status()).isEqualTo(401);
        assertThat(refused).hasValue(2);
        assertThat(peer.asked("/token")).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"access_token\":\"\",\"token_type\":\"Bearer\"}",
                "{\"access_token\":\"a b\",\"token_type\":\"Bearer\"}",
                "{\"access_token\":\"a\\r\\nX: y\",\"token_type\":\"Bearer\"}",
                "{\"access_token\":\"abc\",\"token_type\":\"mac\"}",
                "{\"access_token\":7,\"token_type\":\"Bearer\"}"
            })
    void whatIsNoBearerTokenIsNeverSentOn(String answer) {
        peer.says("/token", 200, answer).says("/match", 200, "{}");

        assertThat(failure(clientWithTokens(), peer.at("/match")).why()).isIn(Why.NONSENSE, Why.BROKEN);
        assertThat(peer.asked("/match")).isEmpty();
    }

    private RestClient withTokens(int seconds) {
        tokens(seconds);
        peer.says("/match", 200, "{}");
        return clientWithTokens();
    }

    private void tokens(int seconds) {
        var number = new AtomicInteger();
        peer.on(
                "/token",
                exchange -> Peer.say(
                        exchange,
                        200,
                        "application/json",
                        "{\"access_token\":\"token-%d\",\"token_type\":\"bearer\",\"expires_in\":%d}"
                                .formatted(number.incrementAndGet(), seconds)
                                .getBytes(StandardCharsets.UTF_8)));
    }

    private RestClient clientWithTokens() {
        return http.client("operator", peer.at("/match"))
                .requestInterceptor(http.clientCredentials("operator", peer.at("/token"), "portal", "s/cret", "a b"))
                .build();
    }

    private HttpAnswer get(String path) {
        return ask(http.client("operator", peer.at(path)).build(), peer.at(path));
    }

    private HttpAnswer ask(RestClient client, URI address) {
        return outside.call(
                "operator",
                () -> client.get()
                        .uri(address)
                        .exchangeForRequiredValue((request, response) -> HttpAnswer.of("operator", response)));
    }

    private OutsideUnavailable failure(String path) {
        return failure(http.client("operator", peer.at(path)).build(), peer.at(path));
    }

    private OutsideUnavailable failure(RestClient client, URI address) {
        return catchThrowableOfType(OutsideUnavailable.class, () -> ask(client, address));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
