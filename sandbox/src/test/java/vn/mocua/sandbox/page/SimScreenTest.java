package vn.mocua.sandbox.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStreamReader;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Signature;
import java.util.Base64;
import java.util.Properties;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vn.mocua.sandbox.Http;
import vn.mocua.sandbox.MadeAuthorities;
import vn.mocua.sandbox.Sandbox;
import vn.mocua.sandbox.town.Fate;
import vn.mocua.sandbox.town.Person;

/** The whole sandbox: asked over a wire, answered on the drawn phone and by the API. */
class SimScreenTest {

    private static final String HASH = "n4bQgYhMfWWaL+qgxVrQFaO/TxsrC4Is0V1sFbDwCgg=";

    @TempDir
    private static Path folder;

    private static Sandbox sandbox;
    private static Http http;
    private static Properties properties;
    private static String token;

    @BeforeAll
    static void start() throws Exception {
        sandbox = Sandbox.start(MadeAuthorities.in(folder.resolve("town")), 0, null);
        http = new Http(sandbox.port());
        properties = new Properties();
        try (var text =
                new InputStreamReader(Files.newInputStream(sandbox.portalProperties()), StandardCharsets.US_ASCII)) {
            properties.load(text);
        }
        var answer = http.post(
                "/mss/csc/v2/oauth2/token",
                "application/x-www-form-urlencoded",
                "grant_type=client_credentials&client_id=" + setting("mobi", "client-id") + "&client_secret="
                        + setting("mobi", "client-secret"));
        token = json(answer).path("access_token").asString();
    }

    @AfterAll
    static void stop() throws Exception {
        sandbox.close();
    }

    private static String setting(String provider, String name) {
        return properties.getProperty("mocua.signing.sim.providers." + provider + "." + name);
    }

    @Test
    void aPortalIsToldOfFourServices() {
        assertThat(setting("vina", "protocol")).isEqualTo("etsi");
        assertThat(setting("mobi", "protocol")).isEqualTo("csc");
        assertThat(setting("viettel", "protocol")).isEqualTo("smartca");
        assertThat(setting("khac", "dialect")).isEqualTo("v1");
        assertThat(setting("mobi", "url")).isEqualTo("http://127.0.0.1:" + sandbox.port() + "/mss/csc/v2");
        assertThat(setting("vina", "prefixes")).startsWith("081,");
        assertThat(setting("vina", "client-secret")).isNotEqualTo(setting("mobi", "client-secret"));
    }

    @Test
    void theApiShowsAPromptAndAnswersIt() throws Exception {
        var binh = sandbox.people().get(1);
        var sim = "/api/sim/" + binh.phone();
        assertThat(http.get(sim).statusCode()).isEqualTo(404);
        assertThat(http.json(sim, "{\"pin\":\"1\"}").statusCode()).isEqualTo(404);
        var handle = ask(binh);
        var prompt = json(http.get(sim));
        assertThat(prompt.path("text").asString()).isEqualTo("Mo Cua: dang ky. Ma 5000");
        assertThat(prompt.path("verificationCode").asString()).isEqualTo("5000");
        assertThat(json(http.get("/api/sim/+84" + binh.phone().substring(1)))).isEqualTo(prompt);

        var wrong = http.json(sim, "{\"pin\":\"0\"}");
        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(json(wrong).path("triesLeft").asInt()).isEqualTo(2);
        assertThat(http.json(sim, "{\"pin\":\"" + pin(binh) + "\"}").statusCode())
                .isEqualTo(200);
        assertThat(http.get(sim).statusCode()).isEqualTo(404);

        var sad = json(csc("/credentials/authorizeCheck", "{\"handle\":\"" + handle + "\"}"))
                .path("SAD")
                .asString();
        var signed = json(
                csc(
                        "/signatures/signHash",
                        "{\"credentialID\":\"sim-84" + binh.phone().substring(1) + "\",\"SAD\":\"" + sad
                                + "\",\"hashes\":[\""
                                + HASH
                                + "\"],\"hashAlgorithmOID\":\"2.16.840.1.101.3.4.2.1\",\"signAlgo\":\"1.2.840.113549.1.1.1\"}"));
        var verifier = Signature.getInstance("SHA256withRSA");
        verifier.initVerify(sandbox.authorities().forSim(binh).certificate());
        verifier.update("test".getBytes(StandardCharsets.US_ASCII));
        assertThat(verifier.verify(Base64.getDecoder()
                        .decode(signed.path("signatures").get(0).asString())))
                .isTrue();
    }

    @Test
    void theApiCancelsUnblocksAndOrdersTrouble() throws Exception {
        var chau = sandbox.people().get(2);
        var sim = "/api/sim/" + chau.phone();
        ask(chau);
        assertThat(http.json(sim, "{\"cancel\":true}").statusCode()).isEqualTo(200);
        assertThat(http.json(sim, "{\"cancel\":true}").statusCode()).isEqualTo(404);
        assertThat(http.json(sim, "{\"fate\":\"sim-blocked\"}").statusCode()).isEqualTo(200);
        assertThat(begin(chau).body()).contains("Credential locked");
        assertThat(http.json(sim, "{\"unblock\":true}").statusCode()).isEqualTo(200);
        ask(chau);
        http.json(sim, "{\"cancel\":true}");
        assertThat(http.json(sim, "{\"fate\":\"no-such\"}").statusCode()).isEqualTo(400);
        assertThat(http.json(sim, "{}").statusCode()).isEqualTo(400);
        assertThat(http.json("/api/sim/0911999999", "{\"fate\":\"sim-late\"}").statusCode())
                .isEqualTo(404);
        assertThat(http.get("/api/sim/123").statusCode()).isEqualTo(400);
    }

    @Test
    void theDrawnPhoneAsksForThePinAndSaysWhatBecameOfIt() throws Exception {
        var dung = sandbox.people().get(3);
        var page = "/people/" + dung.id();
        assertThat(http.get(page).body()).doesNotContain("name=\"pin\"").contains(pin(dung));
        ask(dung);
        var asked = http.get(page).body();
        assertThat(asked)
                .contains("Mo Cua: dang ky. Ma 5000", "name=\"pin\"", "Xác nhận", "data-key=\"7\"")
                .doesNotContain("http-equiv=\"refresh\"");
        assertThat(press(dung, asked, "confirm", "0").statusCode()).isEqualTo(303);
        asked = http.get(page).body();
        assertThat(asked).contains("PIN chưa đúng. Còn 2 lần.");
        assertThat(press(dung, asked, "confirm", pin(dung)).headers().firstValue("Location"))
                .contains(page);
        assertThat(http.get(page).body()).contains("Đã ký bằng SIM").doesNotContain("name=\"pin\"");

        ask(dung);
        assertThat(press(dung, http.get(page).body(), "cancel", "").statusCode())
                .isEqualTo(303);
        assertThat(http.get(page).body()).contains("Đã huỷ yêu cầu ký");

        ask(dung);
        for (int i = 0; i < 3; i++) {
            press(dung, http.get(page).body(), "confirm", "0");
        }
        assertThat(http.get(page).body()).contains("Mã PIN của SIM đang bị khoá.");
        press(dung, "name=\"prompt\" value=\"\"", "unblock", "");
        assertThat(http.get(page).body()).doesNotContain("Mã PIN của SIM đang bị khoá.");
        assertThat(http.post("/sim", "application/x-www-form-urlencoded", "phone=" + dung.phone() + "&decision=unblock")
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void aCompanyHasAPhoneOfItsOwn() throws Exception {
        var company = sandbox.businesses().getFirst();
        var phone = sandbox.simPhone(company).orElseThrow();
        assertThat(http.get("/phones/" + phone).body()).contains(company.organisationName(), company.simPin());
        assertThat(http.get("/").body()).contains("/phones/" + phone);
        assertThat(json(http.get("/api/businesses")).get(0).path("simPhone").asString())
                .isEqualTo(phone);
    }

    @Test
    void certificatesOfTheCastHaveTheirFates() throws Exception {
        var expired = sandbox.person(Fate.CERTIFICATE_EXPIRED);
        assertThat(begin(expired).body()).contains("Signing certificate is expired");
    }

    private static String pin(Person person) throws Exception {
        return json(http.get("/api/people/" + person.id())).path("simPin").asString();
    }

    private static HttpResponse<String> begin(Person person) throws Exception {
        return csc(
                "/credentials/authorize",
                "{\"credentialID\":\"sim-84" + person.phone().substring(1) + "\",\"numSignatures\":1,\"hashes\":[\""
                        + HASH
                        + "\"],\"hashAlgorithmOID\":\"2.16.840.1.101.3.4.2.1\",\"description\":\"Mo Cua: dang ky. Ma %%VC%%\"}");
    }

    private static String ask(Person person) throws Exception {
        var answer = begin(person);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        return json(answer).path("handle").asString();
    }

    private static HttpResponse<String> csc(String path, String body) throws Exception {
        return http.post("/mss/csc/v2" + path, "application/json", body, "Authorization", "Bearer " + token);
    }

    private static HttpResponse<String> press(Person person, String page, String decision, String pin)
            throws Exception {
        var prompt = Pattern.compile("name=\"prompt\" value=\"([^\"]*)\"").matcher(page);
        assertThat(prompt.find()).isTrue();
        return http.send(http.request("/sim")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Origin", "http://127.0.0.1:" + sandbox.port())
                .POST(HttpRequest.BodyPublishers.ofString("phone=" + person.phone() + "&prompt=" + prompt.group(1)
                        + "&decision=" + decision + "&pin=" + pin)));
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return JsonMapper.shared().readTree(answer.body());
    }
}
