package vn.mocua.sandbox.mss;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vn.mocua.sandbox.Docs;
import vn.mocua.sandbox.mss.Prompts.Typed;
import vn.mocua.sandbox.town.Fate;
import vn.mocua.sandbox.town.Person;

/** The service that speaks as SmartCA, asked as the protocol's page says. */
class SmartCaTest {

    private static final String PAGE = "sim-signing-smartca.md";
    private static final String HERE = "/mss/smartca/sp769/v1";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);

    private SimTown town;
    private Person giang;
    private int number;

    @BeforeEach
    void start() throws Exception {
        town = new SimTown();
        giang = town.person("giang");
    }

    @AfterEach
    void stop() {
        town.close();
    }

    @Test
    void theCertificateIsFoundByNumberAndById() throws Exception {
        var right = Docs.example(PAGE, "certificate-request");
        for (var user : new String[] {"+84868000006", "0868000006", giang.nationalId()}) {
            var answer = json(ask("/credentials/get_certificate", right.replace("+84868000006", user)));
            var certificate = answer.path("data").path("user_certificates").get(0);
            assertThat(certificate.path("cert_data").asString())
                    .isEqualTo(Answering.base64(town.key("giang").certificate()));
            assertThat(certificate.path("cert_status").asString()).isEqualTo("ACTIVE");
        }
        town.prompts.order(SimTown.phone(giang), Trouble.NO_KEY);
        assertThat(json(ask("/credentials/get_certificate", right))
                        .path("data")
                        .path("user_certificates")
                        .isEmpty())
                .isTrue();
        assertThat(ask("/signatures/sign", order(giang, "")).statusCode()).isEqualTo(404);
    }

    @Test
    void aHashIsSignedOnceThePinIsTyped() throws Exception {
        var code = begun(giang);
        assertThat(town.prompts.screen(SimTown.phone(giang)).orElseThrow().text())
                .endsWith("Ma " + SimTown.CODE);
        assertThat(outcome(code)).isEqualTo(4000);
        assertThat(town.confirms(giang)).isEqualTo(Typed.SIGNED);
        assertThat(outcome(code)).isEqualTo(1);
        assertThat(SimTown.isSigned(town.key("giang").certificate(), signature(code)))
                .isTrue();
    }

    @Test
    void aKeyOnACurveSignsToo() throws Exception {
        var quang = town.person(Fate.ELLIPTIC_KEY);
        var code = begun(quang);
        town.confirms(quang);
        assertThat(SimTown.isSigned(town.key("quang").certificate(), signature(code)))
                .isTrue();
    }

    @Test
    void everyEndHasItsNumber() throws Exception {
        var code = begun(giang);
        assertThat(ask("/signatures/sign", order(giang, "")).statusCode()).isEqualTo(409);
        town.cancels(giang);
        assertThat(outcome(code)).isEqualTo(4002);

        code = begun(giang);
        for (int i = 0; i < Prompts.TRIES; i++) {
            town.prompts.type(SimTown.phone(giang), null, "000");
        }
        assertThat(outcome(code)).isEqualTo(4003);
        assertThat(outcome(begun(town.person(Fate.SIM_BLOCKED)))).isEqualTo(4003);

        town.prompts.unblock(SimTown.phone(giang));
        town.prompts.order(SimTown.phone(giang), Trouble.UNREACHABLE);
        code = begun(giang);
        assertThat(outcome(code)).isEqualTo(4000);
        town.clock.move(Duration.ofSeconds(301));
        assertThat(outcome(code)).isEqualTo(4001);
    }

    @Test
    void lyingServicesSignWrongly() throws Exception {
        var loc = town.person(Fate.SIM_WRONG_SIGNATURE);
        var code = begun(loc);
        town.confirms(loc);
        assertThat(SimTown.isSigned(town.key("loc").certificate(), signature(code)))
                .isFalse();
        town.prompts.order(SimTown.phone(giang), Trouble.GARBAGE);
        code = begun(giang);
        town.confirms(giang);
        assertThat(status(code).body()).doesNotContain("signature_value");
    }

    @Test
    void aCertificateThatDoesNotCountIsNotUsed() throws Exception {
        town.keys.withdrawn.put(town.key("giang").serial(), SimKeys.Standing.ON_HOLD);
        var answer = ask("/signatures/sign", order(giang, ""));
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(json(answer).path("message").asString()).isEqualTo("CREDENTIAL_STATUS_INVALID");
    }

    @Test
    void theSameTransactionIsTheSameCodeAgain() throws Exception {
        var order = order(giang, "");
        var code = json(ask("/signatures/sign", order))
                .path("data")
                .path("tran_code")
                .asString();
        assertThat(json(ask("/signatures/sign", order))
                        .path("data")
                        .path("tran_code")
                        .asString())
                .isEqualTo(code);
        assertThat(ask("/signatures/sign", order.replace("dang ky", "dang nhap"))
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void theHintComesOnceAndSaysNothingToBelieve() throws Exception {
        var heard = new ArrayBlockingQueue<String>(10);
        var server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 10);
        server.createContext("/hint", exchange -> {
            heard.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
        try {
            var order = order(giang, "http://127.0.0.1:" + server.getAddress().getPort() + "/hint");
            var code = json(ask("/signatures/sign", order))
                    .path("data")
                    .path("tran_code")
                    .asString();
            town.confirms(giang);
            var hint = heard.poll(30, TimeUnit.SECONDS);
            assertThat(hint).contains(code).contains("\"tran_status\":1").doesNotContain("signature");
            assertThat(heard.poll(500, TimeUnit.MILLISECONDS)).isNull();
        } finally {
            server.stop(0);
        }
        assertThat(ask("/signatures/sign", order(giang, "http://169.254.169.254/"))
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void wrongRequestsAreToldWhatIsWrong() throws Exception {
        var right = order(giang, "");
        assertThat(ask("/signatures/sign", right.replace("\"sp_password\":\"secret\"", "\"sp_password\":\"guess\""))
                        .statusCode())
                .isEqualTo(401);
        assertThat(ask("/signatures/sign", right.replace(SimTown.HASH, "AAAA")).statusCode())
                .isEqualTo(400);
        assertThat(ask("/signatures/sign", right.replace("\"hash\"", "\"file\""))
                        .statusCode())
                .isEqualTo(400);
        assertThat(ask(
                                "/signatures/sign",
                                right.replaceFirst("\"time_stamp\":\"[^\"]*", "\"time_stamp\":\"20200101000000Z"))
                        .statusCode())
                .isEqualTo(400);
        assertThat(ask("/signatures/sign", right.replace("Mo Cua:", "Mo Cua:".repeat(20)))
                        .statusCode())
                .isEqualTo(400);
        assertThat(ask("/signatures/sign", right.replace("\"serial_number\":\"\"", "\"serial_number\":\"1\""))
                        .statusCode())
                .isEqualTo(404);
        assertThat(ask("/signatures/sign/" + "0".repeat(32) + "/status", "{}").statusCode())
                .isEqualTo(400);
        assertThat(status("0".repeat(32)).statusCode()).isEqualTo(404);
        assertThat(town.http.get(HERE + "/signatures/sign").statusCode()).isEqualTo(405);
        assertThat(town.prompts.screen(SimTown.phone(giang))).isEmpty();
    }

    private String order(Person person, String notify) {
        return Docs.example(PAGE, "sign-request")
                .replace("+84868000006", SimTown.phone(person).value())
                .replace("\"transaction_id\":\"S1\"", "\"transaction_id\":\"S" + ++number + "\"")
                .replaceFirst("\"serial_number\":\"[^\"]*", "\"serial_number\":\"")
                .replaceFirst("\"time_stamp\":\"[^\"]*", "\"time_stamp\":\"" + TIME.format(town.clock.instant()))
                .replaceFirst("\"notify_url\":\"[^\"]*", "\"notify_url\":\"" + notify);
    }

    private String begun(Person person) throws Exception {
        var answer = ask("/signatures/sign", order(person, ""));
        assertThat(json(answer).path("message").asString()).isEqualTo("sig_wait_for_user_confirm");
        return json(answer).path("data").path("tran_code").asString();
    }

    private HttpResponse<String> status(String code) throws Exception {
        return ask("/signatures/sign/" + code + "/status", "{\"sp_id\":\"mocua\",\"sp_password\":\"secret\"}");
    }

    private int outcome(String code) throws Exception {
        return json(status(code)).path("data").path("tran_status").asInt();
    }

    private byte[] signature(String code) throws Exception {
        return Base64.getDecoder()
                .decode(json(status(code))
                        .path("data")
                        .path("signatures")
                        .get(0)
                        .path("signature_value")
                        .asString());
    }

    private HttpResponse<String> ask(String path, String body) throws Exception {
        return town.http.json(HERE + path, body);
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return JsonMapper.shared().readTree(answer.body());
    }
}
