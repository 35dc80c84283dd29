package vn.mocua.sandbox.mss;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vn.mocua.sandbox.Docs;
import vn.mocua.sandbox.mss.Prompts.Typed;
import vn.mocua.sandbox.town.Fate;
import vn.mocua.sandbox.town.Person;

/** CSC API v2 and its older dialect, asked as the protocol's page says. */
class CscTest {

    private static final String PAGE = "sim-signing-csc.md";
    private static final String V2 = "/mss/csc/v2";
    private static final String V1 = "/mss/v1/vtss/service";
    private static final String OTHER_HASH = "NJAwUJVdN8HOjha9VNbopjFMaPVZlAPYFef4CpiYGvY=";

    private SimTown town;
    private String token;

    @BeforeEach
    void start() throws Exception {
        town = new SimTown();
        token = json(login("secret")).path("access_token").asString();
    }

    @AfterEach
    void stop() {
        town.close();
    }

    private HttpResponse<String> login(String secret) throws Exception {
        return town.http.post(
                V2 + "/oauth2/token",
                "application/x-www-form-urlencoded",
                "grant_type=client_credentials&scope=service",
                "Authorization",
                "Basic " + Base64.getEncoder().encodeToString(("mocua:" + secret).getBytes(StandardCharsets.US_ASCII)));
    }

    @Test
    void theServiceSaysWhatItCanToAnybody() throws Exception {
        var info = json(town.http.json(V2 + "/info", "{}"));
        assertThat(info.path("specs").asString()).isEqualTo("2.0.0.2");
        assertThat(info.path("asynchronousOperationMode").asBoolean()).isTrue();
        assertThat(info.path("methods").size()).isEqualTo(6);
    }

    @Test
    void aHashIsSignedAfterThePersonHasConfirmed() throws Exception {
        var binh = town.person("binh");
        assertThat(json(ask("/credentials/list", Docs.example(PAGE, "list-request"))))
                .isEqualTo(JsonMapper.shared().readTree(Docs.example(PAGE, "list-answer")));
        var info = json(ask("/credentials/info", Docs.example(PAGE, "info-credential-request")));
        assertThat(info.path("SCAL").asString()).isEqualTo("2");
        assertThat(info.path("cert").path("status").asString()).isEqualTo("valid");
        assertThat(info.path("cert").path("certificates").get(0).asString())
                .isEqualTo(Answering.base64(town.key("binh").certificate()));

        var started = ask("/credentials/authorize", Docs.example(PAGE, "authorize-request"));
        assertThat(started.statusCode()).isEqualTo(202);
        var screen = town.prompts.screen(SimTown.phone(binh)).orElseThrow();
        assertThat(screen.text()).endsWith("Ma " + SimTown.CODE);
        var check = "{\"handle\":\"" + json(started).path("handle").asString() + "\"}";
        assertThat(ask("/credentials/authorizeCheck", check).statusCode()).isEqualTo(202);
        assertThat(town.confirms(binh)).isEqualTo(Typed.SIGNED);
        var granted = ask("/credentials/authorizeCheck", check);
        assertThat(granted.statusCode()).isEqualTo(200);
        var sad = json(granted).path("SAD").asString();
        assertThat(json(ask("/credentials/authorizeCheck", check)).path("SAD").asString())
                .isEqualTo(sad);

        assertThat(description(sign(binh, sad, OTHER_HASH, "S"))).isEqualTo("Hash is not authorized by the SAD");
        var signed = sign(binh, sad, SimTown.HASH, "S");
        assertThat(signed.statusCode()).isEqualTo(200);
        assertThat(SimTown.isSigned(town.key("binh").certificate(), signature(signed)))
                .isTrue();
        assertThat(description(sign(binh, sad, SimTown.HASH, "S"))).isEqualTo("SAD expired");
    }

    @Test
    void inModeATheSignatureIsFetchedLater() throws Exception {
        var chau = town.person("chau");
        var sad = sad(chau);
        var id = json(sign(chau, sad, SimTown.HASH, "A")).path("responseID").asString();
        var poll = "{\"requestID\":\"" + id + "\"}";
        assertThat(ask("/signatures/signPolling", poll).statusCode()).isEqualTo(202);
        town.clock.move(Duration.ofSeconds(2));
        var answer = ask("/signatures/signPolling", poll);
        assertThat(SimTown.isSigned(town.key("chau").certificate(), signature(answer)))
                .isTrue();
        assertThat(ask("/signatures/signPolling", "{\"requestID\":\"no\"}").statusCode())
                .isEqualTo(400);
    }

    @Test
    void whoPrefersToWaitGetsTheSadAtOnce() throws Exception {
        var dung = town.person("dung");
        var answer = CompletableFuture.supplyAsync(() -> quietly(() -> town.http.post(
                V2 + "/credentials/authorize",
                "application/json",
                authorize(dung),
                "Authorization",
                "Bearer " + token,
                "Prefer",
                "wait=10")));
        confirmWhenAsked(dung);
        assertThat(answer.get().statusCode()).isEqualTo(200);
        assertThat(json(answer.get()).path("SAD").asString()).isNotEmpty();
    }

    @Test
    void everyEndHasItsWords() throws Exception {
        var ly = town.person("ly");
        var phone = SimTown.phone(ly);
        var check = check(ask("/credentials/authorize", authorize(ly)));
        assertThat(description(ask("/credentials/authorize", authorize(ly))))
                .isEqualTo("A signature is already in progress");
        town.cancels(ly);
        assertThat(error(ask("/credentials/authorizeCheck", check))).isEqualTo("access_denied");

        check = check(ask("/credentials/authorize", authorize(ly)));
        town.clock.move(Duration.ofSeconds(121));
        assertThat(description(ask("/credentials/authorizeCheck", check))).isEqualTo("SAD expired");

        check = check(ask("/credentials/authorize", authorize(ly)));
        for (int i = 0; i < Prompts.TRIES; i++) {
            town.prompts.type(phone, null, "000");
        }
        assertThat(description(ask("/credentials/authorizeCheck", check))).isEqualTo("Credential locked");
        assertThat(description(ask("/credentials/authorize", authorize(ly)))).isEqualTo("Credential locked");
        assertThat(json(ask(
                                "/credentials/info",
                                Docs.example(PAGE, "info-credential-request").replaceAll("sim-84[0-9]{9}", name(ly))))
                        .path("key")
                        .path("status")
                        .asString())
                .isEqualTo("disabled");
    }

    @Test
    void aCertificateThatDoesNotCountIsNotUsed() throws Exception {
        var ha = town.person(Fate.CERTIFICATE_EXPIRED);
        assertThat(description(ask("/credentials/authorize", authorize(ha))))
                .isEqualTo("Signing certificate is expired");
        var vy = town.person("vy");
        town.keys.withdrawn.put(town.key("vy").serial(), SimKeys.Standing.REVOKED);
        assertThat(description(ask("/credentials/authorize", authorize(vy))))
                .isEqualTo("Signing certificate is revoked");
        assertThat(json(ask(
                                "/credentials/info",
                                Docs.example(PAGE, "info-credential-request").replaceAll("sim-84[0-9]{9}", name(vy))))
                        .path("cert")
                        .path("status")
                        .asString())
                .isEqualTo("revoked");
    }

    @Test
    void aPhoneThatIsOffSimplyDoesNotAnswerAndOneThatBabblesBabbles() throws Exception {
        var son = town.person("son");
        town.prompts.order(SimTown.phone(son), Trouble.UNREACHABLE);
        var check = check(ask("/credentials/authorize", authorize(son)));
        assertThat(town.prompts.screen(SimTown.phone(son))).isEmpty();
        town.clock.move(Duration.ofSeconds(30));
        assertThat(ask("/credentials/authorizeCheck", check).statusCode()).isEqualTo(202);
        town.clock.move(Duration.ofSeconds(91));
        assertThat(description(ask("/credentials/authorizeCheck", check))).isEqualTo("SAD expired");

        var ngan = town.person(Fate.SIM_GARBAGE);
        check = check(ask("/credentials/authorize", authorize(ngan)));
        town.confirms(ngan);
        assertThat(ask("/credentials/authorizeCheck", check).body()).doesNotContain("expiresIn");

        var bich = town.person(Fate.SIM_LATE);
        check = check(ask("/credentials/authorize", authorize(bich)));
        town.confirms(bich);
        assertThat(ask("/credentials/authorizeCheck", check).statusCode()).isEqualTo(202);
        town.clock.move(Duration.ofSeconds(21));
        assertThat(ask("/credentials/authorizeCheck", check).statusCode()).isEqualTo(200);
    }

    @Test
    void lyingServicesSignWrongly() throws Exception {
        for (var trouble : List.of(Trouble.WRONG_SIGNATURE, Trouble.OTHER_CERTIFICATE)) {
            var thu = town.person("thu");
            town.prompts.order(SimTown.phone(thu), trouble);
            var answer = sign(thu, sad(thu), SimTown.HASH, "S");
            assertThat(SimTown.isSigned(town.key("thu").certificate(), signature(answer)))
                    .isFalse();
        }
    }

    @Test
    void nobodyIsFoundAndNothingDoneWithoutAKey() throws Exception {
        assertThat(json(ask("/credentials/list", "{\"userID\":\"+84912000001\"}"))
                        .path("credentialIDs")
                        .isEmpty())
                .isTrue();
        assertThat(json(ask(
                                "/credentials/list",
                                "{\"userID\":\"" + town.person("binh").nationalId() + "\"}"))
                        .path("credentialIDs")
                        .size())
                .isEqualTo(1);
        town.prompts.order(SimTown.phone(town.person("binh")), Trouble.NO_KEY);
        assertThat(json(ask("/credentials/list", Docs.example(PAGE, "list-request")))
                        .path("credentialIDs")
                        .isEmpty())
                .isTrue();
        assertThat(description(ask("/credentials/authorize", Docs.example(PAGE, "authorize-request"))))
                .isEqualTo("Invalid parameter credentialID");
    }

    @Test
    void wrongRequestsAreToldWhatIsWrong() throws Exception {
        var right = Docs.example(PAGE, "authorize-request");
        assertThat(error(login("guess"))).isEqualTo("invalid_client");
        assertThat(town.http.json(V2 + "/credentials/list", "{}").statusCode()).isEqualTo(401);
        assertThat(description(ask("/credentials/list", "{}")))
                .isEqualTo("Missing (or invalid type) string parameter userID");
        assertThat(description(ask("/credentials/authorize", right.replace("n4bQ", "=="))))
                .isEqualTo("Invalid Base64 hashes string parameter");
        assertThat(description(ask("/credentials/authorize", right.replace(SimTown.HASH, "AAAA"))))
                .isEqualTo("Invalid parameter hashes");
        assertThat(description(ask("/credentials/authorize", right.replace("2.16.840.1.101.3.4.2.1", "1.3.14.3.2.26"))))
                .isEqualTo("Invalid parameter hashAlgorithmOID");
        assertThat(description(
                        ask("/credentials/authorize", right.replace("\"numSignatures\":1", "\"numSignatures\":2"))))
                .isEqualTo("Invalid parameter numSignatures");
        assertThat(description(ask("/credentials/authorize", right.replace("Mo Cua:", "Mo Cua:".repeat(20)))))
                .isEqualTo("Invalid parameter description");
        assertThat(description(ask("/credentials/authorizeCheck", "{\"handle\":\"no\"}")))
                .isEqualTo("Invalid parameter handle");
        assertThat(ask("/credentials/list", "[]").statusCode()).isEqualTo(400);
        assertThat(ask("/other", "{}").statusCode()).isEqualTo(404);
        town.clock.move(Duration.ofMinutes(61));
        assertThat(error(ask("/credentials/list", Docs.example(PAGE, "list-request"))))
                .isEqualTo("invalid_token");
    }

    @Test
    void theOlderDialectWaitsForThePerson() throws Exception {
        var thin = town.person("thin");
        var in = town.http.json(
                V1 + "/ras/v1/login",
                "{\"client_id\":\"mocua\",\"client_secret\":\"secret\",\"user_id\":\"+84"
                        + thin.phone().substring(1) + "\",\"profile_id\":\"adss:ras:profile:001\"}");
        var bearer = json(in).path("access_token").asString();
        var user = "{\"userID\":\"+84" + thin.phone().substring(1) + "\"}";
        assertThat(json(v1("/csc/v1/credentials/list", user, bearer))
                        .path("credentialIDs")
                        .get(0)
                        .asString())
                .isEqualTo(name(thin));
        var order =
                "{\"credentialID\":\"" + name(thin) + "\",\"numSignatures\":1,\"documents\":[{\"document_id\":\"1\","
                        + "\"document_name\":\"Mo Cua: dang ky\"}],\"hash\":[\"" + SimTown.HASH
                        + "\"],\"hashAlgo\":\"2.16.840.1.101.3.4.2.1\",\"description\":\"\"}";
        var answer =
                CompletableFuture.supplyAsync(() -> quietly(() -> v1("/csc/v1/credentials/authorize", order, bearer)));
        confirmWhenAsked(thin);
        var sad = json(answer.get()).path("SAD").asString();
        var signed = v1(
                "/csc/v1/signatures/signHash",
                "{\"credentialID\":\"" + name(thin) + "\",\"SAD\":\"" + sad + "\",\"documents\":[],\"hash\":[\""
                        + SimTown.HASH
                        + "\"],\"hashAlgo\":\"2.16.840.1.101.3.4.2.1\",\"signAlgo\":\"1.2.840.113549.1.1.1\"}",
                bearer);
        assertThat(SimTown.isSigned(town.key("thin").certificate(), signature(signed)))
                .isTrue();

        var huy =
                CompletableFuture.supplyAsync(() -> quietly(() -> v1("/csc/v1/credentials/authorize", order, bearer)));
        for (int i = 0; i < 100 && !town.cancels(thin); i++) {
            Thread.sleep(50);
        }
        assertThat(error(huy.get())).isEqualTo("access_denied");
        assertThat(v1("/csc/v1/credentials/info", "{\"credentialID\":\"sim-84589000009\"}", bearer)
                        .statusCode())
                .isEqualTo(400);
        assertThat(error(town.http.json(
                        V1 + "/ras/v1/login",
                        "{\"client_id\":\"mocua\",\"client_secret\":\"secret\",\"user_id\":\"+84912000001\","
                                + "\"profile_id\":\"x\"}")))
                .isEqualTo("invalid_request");
    }

    // ---- asking ---------------------------------------------------------------------------------------------------

    private HttpResponse<String> ask(String path, String body) throws Exception {
        return town.http.post(V2 + path, "application/json", body, "Authorization", "Bearer " + token);
    }

    private HttpResponse<String> v1(String path, String body, String bearer) throws Exception {
        return town.http.post(V1 + path, "application/json", body, "Authorization", "Bearer " + bearer);
    }

    private static String name(Person person) {
        return "sim-84" + person.phone().substring(1);
    }

    private static String authorize(Person person) {
        return Docs.example(PAGE, "authorize-request").replaceAll("sim-84[0-9]{9}", name(person));
    }

    private static String check(HttpResponse<String> started) throws Exception {
        assertThat(started.statusCode()).as(started.body()).isEqualTo(202);
        return "{\"handle\":\"" + json(started).path("handle").asString() + "\"}";
    }

    private String sad(Person person) throws Exception {
        var check = check(ask("/credentials/authorize", authorize(person)));
        town.confirms(person);
        return json(ask("/credentials/authorizeCheck", check)).path("SAD").asString();
    }

    private HttpResponse<String> sign(Person person, String sad, String hash, String mode) throws Exception {
        return ask(
                "/signatures/signHash",
                Docs.example(PAGE, "sign-request")
                        .replaceAll("sim-84[0-9]{9}", name(person))
                        .replace("\"SAD\":\"…\"", "\"SAD\":\"" + sad + "\"")
                        .replace(SimTown.HASH, hash)
                        .replace("\"operationMode\":\"S\"", "\"operationMode\":\"" + mode + "\""));
    }

    private void confirmWhenAsked(Person person) throws InterruptedException {
        var tried = new ArrayList<Typed>();
        for (int i = 0; i < 100 && !tried.contains(Typed.SIGNED); i++) {
            Thread.sleep(50);
            tried.add(town.confirms(person));
        }
    }

    private interface Call {
        HttpResponse<String> make() throws Exception;
    }

    private static HttpResponse<String> quietly(Call call) {
        try {
            return call.make();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    // ---- reading --------------------------------------------------------------------------------------------------

    private static JsonNode json(HttpResponse<String> answer) {
        return JsonMapper.shared().readTree(answer.body());
    }

    private static String error(HttpResponse<String> answer) {
        return json(answer).path("error").asString();
    }

    private static String description(HttpResponse<String> answer) {
        return json(answer).path("error_description").asString();
    }

    private static byte[] signature(HttpResponse<String> answer) {
        return Base64.getDecoder().decode(json(answer).path("signatures").get(0).asString());
    }
}
