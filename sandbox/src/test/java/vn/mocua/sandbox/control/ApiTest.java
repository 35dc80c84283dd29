package vn.mocua.sandbox.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vn.mocua.sandbox.Captchas;
import vn.mocua.sandbox.Http;
import vn.mocua.sandbox.MadeAuthorities;
import vn.mocua.sandbox.Sandbox;
import vn.mocua.sandbox.fault.Fault;
import vn.mocua.sandbox.fault.Outside;

/** The JSON API as the spec's section 9 has it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ApiTest {

    private Sandbox sandbox;
    private Http http;
    private Properties properties;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        sandbox = Sandbox.start(MadeAuthorities.in(folder), 0, null);
        http = new Http(sandbox.port());
        properties = new Properties();
        properties.load(Files.newBufferedReader(sandbox.portalProperties()));
    }

    @AfterAll
    void stop() throws Exception {
        sandbox.close();
    }

    @Test
    void peopleCarryTheNamesOfThePortalsFields() throws Exception {
        var people = json(http.get("/api/people"));
        assertThat(people.isArray()).isTrue();
        for (var person : people) {
            assertThat(person.propertyNames())
                    .contains("id", "fate", "nationalId", "fullName", "birthDate", "phone", "email");
        }
        var registered = one(people, "registered");
        assertThat(registered.get("password").asString()).isNotBlank();
        assertThat(one(people, "old-card").get("oldNationalId").asString()).matches("[0-9]{9}");
        assertThat(one(people, "ordinary").get("birthDate").asString()).isEqualTo("12/03/1990");
        assertThat(one(people, "ordinary").get("secondPhone").asString()).isEqualTo("0592000001");
        assertThat(one(people, "registered").has("secondPhone")).isFalse();
        assertThat(one(people, "ordinary").propertyNames())
                .contains("postIdUsername", "postIdPassword", "vneidUsername", "vneidPassword");
        assertThat(one(people, "no-post-id").has("postIdUsername")).isFalse();
        assertThat(http.get("/api/agencies").body())
                .contains("\"agencyCode\":\"H99.32.7\"", "\"budgetCode\":\"1099327\"", "\"tokenPassword\":");
    }

    @Test
    void companiesCarryTheirRepresentativesNumbers() throws Exception {
        var businesses = json(http.get("/api/businesses"));
        assertThat(businesses.size()).isGreaterThanOrEqualTo(3);
        for (var business : businesses) {
            assertThat(business.propertyNames())
                    .contains(
                            "id",
                            "fate",
                            "taxCode",
                            "organisationName",
                            "representative",
                            "nationalId",
                            "fullName",
                            "birthDate",
                            "phone",
                            "vneidUsername",
                            "vneidPassword");
            assertThat(business.get("nationalId"))
                    .isEqualTo(json(http.get("/api/people/"
                                    + business.get("representative").asString()))
                            .get("nationalId"));
        }
    }

    @Test
    void morePeopleAreMadeAndReturned() throws Exception {
        var made = json(http.json("/api/people", "{\"count\":1000}"));
        assertThat(made.size()).isEqualTo(1000);
        assertThat(made.get(999).get("fate").asString()).isEqualTo("ordinary");
        assertThat(json(http.get("/api/people/" + made.get(999).get("id").asString())))
                .isEqualTo(made.get(999));
        assertThat(json(http.get("/api/people")).size())
                .isEqualTo(sandbox.people().size());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "{\"count\":0}",
                "{\"count\":-1}",
                "{\"count\":10001}",
                "{\"count\":\"5\"}",
                "{\"count\":1.5}",
                "{count:1}"
            })
    void aBadOrderForPeopleIsRefused(String body) throws Exception {
        var answer = http.json("/api/people", body);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer).get("error").asString()).isNotBlank();
    }

    @Test
    void aPagesFormCannotGiveOrders() throws Exception {
        assertThat(http.post("/api/people", "text/plain", "{\"count\":1}").statusCode())
                .isEqualTo(415);
        assertThat(http.post("/api/faults", "application/x-www-form-urlencoded", "system=telco")
                        .statusCode())
                .isEqualTo(415);
    }

    @Test
    void aForeignHostNameIsNotAnswered() throws Exception {
        try (var socket = new Socket("127.0.0.1", sandbox.port())) {
            socket.getOutputStream()
                    .write("GET /api/people HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 421");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"+84912000001", "%2B84912000001", "84912000001", "0912000001"})
    void smsAreFoundHoweverTheNumberIsWritten(String written) throws Exception {
        var answer = http.get("/api/sms?to=" + written);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(json(answer).isArray()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "/api/sms, 400",
        "/api/sms?to=, 400",
        "/api/sms?to=12345, 400",
        "/api/sms?to=0212000001, 400",
        "/api/sms?to=%zz, 400",
        "/api/mail, 400",
        "/api/mail?to=an, 400",
        "/api/captcha, 400",
        "/api/captcha?token=AAAA, 400",
        "/api/sim/0912000001, 404",
        "/api/sim/5, 400",
        "/api/people/nobody, 404",
        "/api/nothing, 404"
    })
    void badQuestionsAreAnsweredInJson(String path, int status) throws Exception {
        // The JDK's client refuses %zz itself, so this goes by hand.
        try (var socket = new Socket("127.0.0.1", sandbox.port())) {
            OutputStream out = socket.getOutputStream();
            out.write(("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer).startsWith("HTTP/1.1 " + status);
        }
    }

    @Test
    void aLetterIsFoundByItsAddress() throws Exception {
        try (var socket = new Socket("127.0.0.1", Integer.parseInt(properties.getProperty("mocua.mail.port")))) {
            socket.getOutputStream()
                    .write(
                            "EHLO x\r\nMAIL FROM:<a@b.example>\r\nRCPT TO:<an@hop-thu.example>\r\nDATA\r\nSubject: Hi\r\n\r\nbody\r\n.\r\nQUIT\r\n"
                                    .getBytes(StandardCharsets.US_ASCII));
            socket.getInputStream().readAllBytes();
        }
        var mail = json(http.get("/api/mail?to=an@hop-thu.example")).get(0);
        assertThat(mail.get("subject").asString()).isEqualTo("Hi");
        assertThat(mail.get("text").asString()).isEqualTo("body\r\n");
        assertThat(mail.has("at")).isTrue();
    }

    @Test
    void aCaptchaOfThisPortalIsOpened() throws Exception {
        var token = Captchas.token(properties, "104729");

        assertThat(http.get("/api/captcha?token=" + token).body()).isEqualTo("{\"answer\":\"104729\"}");
        assertThat(sandbox.captcha(token)).contains("104729");
    }

    @Test
    void faultsAreOrderedShownAndEnded() throws Exception {
        var on = json(http.json("/api/faults", "{\"system\":\"insurance\",\"fault\":\"slow\",\"seconds\":60}"));
        assertThat(on.get("insurance").get("fault").asString()).isEqualTo("slow");
        assertThat(on.get("insurance").get("secondsLeft").asInt()).isBetween(50, 60);
        assertThat(json(http.get("/api/faults"))).hasToString(on.toString());

        http.json("/api/faults", "{\"system\":\"insurance\",\"fault\":\"none\"}");
        assertThat(http.get("/api/faults").body()).isEqualTo("{}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"post", "vneid"})
    void providersCanBeWrongInTheirOwnWays(String system) throws Exception {
        for (var fault : Fault.values()) {
            var answer = http.json("/api/faults", "{\"system\":\"" + system + "\",\"fault\":\"" + fault.key() + "\"}");
            assertThat(answer.statusCode())
                    .as(fault.key())
                    .isEqualTo(fault.befalls(Outside.of(system).orElseThrow()) ? 200 : 400);
        }
        http.json("/api/faults", "{\"system\":\"" + system + "\",\"fault\":\"none\"}");
    }

    @Test
    void aFaultEndsByItself() throws Exception {
        http.json("/api/faults", "{\"system\":\"province\",\"fault\":\"down\",\"seconds\":4}");
        assertThat(http.get("/api/faults").body()).contains("province");
        Thread.sleep(4200);
        assertThat(http.get("/api/faults").body()).doesNotContain("province");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "telco",
                "insurance",
                "post",
                "vneid",
                "mss",
                "ca",
                "smsc",
                "mail",
                "province",
                "smsc-alpha",
                "smsc-beta"
            })
    void everySystemOfTheSpecTakesAFault(String system) throws Exception {
        var answer = http.json("/api/faults", "{\"system\":\"" + system + "\",\"fault\":\"none\",\"seconds\":30}");
        assertThat(answer.statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"system\":\"nothing\",\"fault\":\"down\"}",
                "{\"system\":\"telco\",\"fault\":\"broken\"}",
                "{\"system\":\"telco\",\"fault\":\"bad-nonce\"}",
                "{\"system\":\"telco\"}",
                "{\"fault\":\"down\"}",
                "{\"system\":\"telco\",\"fault\":\"down\",\"seconds\":-1}",
                "{\"system\":\"telco\",\"fault\":\"down\",\"seconds\":3601}",
                "{\"system\":\"telco\",\"fault\":\"down\",\"seconds\":\"5\"}",
                "{\"system\":1,\"fault\":\"down\"}"
            })
    void aBadFaultIsRefused(String body) throws Exception {
        assertThat(http.json("/api/faults", body).statusCode()).isEqualTo(400);
        assertThat(http.get("/api/faults").body()).doesNotContain("telco");
    }

    @Test
    void theSandboxSaysThatItIsWell() throws Exception {
        assertThat(http.get("/healthz").statusCode()).isEqualTo(200);
        assertThat(json(http.get("/healthz")).get("status").asString()).isEqualTo("ok");
    }

    private static JsonNode one(JsonNode people, String fate) {
        for (var person : people) {
            if (person.get("fate").asString().equals(fate)) {
                return person;
            }
        }
        throw new AssertionError("nobody of fate " + fate);
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return JsonMapper.shared().readTree(answer.body());
    }
}
