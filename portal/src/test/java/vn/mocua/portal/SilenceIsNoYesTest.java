package vn.mocua.portal;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Threats T19, T20 and T21: only a whole and plain yes to what was asked is a yes; a source that hangs holds up nobody
 * else; where it points, nobody goes.
 */
@Tag("slow")
class SilenceIsNoYesTest {

    private interface Reply {
        void to(HttpExchange exchange, JsonNode question) throws Exception;
    }

    private static final Reply YES = (exchange, question) -> {
        var answer = new LinkedHashMap<String, Object>();
        question.propertyNames().stream()
                .filter(name -> !name.equals("phoneNumber"))
                .forEach(name -> answer.put(name + "Match", "true"));
        json(exchange, 200, JsonMapper.shared().writeValueAsString(answer));
    };
    private static final Reply NOT_SWAPPED = (exchange, question) -> json(exchange, 200, "{\"swapped\":false}");

    private static final AtomicInteger CANARY = new AtomicInteger();
    private static final CountDownLatch ENOUGH = new CountDownLatch(1);
    private static HttpServer operator;
    private static HttpServer canary;
    private static RunningPortal portal;
    private static volatile Reply match = YES;
    private static volatile Reply swap = NOT_SWAPPED;

    @BeforeAll
    static void anOperatorThatLies() throws IOException {
        canary = server();
        canary.createContext("/", exchange -> {
            CANARY.incrementAndGet();
            json(exchange, 200, "{\"idDocumentMatch\":\"true\",\"nameMatch\":\"true\",\"birthdateMatch\":\"true\"}");
        });
        operator = server();
        operator.createContext(
                "/token",
                exchange ->
                        json(exchange, 200, "{\"access_token\":\"t\",\"token_type\":\"Bearer\",\"expires_in\":3600}"));
        operator.createContext("/kyc/match", exchange -> answer(match, exchange));
        operator.createContext("/swap/check", exchange -> answer(swap, exchange));
        var here = "http://127.0.0.1:" + operator.getAddress().getPort();
        portal = RunningPortal.own(
                "lied_to_portal",
                Map.of(
                        "mocua.operator.token-url",
                        here + "/token",
                        "mocua.operator.kyc-match-url",
                        here + "/kyc",
                        "mocua.operator.sim-swap-url",
                        here + "/swap",
                        "mocua.outside.systems.operator.deadline",
                        "1500ms",
                        "mocua.outside.systems.operator.look-back",
                        "1000",
                        "mocua.trusted-proxies",
                        "127.0.0.1"));
    }

    @AfterAll
    static void close() {
        ENOUGH.countDown();
        portal.close();
        operator.stop(0);
        canary.stop(0);
    }

    @Test
    void whateverIsNoPlainAnswerIsSilence() {
        var began = portal.clock().instant();
        var accounts = portal.rows("account");
        var whole = "{\"idDocumentMatch\":\"true\",\"nameMatch\":\"true\",\"birthdateMatch\":\"true\"";
        var lies = new LinkedHashMap<String, Reply>();
        lies.put("no answer", (exchange, question) -> ENOUGH.await(20, TimeUnit.SECONDS));
        lies.put("hangs up", (exchange, question) -> exchange.close());
        lies.put("500", (exchange, question) -> json(exchange, 500, whole + "}"));
        lies.put("401", (exchange, question) -> json(exchange, 401, whole + "}"));
        lies.put("403", (exchange, question) -> json(exchange, 403, whole + "}"));
        lies.put("429", (exchange, question) -> json(exchange, 429, whole + "}"));
        lies.put("202", (exchange, question) -> json(exchange, 202, whole + "}"));
        lies.put("empty", (exchange, question) -> json(exchange, 200, ""));
        lies.put("no content", (exchange, question) -> exchange.sendResponseHeaders(204, -1));
        lies.put("an empty object", (exchange, question) -> json(exchange, 200, "{}"));
        lies.put("a list", (exchange, question) -> json(exchange, 200, "[" + whole + "}]"));
        lies.put("half an object", (exchange, question) -> json(exchange, 200, whole));
        lies.put("a page", (exchange, question) -> json(exchange, 200, "<html>true</html>"));
        lies.put("a field missing", (exchange, question) -> json(exchange, 200, "{\"idDocumentMatch\":\"true\"}"));
        lies.put("a field more", (exchange, question) -> json(exchange, 200, whole + ",\"emailMatch\":\"true\"}"));
        lies.put("no strings", (exchange, question) -> json(exchange, 200, whole.replace("\"true\"", "true") + "}"));
        lies.put(
                "other words", (exchange, question) -> json(exchange, 200, whole.replace("\"true\"", "\"YES\"") + "}"));
        lies.put(
                "a true with a score", (exchange, question) -> json(exchange, 200, whole + ",\"nameMatchScore\":100}"));
        lies.put("the answer to another question", (exchange, question) -> {
            exchange.getResponseHeaders().set("x-correlator", "somebody-elses");
            json(exchange, 200, whole + "}");
        });
        lies.put(
                "another charset", (exchange, question) -> send(exchange, 200, whole + "}", Charset.forName("UTF-16")));
        lies.put("ten megabytes", (exchange, question) -> json(exchange, 200, whole + " ".repeat(10_000_000) + "}"));
        lies.put("elsewhere", (exchange, question) -> {
            exchange.getResponseHeaders()
                    .set("Location", "http://127.0.0.1:" + canary.getAddress().getPort() + "/");
            exchange.sendResponseHeaders(307, -1);
        });
        lies.put("elsewhere, for metadata", (exchange, question) -> {
            exchange.getResponseHeaders().set("Location", "http://169.254.169.254/latest/meta-data");
            exchange.sendResponseHeaders(302, -1);
        });

        lies.forEach((lie, reply) -> isSilence("match: " + lie, reply, NOT_SWAPPED));
        lies.forEach((lie, reply) -> {
            if (!List.of("no answer", "ten megabytes").contains(lie)) {
                isSilence("swap: " + lie, YES, reply);
            }
        });
        isSilence("swap: a word", YES, (exchange, question) -> json(exchange, 200, "{\"swapped\":\"false\"}"));
        assertThat(CANARY).hasValue(0);
        assertThat(portal.rows("outbox_message where created_at >= '" + began + "'"))
                .isZero();
        assertThat(portal.rows("account")).isEqualTo(accounts);
    }

    /** Threat T10 as the specification rules it: the inner digits warn and never refuse. */
    @Test
    void whoseIdDoesNotFitTheirBirthDateIsRegisteredWhenTheSourceSaysYes() {
        match = YES;
        swap = NOT_SWAPPED;
        var an = Citizen.fresh(portal);
        var other = String.valueOf(an.person().birthYear() == 1966 ? 1967 : 1966);
        var page = an.fillsInDetails(portal.visitorFromElsewhere(), Map.of("birthDate", "05/09/" + other));
        assertThat(page.path()).endsWith("/otp");
    }

    @Test
    void aPlainNoAndAPlainDoNotKnowAreRefusals() {
        var no = List.<Reply>of(
                (exchange, question) -> json(
                        exchange,
                        200,
                        "{\"idDocumentMatch\":\"true\",\"nameMatch\":\"false\",\"birthdateMatch\":\"true\"}"),
                (exchange, question) -> json(
                        exchange,
                        200,
                        "{\"idDocumentMatch\":\"true\",\"nameMatch\":\"true\",\"birthdateMatch\":\"not_available\"}"));
        no.forEach(reply -> answers(reply, NOT_SWAPPED, 422));
        answers(YES, (exchange, question) -> json(exchange, 200, "{\"swapped\":true}"), 422);
    }

    @Test
    void whileTheOperatorHangsEverythingElseIsServed() throws Exception {
        match = YES;
        swap = NOT_SWAPPED;
        var owner = Citizen.fresh(portal);
        assertThat(owner.registers(portal.visitorFromElsewhere()).path()).isEqualTo("/register/done");
        var waiting = new AtomicInteger();
        var let = new CountDownLatch(1);
        match = (exchange, question) -> {
            waiting.incrementAndGet();
            let.await(20, TimeUnit.SECONDS);
        };
        try (var crowd = Executors.newVirtualThreadPerTaskExecutor()) {
            var registering = IntStream.range(0, 60)
                    .mapToObj(i -> {
                        var visitor = portal.visitorFromElsewhere();
                        var citizen = Citizen.fresh(portal);
                        var page = citizen.beginsAt(visitor);
                        return crowd.submit(() ->
                                citizen.sendsDetails(visitor, page, Map.of()).status());
                    })
                    .toList();
            assertThat(owner.signsIn(portal.visitorFromElsewhere()).path()).isEqualTo("/account");
            assertThat(portal.visitorFromElsewhere().get("/").status()).isEqualTo(200);
            assertThat(portal.visitorFromElsewhere()
                            .get("/actuator/health/readiness")
                            .status())
                    .isEqualTo(200);
            for (var each : registering) {
                assertThat(each.get(60, TimeUnit.SECONDS)).isEqualTo(503);
            }
        } finally {
            let.countDown();
        }
        assertThat(waiting.get()).isPositive();
    }

    private static void isSilence(String lie, Reply toMatch, Reply toSwap) {
        match = toMatch;
        swap = toSwap;
        var an = Citizen.fresh(portal);
        var visitor = portal.visitorFromElsewhere();
        var answer = an.fillsInDetails(visitor);
        assertThat(answer.status()).as(lie).isEqualTo(503);
        assertThat(answer.headers()).as(lie).containsKey("retry-after");
        assertThat(answer.text()).as(lie).contains("Nhà mạng chưa trả lời", "Những gì bạn đã nhập vẫn còn");
        var kept = visitor.open("/register/mobile-subscriber/otp");
        assertThat(kept.path()).as(lie).endsWith("/details");
        assertThat(kept.valueOf("fullName")).as(lie).isEqualTo(an.person().fullName());
        assertThat(kept.valueOf("phone")).as(lie).isEqualTo(an.person().phone());
    }

    private static void answers(Reply toMatch, Reply toSwap, int status) {
        match = toMatch;
        swap = toSwap;
        assertThat(Citizen.fresh(portal)
                        .fillsInDetails(portal.visitorFromElsewhere())
                        .status())
                .isEqualTo(status);
    }

    private static HttpServer server() throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
        return server;
    }

    private static void answer(Reply reply, HttpExchange exchange) {
        try (exchange) {
            var question =
                    JsonMapper.shared().readTree(exchange.getRequestBody().readAllBytes());
            reply.to(exchange, question);
        } catch (Exception theOtherSideWentAway) {
            // Nobody waits for the answer any more.
        }
    }

    private static void json(HttpExchange exchange, int status, String body) throws IOException {
        send(exchange, status, body, StandardCharsets.UTF_8);
    }

    private static void send(HttpExchange exchange, int status, String body, Charset charset) throws IOException {
        try (exchange) {
            var bytes = body.getBytes(charset);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }
}
