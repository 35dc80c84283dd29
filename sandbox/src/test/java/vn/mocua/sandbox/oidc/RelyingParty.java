package vn.mocua.sandbox.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vn.mocua.sandbox.Http;

/** A site that trusts a provider, and the browser of somebody who comes from it; written from the standards alone. */
final class RelyingParty {

    static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    static final String NONCE = "n-0S6_WzA2Mj";
    static final String STATE = "af0ifjsldkj";

    private static final Pattern REQUEST = Pattern.compile("name=\"request\" value=\"([0-9a-f]{32})\"");
    private static final String FORM = "application/x-www-form-urlencoded";

    private final Http http;
    private final String name;
    private final String clientId;
    private final String clientSecret;
    private final String returnTo;

    RelyingParty(Http http, Properties settings, String name, String returnTo) {
        this.http = http;
        this.name = name;
        this.returnTo = returnTo;
        clientId = settings.getProperty("mocua.federation." + name + ".client-id");
        clientSecret = settings.getProperty("mocua.federation." + name + ".client-secret");
    }

    /** A question as it should be. */
    Map<String, String> question() throws Exception {
        var question = new LinkedHashMap<String, String>();
        question.put("response_type", "code");
        question.put("client_id", clientId);
        question.put("redirect_uri", returnTo);
        question.put("scope", name.equals("postid") ? "openid profile email phone address identity" : "openid");
        question.put("state", STATE);
        question.put("nonce", NONCE);
        question.put("code_challenge", challenge(VERIFIER));
        question.put("code_challenge_method", "S256");
        return question;
    }

    HttpResponse<String> ask(Map<String, String> question, String... headers) throws Exception {
        var request = http.request("/" + name + "/authorize?" + form(question)).GET();
        return http.send(headers.length == 0 ? request : request.headers(headers));
    }

    /** Signs in with a password, agrees, and returns what the site hears. */
    Map<String, String> walk(String username, String password) throws Exception {
        return walk(question(), username, password);
    }

    Map<String, String> walk(Map<String, String> question, String username, String password) throws Exception {
        var id = requestOf(ask(question));
        var signedIn = signIn(id, username, password);
        assertThat(signedIn.statusCode()).isEqualTo(303);
        return heard(decide(id, "share"));
    }

    static String requestOf(HttpResponse<String> page) {
        assertThat(page.statusCode()).isEqualTo(200);
        var found = REQUEST.matcher(page.body());
        assertThat(found.find()).isTrue();
        return found.group(1);
    }

    HttpResponse<String> signIn(String id, String username, String password) throws Exception {
        return post("/sign-in", Map.of("request", id, "username", username, "password", password));
    }

    HttpResponse<String> decide(String id, String decision) throws Exception {
        return post("/consent", Map.of("request", id, "decision", decision));
    }

    HttpResponse<String> post(String path, Map<String, String> form, String... headers) throws Exception {
        return http.post("/" + name + path, FORM, form(form), headers);
    }

    /** The parameters with which a person comes back. */
    Map<String, String> heard(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(303);
        var to = URI.create(answer.headers().firstValue("Location").orElseThrow());
        assertThat(to.toString()).startsWith(returnTo + "?");
        var heard = new LinkedHashMap<String, String>();
        for (var pair : to.getRawQuery().split("&")) {
            var parts = pair.split("=", 2);
            heard.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return heard;
    }

    HttpResponse<String> token(String code) throws Exception {
        return token(code, returnTo, VERIFIER, clientId + ":" + clientSecret);
    }

    HttpResponse<String> token(String code, String redirectUri, String verifier, String credentials) throws Exception {
        return http.post(
                "/" + name + "/token",
                FORM,
                form(Map.of(
                        "grant_type",
                        "authorization_code",
                        "code",
                        code,
                        "redirect_uri",
                        redirectUri,
                        "code_verifier",
                        verifier)),
                "Authorization",
                basic(credentials));
    }

    HttpResponse<String> userInfo(String accessToken) throws IOException, InterruptedException {
        return http.send(http.request("/" + name + "/userinfo")
                .header("Authorization", "Bearer " + accessToken)
                .GET());
    }

    HttpResponse<byte[]> userInfoBytes(String accessToken) throws IOException, InterruptedException {
        try (var client = HttpClient.newHttpClient()) {
            return client.send(
                    http.request("/" + name + "/userinfo")
                            .header("Authorization", "Bearer " + accessToken)
                            .build(),
                    HttpResponse.BodyHandlers.ofByteArray());
        }
    }

    HttpResponse<String> get(String path, String... headers) throws Exception {
        HttpRequest.Builder request = http.request("/" + name + path).GET();
        return http.send(headers.length == 0 ? request : request.headers(headers));
    }

    String credentials() {
        return clientId + ":" + clientSecret;
    }

    String clientId() {
        return clientId;
    }

    String returnTo() {
        return returnTo;
    }

    static JsonNode json(HttpResponse<String> answer) {
        return JsonMapper.shared().readTree(answer.body());
    }

    /** A part of a compact token, not verified. */
    static JsonNode part(String token, int index) {
        return JsonMapper.shared().readTree(Base64.getUrlDecoder().decode(token.split("\\.")[index]));
    }

    static String challenge(String verifier) throws Exception {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(
                        MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII)));
    }

    static String basic(String credentials) {
        return "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
    }

    static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }
}
