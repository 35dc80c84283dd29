package vn.mocua.sandbox.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static vn.mocua.sandbox.oidc.RelyingParty.json;
import static vn.mocua.sandbox.oidc.RelyingParty.part;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import vn.mocua.sandbox.Docs;
import vn.mocua.sandbox.Http;
import vn.mocua.sandbox.MadeAuthorities;
import vn.mocua.sandbox.Sandbox;
import vn.mocua.sandbox.fault.Fault;
import vn.mocua.sandbox.fault.Outside;
import vn.mocua.sandbox.town.Fate;
import vn.mocua.sandbox.town.Person;

/** Both providers over HTTP, against the text of the standards. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProviderTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private Sandbox sandbox;
    private Http http;
    private Properties settings;
    private RelyingParty post;
    private RelyingParty vneid;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        sandbox = Sandbox.start(MadeAuthorities.in(folder), 0, null);
        sandbox.alsoPortalAt(URI.create("http://localhost:8099"));
        http = new Http(sandbox.port());
        settings = new Properties();
        settings.load(Files.newBufferedReader(sandbox.portalProperties()));
        post = new RelyingParty(http, settings, "postid", "http://localhost:8080/register/vietnam-post/return");
        vneid = new RelyingParty(http, settings, "vneid", "http://localhost:8080/register/vneid/return");
    }

    @AfterAll
    void stop() throws Exception {
        sandbox.close();
    }

    @AfterEach
    void mend() {
        sandbox.fault(Outside.POST, Fault.NONE, Duration.ZERO);
        sandbox.fault(Outside.VNEID, Fault.NONE, Duration.ZERO);
    }

    // ---- metadata ---------------------------------------------------------------------------------------------------

    @ParameterizedTest
    @CsvSource({"postid, RS256, RSA", "vneid, ES256, EC"})
    void aProviderSaysWhereEverythingIsAndPublishesItsKey(String name, String algorithm, String family)
            throws Exception {
        var issuer = settings.getProperty("mocua.federation." + name + ".issuer");
        assertThat(issuer).startsWith("https://127.0.0.1:").endsWith("/" + name);
        var metadata = json(http.get("/" + name + "/.well-known/openid-configuration"));

        assertThat(metadata.get("issuer").asString()).isEqualTo(issuer);
        for (var endpoint : new String[] {"token_endpoint", "userinfo_endpoint", "jwks_uri"}) {
            assertThat(metadata.get(endpoint).asString()).startsWith(issuer + "/");
        }
        var pages = settings.getProperty("mocua.federation." + name + ".sign-in-url");
        assertThat(pages).isEqualTo("http://127.0.0.1:" + sandbox.port());
        for (var endpoint : new String[] {"authorization_endpoint", "end_session_endpoint"}) {
            assertThat(metadata.get(endpoint).asString()).startsWith(pages + "/" + name + "/");
        }
        assertThat(metadata.get("response_types_supported").toString()).isEqualTo("[\"code\"]");
        assertThat(metadata.get("code_challenge_methods_supported").toString()).isEqualTo("[\"S256\"]");
        assertThat(metadata.get("token_endpoint_auth_methods_supported").toString())
                .isEqualTo("[\"client_secret_basic\"]");
        assertThat(metadata.get("id_token_signing_alg_values_supported").toString())
                .isEqualTo("[\"" + algorithm + "\"]");
        assertThat(metadata.get("authorization_response_iss_parameter_supported")
                        .asBoolean())
                .isTrue();

        var keys = json(http.get("/" + name + "/jwks")).get("keys");
        assertThat(keys.size()).isEqualTo(1);
        assertThat(keys.get(0).get("kty").asString()).isEqualTo(family);
        assertThat(keys.get(0).get("use").asString()).isEqualTo("sig");
        assertThat(keys.get(0).propertyNames()).doesNotContain("d", "p", "q");
    }

    @Test
    void aRestartKeepsKeyAndSecret(@TempDir Path folder) throws Exception {
        JsonNode before;
        try (var first = Sandbox.start(folder, 0, null)) {
            before = json(new Http(first.port()).get("/vneid/jwks"));
        }
        try (var second = Sandbox.start(folder, 0, null)) {
            assertThat(json(new Http(second.port()).get("/vneid/jwks"))).isEqualTo(before);
        }
    }

    // ---- the whole walk ---------------------------------------------------------------------------------------------

    @Test
    void postIdTellsWhatAClerkChecked() throws Exception {
        var person = sandbox.person(Fate.ORDINARY);
        var heard = comeBackFromPost(person);
        assertThat(heard).containsOnlyKeys("code", "state", "iss").containsEntry("state", RelyingParty.STATE);
        assertThat(heard).containsEntry("iss", settings.getProperty("mocua.federation.postid.issuer"));

        var answer = post.token(heard.get("code"));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
        var tokens = json(answer);
        assertThat(tokens.get("token_type").asString()).isEqualTo("Bearer");
        var idToken = tokens.get("id_token").asString();
        assertThat(Jws.isSignedBy(idToken, key("postid"))).isTrue();
        assertIdToken(part(idToken, 1), post, "postid");

        var data = json(post.userInfo(tokens.get("access_token").asString()));
        assertThat(data.get("sub")).isEqualTo(part(idToken, 1).get("sub"));
        assertThat(data.get("national_id").asString()).isEqualTo(person.nationalId());
        var verified = data.get("verified_claims");
        assertThat(verified.at("/verification/trust_framework").asString()).isEqualTo("vn_postid");
        assertThat(verified.at("/verification/assurance_level").asString()).isEqualTo("2");
        assertThat(verified.at("/verification/evidence/0/check_details/0/check_method")
                        .asString())
                .isEqualTo("vpip");
        assertThat(verified.at("/claims/national_id").asString()).isEqualTo(person.nationalId());
        assertThat(verified.at("/claims/birthdate").asString()).isEqualTo("1990-03-12");
        assertThat(verified.at("/claims/address/formatted").asString()).isNotBlank();
    }

    @Test
    void vneidTellsUnderItsOwnNames() throws Exception {
        var person = sandbox.person(Fate.ORDINARY);
        var tokens = tokensOfVneid(person);
        var idToken = tokens.get("id_token").asString();
        assertThat(part(idToken, 0).get("alg").asString()).isEqualTo("ES256");
        assertThat(Jws.isSignedBy(idToken, key("vneid"))).isTrue();
        assertIdToken(part(idToken, 1), vneid, "vneid");

        var data = json(vneid.userInfo(tokens.get("access_token").asString()));
        assertThat(data.get("LoaiTaiKhoan").asInt()).isEqualTo(1);
        assertThat(data.get("SoDinhDanh").asString()).isEqualTo(person.nationalId());
        assertThat(data.get("HoVaTen").asString()).isEqualTo(person.fullName());
        assertThat(data.get("NgayThangNamSinh").asString()).isEqualTo(person.birthDate());
        assertThat(data.get("GioiTinh").asInt()).isEqualTo(1);
        assertThat(data.get("IAL").asInt()).isEqualTo(2);
        assertThat(data.get("loAs").asString()).isEqualTo("LoA1");
        assertThat(data.has("MaSoThue")).isFalse();
    }

    @Test
    void anOrganisationsAccountNamesItsRepresentative() throws Exception {
        var business = sandbox.businesses().getFirst();
        var heard = vneid.walk(business.vneid().username(), business.vneid().password());
        var data = json(vneid.userInfo(
                json(vneid.token(heard.get("code"))).get("access_token").asString()));
        assertThat(data.get("LoaiTaiKhoan").asInt()).isEqualTo(2);
        assertThat(data.get("MaSoThue").asString()).isEqualTo(business.taxCode());
        assertThat(data.get("TenDoanhNghiep").asString()).isEqualTo(business.organisationName());
        assertThat(data.get("SoDinhDanh").asString())
                .isEqualTo(business.representative().nationalId());
    }

    @Test
    void theExamplesOfTheProtocolPageHold() throws Exception {
        var person = sandbox.person(Fate.ORDINARY);
        assertThat(post.userInfo(tokensOfPost(person).get("access_token").asString())
                        .body())
                .isEqualTo(Docs.example("openid-connect.md", "postid userinfo"));
        assertThat(vneid.userInfo(tokensOfVneid(person).get("access_token").asString())
                        .body())
                .isEqualTo(Docs.example("openid-connect.md", "vneid userinfo"));
        var business = sandbox.businesses().getFirst();
        var heard = vneid.walk(business.vneid().username(), business.vneid().password());
        var access = json(vneid.token(heard.get("code"))).get("access_token").asString();
        assertThat(vneid.userInfo(access).body())
                .isEqualTo(Docs.example("openid-connect.md", "vneid organisation userinfo"));
    }

    @Test
    void eachFateIsToldAsItsNameSays() throws Exception {
        var unverified = dataOfPost(sandbox.person(Fate.POST_UNVERIFIED));
        assertThat(unverified.has("national_id")).isTrue();
        assertThat(unverified.has("verified_claims")).isFalse();

        var other = sandbox.person(Fate.POST_OTHER_ID);
        assertThat(dataOfPost(other).at("/verified_claims/claims/national_id").asString())
                .isNotEqualTo(other.nationalId());

        assertThat(sandbox.postId(sandbox.person(Fate.NO_POST_ID))).isEmpty();
        assertThat(dataOfPost(sandbox.person(Fate.YEAR_ONLY)).get("birthdate").asString())
                .isEqualTo("1947");

        var levelOne = tokensOfVneid(sandbox.person(Fate.VNEID_LEVEL_ONE));
        assertThat(json(vneid.userInfo(levelOne.get("access_token").asString()))
                        .get("IAL")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void theCrowdHasAccountsToo() throws Exception {
        var person = sandbox.make(3).getLast();
        assertThat(dataOfPost(person).at("/verified_claims/claims/national_id").asString())
                .isEqualTo(person.nationalId());
        var tokens = tokensOfVneid(person);
        assertThat(json(vneid.userInfo(tokens.get("access_token").asString()))
                        .get("SoDinhDanh")
                        .asString())
                .isEqualTo(person.nationalId());
    }

    @Test
    void onlyTheDataOfTheScopesAreShared() throws Exception {
        var question = post.question();
        question.put("scope", "openid profile");
        var account = sandbox.postId(sandbox.person(Fate.ORDINARY)).orElseThrow();
        var heard = post.walk(question, account.username(), account.password());
        var tokens = json(post.token(heard.get("code")));
        assertThat(tokens.get("scope").asString()).isEqualTo("openid profile");
        assertThat(json(post.userInfo(tokens.get("access_token").asString())).propertyNames())
                .containsExactlyInAnyOrder("sub", "name", "birthdate", "gender");
    }

    @Test
    void somebodyOfTheCastCanBePickedWithoutAPassword() throws Exception {
        var id = RelyingParty.requestOf(vneid.ask(vneid.question()));
        var picked = vneid.post("/sign-in", Map.of("request", id, "person", "051090000001"));
        assertThat(picked.statusCode()).isEqualTo(303);
        assertThat(vneid.heard(vneid.decide(id, "share"))).containsKey("code");

        var other = RelyingParty.requestOf(vneid.ask(vneid.question()));
        var stranger = sandbox.make(1).getFirst();
        assertThat(vneid.post("/sign-in", Map.of("request", other, "person", stranger.nationalId()))
                        .statusCode())
                .isEqualTo(422);
    }

    @Test
    void whoCancelsIsSentBackWithoutACode() throws Exception {
        var id = RelyingParty.requestOf(post.ask(post.question()));
        var heard = post.heard(post.decide(id, "cancel"));
        assertThat(heard)
                .containsOnlyKeys("error", "state", "iss")
                .containsEntry("error", "access_denied")
                .containsEntry("state", RelyingParty.STATE);
        assertThat(post.decide(id, "cancel").statusCode()).isEqualTo(400);
    }

    @Test
    void nobodySharesBeforeSigningIn() throws Exception {
        var id = RelyingParty.requestOf(post.ask(post.question()));
        assertThat(post.decide(id, "share").statusCode()).isEqualTo(200);
        assertThat(post.signIn(id, "an.nguyen", "wrong").statusCode()).isEqualTo(422);
        assertThat(post.signIn(id, "nobody", "wrong").statusCode()).isEqualTo(422);
        assertThat(post.decide(id, "share").statusCode()).isEqualTo(200);
    }

    @Test
    void whoIsSignedInIsAskedForConsentOnlyUnlessTheSiteWantsMore() throws Exception {
        var id = RelyingParty.requestOf(post.ask(post.question()));
        var account = sandbox.postId(sandbox.person(Fate.ORDINARY)).orElseThrow();
        var cookie = post.signIn(id, account.username(), account.password())
                .headers()
                .firstValue("Set-Cookie")
                .orElseThrow()
                .split(";")[0];

        assertThat(post.ask(post.question(), "Cookie", cookie).body()).contains("value=\"share\"");
        var again = post.question();
        again.put("prompt", "login");
        assertThat(post.ask(again, "Cookie", cookie).body()).contains("name=\"password\"");
        var fresh = post.question();
        fresh.put("max_age", "0");
        assertThat(post.ask(fresh, "Cookie", cookie).body()).contains("name=\"password\"");

        var heard = comeBackFromPost(sandbox.person(Fate.ORDINARY));
        var hint = json(post.token(heard.get("code"))).get("id_token").asString();
        var out = new LinkedHashMap<String, String>();
        out.put("id_token_hint", hint);
        out.put("post_logout_redirect_uri", "http://localhost:8080/");
        out.put("state", "s 1");
        var left = post.get("/end-session?" + RelyingParty.form(out), "Cookie", cookie);
        assertThat(left.headers().firstValue("Location")).contains("http://localhost:8080/?state=s+1");
        assertThat(post.ask(post.question(), "Cookie", cookie).body()).contains("name=\"password\"");

        out.put("post_logout_redirect_uri", "http://evil.example/");
        assertThat(post.get("/end-session?" + RelyingParty.form(out)).statusCode())
                .isEqualTo(200);
    }

    // ---- refusals ---------------------------------------------------------------------------------------------------

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "http://localhost:8080/register/vietnam-post/return/",
                "http://localhost:8080/register/vietnam-post/return?x=1",
                "http://localhost:8080/register/vietnam-post/return#x",
                "http://localhost:8081/register/vietnam-post/return",
                "https://localhost:8080/register/vietnam-post/return",
                "http://localhost:8080/register/vneid/return",
                "http://localhost:8080@evil.example/register/vietnam-post/return",
                "http://LOCALHOST:8080/register/vietnam-post/return"
            })
    void nobodyIsSentToAnAddressThatIsNotRegistered(String address) throws Exception {
        var question = post.question();
        question.put("redirect_uri", address);
        var answer = post.ask(question);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Location")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost:8080/account/raise/vietnam-post/return",
                "http://localhost:8099/register/vietnam-post/return"
            })
    void everyRegisteredAddressIsGood(String address) throws Exception {
        var question = post.question();
        question.put("redirect_uri", address);
        assertThat(post.ask(question).statusCode()).isEqualTo(200);
    }

    @Test
    void anUnknownClientIsToldSoAndNotSentBack() throws Exception {
        var question = post.question();
        question.put("client_id", vneid.clientId());
        var answer = post.ask(question);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Location")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "code_challenge, , invalid_request",
        "code_challenge, short, invalid_request",
        "code_challenge_method, , invalid_request",
        "code_challenge_method, plain, invalid_request",
        "response_type, , invalid_request",
        "response_type, token, unsupported_response_type",
        "response_type, code id_token, unsupported_response_type",
        "response_mode, fragment, invalid_request",
        "scope, , invalid_scope",
        "scope, profile, invalid_scope",
        "prompt, none, interaction_required",
        "request, e30.e30., request_not_supported",
        "request_uri, https://evil.example/r, request_uri_not_supported"
    })
    void aBadQuestionComesBackAsAnError(String parameter, String value, String error) throws Exception {
        var question = post.question();
        if (value == null) {
            question.remove(parameter);
        } else {
            question.put(parameter, value);
        }
        var heard = post.heard(post.ask(question));
        assertThat(heard)
                .containsEntry("error", error)
                .containsEntry("state", RelyingParty.STATE)
                .containsKey("iss")
                .doesNotContainKey("code");
    }

    @Test
    void aCodeIsGoodOnceAndASecondUseTakesTheAccessBack() throws Exception {
        var code = comeBackFromPost(sandbox.person(Fate.ORDINARY)).get("code");
        var access = json(post.token(code)).get("access_token").asString();
        assertThat(post.userInfo(access).statusCode()).isEqualTo(200);

        assertInvalidGrant(post.token(code));
        var answer = post.userInfo(access);
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate").orElse("")).contains("invalid_token");
    }

    @Test
    void aCodeServesOnlyWhomAndWhatItWasMadeFor() throws Exception {
        var account = sandbox.vneid(sandbox.person(Fate.ORDINARY)).orElseThrow();
        var ofVneid = vneid.walk(account.username(), account.password()).get("code");
        assertInvalidGrant(post.token(ofVneid));

        var code = comeBackFromPost(sandbox.person(Fate.ORDINARY)).get("code");
        assertInvalidGrant(
                post.token(code, post.returnTo(), RelyingParty.VERIFIER.replace('d', 'e'), post.credentials()));
        var other = comeBackFromPost(sandbox.person(Fate.ORDINARY)).get("code");
        assertInvalidGrant(post.token(
                other,
                "http://localhost:8080/account/raise/vietnam-post/return",
                RelyingParty.VERIFIER,
                post.credentials()));
        assertInvalidGrant(post.token("never-given"));
    }

    @Test
    void aStrangersSecretOpensNothing() throws Exception {
        var code = comeBackFromPost(sandbox.person(Fate.ORDINARY)).get("code");
        for (var credentials : new String[] {post.clientId() + ":wrong", "x:y", vneid.credentials(), "x"}) {
            var answer = post.token(code, post.returnTo(), RelyingParty.VERIFIER, credentials);
            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(json(answer).get("error").asString()).isEqualTo("invalid_client");
            assertThat(answer.headers().firstValue("WWW-Authenticate")).isPresent();
        }
        assertThat(post.token(code).statusCode()).isEqualTo(200);
    }

    @Test
    void theTokenEndpointSpeaksAsRfc6749() throws Exception {
        var authorization = RelyingParty.basic(post.credentials());
        assertThat(error(Map.of("code", "x", "code_verifier", "y"), authorization))
                .isEqualTo("invalid_request");
        assertThat(error(Map.of("grant_type", "authorization_code", "code", "x"), authorization))
                .isEqualTo("invalid_request");
        assertThat(error(Map.of("grant_type", "refresh_token", "code", "x", "code_verifier", "y"), authorization))
                .isEqualTo("unsupported_grant_type");
        assertThat(post.get("/token").statusCode()).isEqualTo(405);
        assertThat(post.get("/userinfo").statusCode()).isEqualTo(401);
        assertThat(post.userInfo("wrong").statusCode()).isEqualTo(401);
    }

    @Test
    void aFormOfAnotherSiteIsNotTaken() throws Exception {
        var id = RelyingParty.requestOf(post.ask(post.question()));
        var answer =
                post.post("/consent", Map.of("request", id, "decision", "cancel"), "Origin", "https://evil.example");
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(post.decide(id, "cancel").statusCode()).isEqualTo(303);
    }

    // ---- faults -----------------------------------------------------------------------------------------------------

    @ParameterizedTest
    @CsvSource({
        "WRONG_AUDIENCE, aud, another-site",
        "WRONG_ISSUER, iss, https://id.example",
    })
    void aClaimCanBeWrong(Fault fault, String claim, String value) throws Exception {
        sandbox.fault(Outside.POST, fault, MINUTE);
        var token = idTokenOfPost();
        assertThat(part(token, 1).get(claim).asString()).isEqualTo(value);
        assertThat(Jws.isSignedBy(token, key("postid"))).isTrue();
    }

    @Test
    void aTokenCanBeUnsignedOrSignedWithAnUnpublishedKey() throws Exception {
        sandbox.fault(Outside.POST, Fault.UNSIGNED_TOKEN, MINUTE);
        var unsigned = idTokenOfPost();
        assertThat(part(unsigned, 0).get("alg").asString()).isEqualTo("none");
        assertThat(unsigned).endsWith(".");

        sandbox.fault(Outside.POST, Fault.WRONG_KEY, MINUTE);
        var forged = idTokenOfPost();
        assertThat(part(forged, 0).get("kid")).isEqualTo(key("postid").get("kid"));
        assertThat(Jws.isSignedBy(forged, key("postid"))).isFalse();
    }

    @Test
    void aTokensTimesCanBeWrong() throws Exception {
        sandbox.fault(Outside.POST, Fault.EXPIRED_TOKEN, MINUTE);
        assertThat(Instant.ofEpochSecond(part(idTokenOfPost(), 1).get("exp").asLong()))
                .isBefore(Instant.now().minus(MINUTE));
        sandbox.fault(Outside.POST, Fault.CLOCK_SKEW, MINUTE);
        assertThat(Instant.ofEpochSecond(part(idTokenOfPost(), 1).get("iat").asLong()))
                .isAfter(Instant.now().plus(Duration.ofMinutes(9)));
    }

    @Test
    void nonceAndStateCanBeAnothers() throws Exception {
        sandbox.fault(Outside.POST, Fault.BAD_NONCE, MINUTE);
        assertThat(part(idTokenOfPost(), 1).get("nonce").asString()).isNotEqualTo(RelyingParty.NONCE);
        sandbox.fault(Outside.POST, Fault.BAD_STATE, MINUTE);
        assertThat(comeBackFromPost(sandbox.person(Fate.ORDINARY)).get("state")).isNotEqualTo(RelyingParty.STATE);
    }

    @Test
    void thePersonCanComeBackInTheOtherProvidersName() throws Exception {
        sandbox.fault(Outside.POST, Fault.MIX_UP, MINUTE);
        assertThat(comeBackFromPost(sandbox.person(Fate.ORDINARY)))
                .containsEntry("iss", settings.getProperty("mocua.federation.vneid.issuer"));
    }

    @Test
    void aUsedCodeCanBeAnsweredAgain() throws Exception {
        sandbox.fault(Outside.POST, Fault.REPLAYED_CODE, MINUTE);
        var code = comeBackFromPost(sandbox.person(Fate.ORDINARY)).get("code");
        assertThat(post.token(code).statusCode()).isEqualTo(200);
        assertThat(post.token(code).statusCode()).isEqualTo(200);
    }

    @Test
    void theDataCanBeAnothersOrTooFewOrTooMany() throws Exception {
        var person = sandbox.person(Fate.TONE_MARKS);
        var tokens = tokensOfPost(person);
        var access = tokens.get("access_token").asString();
        var subject = part(tokens.get("id_token").asString(), 1).get("sub");

        sandbox.fault(Outside.POST, Fault.WRONG_PERSON, MINUTE);
        var others = json(post.userInfo(access));
        assertThat(others.get("sub")).isNotEqualTo(subject);
        assertThat(others.get("national_id").asString()).isNotEqualTo(person.nationalId());

        sandbox.fault(Outside.POST, Fault.MISSING_CLAIMS, MINUTE);
        var few = json(post.userInfo(access));
        assertThat(few.has("national_id")).isFalse();
        assertThat(few.at("/verified_claims/claims").has("birthdate")).isFalse();
        assertThat(few.has("name")).isTrue();

        sandbox.fault(Outside.POST, Fault.EXTRA_CLAIMS, MINUTE);
        var many = json(post.userInfo(access));
        assertThat(many.propertyNames()).contains("roles", "relatives", "national_id");
    }

    @Test
    void theLettersCanBeOldOnes() throws Exception {
        var person = sandbox.person(Fate.TONE_MARKS);
        var access = tokensOfPost(person).get("access_token").asString();
        sandbox.fault(Outside.POST, Fault.WRONG_CHARSET, MINUTE);
        var bytes = post.userInfoBytes(access).body();
        assertThatThrownBy(() -> StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)))
                .isInstanceOf(CharacterCodingException.class);
        assertThat(Normalizer.normalize(new String(bytes, Charset.forName("windows-1258")), Normalizer.Form.NFC))
                .contains(sandbox.postId(person).orElseThrow().fullName());
    }

    @Test
    void aProviderCanBeDownOrBreakOffOrBabble() throws Exception {
        var access =
                tokensOfPost(sandbox.person(Fate.ORDINARY)).get("access_token").asString();
        sandbox.fault(Outside.POST, Fault.DOWN, MINUTE);
        assertThatThrownBy(() -> post.ask(post.question())).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> post.get("/jwks")).isInstanceOf(IOException.class);

        sandbox.fault(Outside.POST, Fault.CUT, MINUTE);
        assertThatThrownBy(() -> post.userInfo(access)).isInstanceOf(IOException.class);
        assertThat(post.ask(post.question()).statusCode()).isEqualTo(200);

        sandbox.fault(Outside.POST, Fault.GARBAGE, MINUTE);
        for (int i = 0; i < 5; i++) {
            assertThat(post.userInfo(access).body()).doesNotContain("national_id");
        }
        assertThat(vneid.get("/jwks").statusCode()).isEqualTo(200);
    }

    @Tag("slow")
    @Test
    void aSlowProviderAnswersInTheEnd() throws Exception {
        sandbox.fault(Outside.VNEID, Fault.SLOW, Duration.ofSeconds(5));
        long before = System.nanoTime();
        assertThat(vneid.get("/jwks").statusCode()).isEqualTo(200);
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThan(Duration.ofSeconds(7));
    }

    // ---- helping ----------------------------------------------------------------------------------------------------

    private Map<String, String> comeBackFromPost(Person person) throws Exception {
        var account = sandbox.postId(person).orElseThrow();
        return post.walk(account.username(), account.password());
    }

    private JsonNode tokensOfPost(Person person) throws Exception {
        return json(post.token(comeBackFromPost(person).get("code")));
    }

    private JsonNode dataOfPost(Person person) throws Exception {
        return json(post.userInfo(tokensOfPost(person).get("access_token").asString()));
    }

    private JsonNode tokensOfVneid(Person person) throws Exception {
        var account = sandbox.vneid(person).orElseThrow();
        var heard = vneid.walk(account.username(), account.password());
        return json(vneid.token(heard.get("code")));
    }

    private String idTokenOfPost() throws Exception {
        return tokensOfPost(sandbox.person(Fate.ORDINARY)).get("id_token").asString();
    }

    private JsonNode key(String name) throws Exception {
        return json(http.get("/" + name + "/jwks")).get("keys").get(0);
    }

    private void assertIdToken(JsonNode claims, RelyingParty site, String name) {
        assertThat(claims.get("iss").asString())
                .isEqualTo(settings.getProperty("mocua.federation." + name + ".issuer"));
        assertThat(claims.get("aud").asString()).isEqualTo(site.clientId());
        assertThat(claims.get("nonce").asString()).isEqualTo(RelyingParty.NONCE);
        assertThat(claims.get("acr").asString()).isEqualTo("LoA1");
        assertThat(claims.get("jti").asString()).isNotBlank();
        assertThat(claims.get("exp").asLong() - claims.get("iat").asLong()).isEqualTo(300);
        assertThat(Instant.ofEpochSecond(claims.get("iat").asLong()))
                .isBetween(Instant.now().minus(MINUTE), Instant.now());
        assertThat(claims.get("auth_time").asLong())
                .isLessThanOrEqualTo(claims.get("iat").asLong());
    }

    private static void assertInvalidGrant(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer).get("error").asString()).isEqualTo("invalid_grant");
    }

    private String error(Map<String, String> form, String authorization) throws Exception {
        return json(post.post("/token", form, "Authorization", authorization))
                .get("error")
                .asString();
    }
}
