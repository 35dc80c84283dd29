package vn.mocua.sandbox.province;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;
import vn.mocua.sandbox.AskedByToken;
import vn.mocua.sandbox.Docs;
import vn.mocua.sandbox.fault.Fault;
import vn.mocua.sandbox.fault.Outside;

/** The province's directory, as docs/protocols/scim.md says. */
class ProvinceTest extends AskedByToken {

    private static final String SEARCH = Province.SCIM + "/Users/.search";

    ProvinceTest() {
        super(Outside.PROVINCE, "mocua.elsewhere.systems.province", Province.TOKEN, "grant_type=client_credentials");
    }

    @Test
    void whoHasAnAccountIsFoundByNumber() throws Exception {
        var answer = ask(Docs.example("scim.md", "request"));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/scim+json");
        var expected = Docs.example("scim.md", "answer");
        assertThat(JsonMapper.shared().readTree(answer.body().replaceAll("\"id\":\"[0-9a-f-]{36}\"", "\"id\":\"\"")))
                .isEqualTo(JsonMapper.shared().readTree(expected.replaceAll("\"id\":\"[^\"]*\"", "\"id\":\"\"")));
    }

    @Test
    void whoHasNoneIsNobody() throws Exception {
        var answer = ask(question("userType eq \"citizen\" and (externalId eq \"051090000001\")"));

        assertThat(json(answer)).isEqualTo(JsonMapper.shared().readTree(Docs.example("scim.md", "nobody")));
    }

    @Test
    void oneOfTwoNumbersIsEnoughAndAClosedAccountIsShownAsSuch() throws Exception {
        sandbox.province().opens("citizen", "201000009");
        var filter = "userType eq \"citizen\" and (externalId eq \"051090000009\" or externalId eq \"201000009\")";
        assertThat(json(ask(question(filter))).get("totalResults").asInt()).isEqualTo(1);

        sandbox.province().closes("citizen", "201000009");
        assertThat(json(ask(question(filter))).at("/Resources/0/active").asBoolean())
                .isFalse();
    }

    @Test
    void aTaxCodeIsNoCitizensNumber() throws Exception {
        sandbox.province().opens("business", "051090000008");
        var filter = "userType eq \"citizen\" and (externalId eq \"051090000008\")";
        assertThat(json(ask(question(filter))).get("totalResults").asInt()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "externalId eq \"049184000071\"",
                "userName sw \"h\"",
                "userType eq \"citizen\" and (externalId pr)",
            })
    void aFilterInOtherWordsIsRefused(String filter) throws Exception {
        var answer = ask(question(filter));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer).get("scimType").asString()).isEqualTo("invalidFilter");
    }

    @Test
    void nobodyIsAnsweredWithoutATokenOrInAnAddress() throws Exception {
        assertThat(http.post(SEARCH, "application/scim+json", Docs.example("scim.md", "request"))
                        .statusCode())
                .isEqualTo(401);
        assertThat(http.get(Province.SCIM + "/Users?filter=x").statusCode()).isEqualTo(404);
        assertThat(ask("[]").statusCode()).isEqualTo(400);
        assertThat(token("grant_type=client_credentials", "mocua:guess").statusCode())
                .isEqualTo(401);
    }

    @Test
    void itHangsUpAndBabbles() throws Exception {
        sandbox.fault(Outside.PROVINCE, Fault.DOWN, Duration.ofSeconds(30));
        assertThatThrownBy(() -> ask(Docs.example("scim.md", "request"))).isInstanceOf(IOException.class);

        sandbox.fault(Outside.PROVINCE, Fault.GARBAGE, Duration.ofSeconds(30));
        assertThat(ask(Docs.example("scim.md", "request")).body()).contains("It works!");
    }

    private HttpResponse<String> ask(String body) throws IOException, InterruptedException {
        return http.post(SEARCH, "application/scim+json", body, "Authorization", "Bearer " + token);
    }

    private static String question(String filter) {
        return """
            {"schemas":["urn:ietf:params:scim:api:messages:2.0:SearchRequest"],"filter":%s}
            """.formatted(JsonMapper.shared().writeValueAsString(filter));
    }
}
