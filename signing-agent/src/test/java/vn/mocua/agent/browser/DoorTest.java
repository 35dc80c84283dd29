package vn.mocua.agent.browser;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vn.mocua.agent.AuthToken;
import vn.mocua.agent.Challenge;
import vn.mocua.agent.Holder;
import vn.mocua.agent.protocol.Json;
import vn.mocua.agent.protocol.Language;
import vn.mocua.agent.protocol.Origin;
import vn.mocua.agent.signing.Consent;
import vn.mocua.agent.signing.Journal;
import vn.mocua.agent.signing.Signer;
import vn.mocua.agent.token.Tokens;
import vn.mocua.agent.words.Words;

/** What pages can do with the door, byte for byte; a person who always agrees stands behind it and is counted. */
class DoorTest {

    private static final String SITE = Challenge.SITE;
    private static final Holder HOLDER = Holder.withCurve("Nguyễn Văn An", "secp256r1");

    @TempDir
    Path folder;

    private final AtomicInteger asked = new AtomicInteger();
    private final StringBuilder journalled = new StringBuilder();
    private Door door;

    @BeforeEach
    void open() throws IOException {
        door = door((question, act) -> {
            asked.incrementAndGet();
            return act.with(question.choices().getFirst(), "2468".toCharArray());
        });
    }

    @AfterEach
    void close() {
        door.close();
    }

    @Test
    void aPageOfAnAllowedSiteHasItsStatementSigned() throws Exception {
        var challenge = Challenge.fresh();

        var answer = post(SITE, "application/json", challenge.body());

        assertThat(answer.status).isEqualTo(200);
        assertThat(answer.head)
                .containsIgnoringCase("access-control-allow-origin: " + SITE)
                .containsIgnoringCase("vary: origin")
                .containsIgnoringCase("cache-control: no-store");
        assertThat(AuthToken.assertGood(member(answer, "authToken"), challenge)).isEqualTo(HOLDER.certificate());
    }

    @Test
    void statusTellsNothingOfThePerson() throws Exception {
        var answer = get("/v1/status", "127.0.0.1:" + door.port(), SITE);

        assertThat(Json.object(answer.body.getBytes(UTF_8)).keySet())
                .containsExactly("agent", "protocol", "os", "driver", "token", "pin");
        assertThat(answer.body).contains("\"token\":\"present\"").doesNotContain("An", "001090000001");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example", "null", "https://dichvucong.example.vn.evil.example",
                        "http://dichvucong.example.vn",
                "https://dichvucong.example.vn:8443", "https://dichvucong.example.vn/", "HTTPS://DICHVUCONG.EXAMPLE.VN",
                        ""
            })
    void otherOriginsAreRefusedAndToldNothing(String origin) throws Exception {
        for (var answer : List.of(
                get("/v1/status", "127.0.0.1:" + door.port(), origin),
                post(
                        origin,
                        "application/json",
                        Challenge.to("register", "mocua1.reg.", SITE).body()),
                send("OPTIONS /v1/sign", "127.0.0.1:" + door.port(), origin, "", ""))) {
            assertThat(answer.status).isEqualTo(403);
            assertThat(answer.body).isEmpty();
            assertThat(answer.head).doesNotContainIgnoringCase("access-control");
        }
        assertThat(asked).hasValue(0);
    }

    @Test
    void withoutAnOriginNothingIsAnswered() throws Exception {
        assertThat(get("/v1/status", "127.0.0.1:" + door.port(), null).status).isEqualTo(403);
        assertThat(post(null, "application/json", Challenge.fresh().body()).status)
                .isEqualTo(403);
        assertThat(send("GET /v1/status", "127.0.0.1:" + door.port(), SITE, "Origin: " + SITE + "\r\n", "").status)
                .isEqualTo(403);
        assertThat(asked).hasValue(0);
    }

    @Test
    void aNameThatWasMadeToPointHereIsRefused() throws Exception {
        for (var host : List.of(
                "evil.example",
                "evil.example:" + door.port(),
                "localhost:" + door.port(),
                "127.0.0.1",
                "127.0.0.1:1",
                "127.0.0.1:" + door.port() + ".",
                "[::1]:" + door.port(),
                "")) {
            assertThat(get("/v1/status", host, SITE).status).as(host).isIn(421, 400);
        }
        assertThat(get("/v1/status", "evil.example:" + door.port(), SITE).status)
                .isEqualTo(421);
        assertThat(get("/v1/status", "localhost:" + door.port(), SITE).status).isEqualTo(421);
    }

    @Test
    void formsAndPlainTextAreRefused() throws Exception {
        for (var type : List.of(
                "text/plain",
                "application/x-www-form-urlencoded",
                "text/plain; application/json",
                "application/json; charset=iso-8859-1",
                "application/jsonp")) {
            assertThat(post(SITE, type, Challenge.fresh().body()).status)
                    .as(type)
                    .isEqualTo(415);
        }
        assertThat(asked).hasValue(0);
    }

    @Test
    void bodiesThatAreTooLongAreRefused() throws Exception {
        var body = Challenge.fresh().body();
        var padded = " ".repeat(8192 - body.length()) + body;

        assertThat(post(SITE, "application/json", padded).status).isEqualTo(200);
        assertThat(post(SITE, "application/json", " " + padded).status).isEqualTo(413);
        // So much is not even read to its end: the line may be cut before the answer is heard.
        assertThat(post(SITE, "application/json", " ".repeat(300_000)).status).isIn(413, 0);
        assertThat(asked).hasValue(1);
    }

    @Test
    void whatBreaksARuleOfTheWireNeverReachesThePerson() throws Exception {
        var challenge = Challenge.fresh();
        for (var body : List.of(
                "{",
                "[]",
                Challenge.to("register", "mocua1.reg.", "https://evil.example").body(),
                challenge.body().replace(challenge.base64(), Challenge.fresh().base64()),
                Challenge.to("sign-in", "mocua1.reg.", SITE).body(),
                Challenge.to("register", "mocua1.in.", SITE).body(),
                challenge.body().replace("\"lang\":\"vi\"", "\"origin\":\"https://evil.example\""),
                challenge.body().replace("{", "{\"lang\":\"en\","))) {
            var answer = post(SITE, "application/json", body);
            assertThat(answer.status).as(body).isEqualTo(400);
            assertThat(member(answer, "error")).containsEntry("code", "ERR_WEBEID_NATIVE_INVALID_ARGUMENT");
        }
        assertThat(asked).hasValue(0);
    }

    @Test
    void aSecondSignatureWaitsForNobody() throws Exception {
        door.close();
        var shown = new CountDownLatch(1);
        var agree = new CountDownLatch(1);
        door = door((question, act) -> {
            shown.countDown();
            await(agree);
            return act.with(question.choices().getFirst(), "2468".toCharArray());
        });
        var first = CompletableFuture.supplyAsync(() -> unchecked(Challenge.fresh()));
        await(shown);

        var second = post(SITE, "application/json", Challenge.fresh().body());

        assertThat(second.status).isEqualTo(409);
        assertThat(member(second, "error")).containsEntry("code", "ERR_WEBEID_ACTION_PENDING");
        assertThat(get("/v1/status", "127.0.0.1:" + door.port(), SITE).status).isEqualTo(200);
        agree.countDown();
        assertThat(first.get(10, TimeUnit.SECONDS).status).isEqualTo(200);
        assertThat(post(SITE, "application/json", Challenge.fresh().body()).status)
                .isEqualTo(200);
    }

    @Test
    void aPreflightIsAnsweredForAllowedSitesOnly() throws Exception {
        var answer = send(
                "OPTIONS /v1/sign",
                "127.0.0.1:" + door.port(),
                SITE,
                "Access-Control-Request-Method: POST\r\nAccess-Control-Request-Private-Network: true\r\n",
                "");

        assertThat(answer.status).isEqualTo(204);
        assertThat(answer.head)
                .containsIgnoringCase("access-control-allow-origin: " + SITE)
                .containsIgnoringCase("access-control-allow-headers: content-type")
                .containsIgnoringCase("access-control-allow-private-network: true")
                .doesNotContainIgnoringCase("credentials");
    }

    @Test
    void otherPathsAndMethodsAreRefused() throws Exception {
        assertThat(get("/", "127.0.0.1:" + door.port(), SITE).status).isEqualTo(404);
        assertThat(get("/v1/status/../sign", "127.0.0.1:" + door.port(), SITE).status)
                .isEqualTo(404);
        assertThat(get("/v1/sign", "127.0.0.1:" + door.port(), SITE).status).isEqualTo(405);
        assertThat(send("POST /v1/status", "127.0.0.1:" + door.port(), SITE, "", "").status)
                .isEqualTo(405);
    }

    @Test
    void theJournalNamesSitesAndNobody() throws Exception {
        post(SITE, "application/json", Challenge.fresh().body());
        get("/v1/status", "127.0.0.1:" + door.port(), "https://evil.example/?id=001090000001");

        assertThat(journalled)
                .contains(
                        SITE + "  Đăng ký tài khoản  Đã ký (ES256)",
                        "Đã từ chối một yêu cầu: an Origin that is not allowed");
        assertThat(journalled.toString()).doesNotContain("evil", "001090000001", "2468");
    }

    @Test
    void itListensOnTheLoopbackAddressAlone() throws Exception {
        var table = java.nio.file.Files.readString(Path.of("/proc/net/tcp6"))
                + java.nio.file.Files.readString(Path.of("/proc/net/tcp"));
        var port = String.format(java.util.Locale.ROOT, ":%04X ", door.port());

        assertThat(table.lines().filter(line -> line.contains(port + "0") && line.contains(" 0A ")))
                .isNotEmpty()
                .allMatch(line -> line.contains("0100007F" + port));
    }

    @Test
    void aPortThatIsTakenIsPassedOver() throws Exception {
        try (var next = Door.open(
                        List.of(door.port(), 0), null, new Journal(Clock.systemUTC(), new Words(Language.VIETNAMESE)))
                .orElseThrow()) {
            assertThat(next.port()).isNotEqualTo(door.port());
        }
        assertThat(Door.open(
                        List.of(door.port()), null, new Journal(Clock.systemUTC(), new Words(Language.VIETNAMESE))))
                .isEmpty();
    }

    @Test
    void aConnectionOfAnotherUserIsTold() {
        var line = "  12: 0100007F:C350 0100007F:4313 01 00000000:00000000 00:00000000 00000000  1001        0 1 1";

        assertThat(Peers.owner(line, 0xC350, 17171)).isEqualTo("1001");
        assertThat(Peers.owner(line, 17171, 0xC350)).isEmpty();
        assertThat(Peers.owner(line.replace("0100007F:C350", "0000000000000000FFFF00000100007F:C350"), 0xC350, 17171))
                .isEqualTo("1001");
        assertThat(Peers.isOwn(new java.net.InetSocketAddress(InetAddress.getLoopbackAddress(), 9), door.port()))
                .isFalse();
    }

    private Door door(Consent consent) throws IOException {
        var file = HOLDER.pkcs12(folder.resolve("token.p12"), "2468");
        var journal = new Journal(Clock.systemUTC(), new Words(Language.VIETNAMESE));
        journal.readBy(line -> journalled.append(line).append('\n'));
        var tokens = new Tokens(new Tokens.Drivers(file, List.of(), null, _ -> List.of()), Clock.systemUTC());
        return Door.open(List.of(0), new Signer(Set.of(new Origin(SITE)), tokens, consent, journal), journal)
                .orElseThrow();
    }

    private Reply unchecked(Challenge challenge) {
        try {
            return post(SITE, "application/json", challenge.body());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private Reply get(String path, String host, String origin) throws IOException {
        return send("GET " + path, host, origin, "", "");
    }

    private Reply post(String origin, String type, String body) throws IOException {
        return send("POST /v1/sign", "127.0.0.1:" + door.port(), origin, "Content-Type: " + type + "\r\n", body);
    }

    private Reply send(String line, String host, String origin, String headers, String body) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), door.port())) {
            var bytes = body.getBytes(UTF_8);
            var head = line + " HTTP/1.1\r\nHost: " + host + "\r\n"
                    + (origin == null ? "" : "Origin: " + origin + "\r\n") + headers
                    + "Content-Length: " + bytes.length + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(head.getBytes(UTF_8));
            String answer;
            try {
                socket.getOutputStream().write(bytes);
                answer = new String(socket.getInputStream().readAllBytes(), UTF_8);
            } catch (SocketException e) {
                return new Reply(0, "", "");
            }
            var end = answer.indexOf("\r\n\r\n");
            return new Reply(
                    Integer.parseInt(answer.substring(9, 12)), answer.substring(0, end), answer.substring(end + 4));
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> member(Reply reply, String name) throws Exception {
        return (Map<String, Object>) Json.object(reply.body.getBytes(UTF_8)).get(name);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private record Reply(int status, String head, String body) {}
}
