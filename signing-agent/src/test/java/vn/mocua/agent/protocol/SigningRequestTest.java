package vn.mocua.agent.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import vn.mocua.agent.Challenge;

class SigningRequestTest {

    private static final Origin SITE = new Origin(Challenge.SITE);

    @Test
    void theExampleOfThePaperIsRead() throws Exception {
        var paper = Files.readString(Path.of("../docs/protocols/signing-agent.md"));
        var statement = found(paper, "(?m)^(\\{\"issuedAt\".*})$");
        var challenge = Challenge.of(Challenge.SITE, statement, "mocua1.reg.");
        assertThat(paper).contains(challenge.nonce());

        var read = SigningRequest.fromPage(challenge.body().getBytes(UTF_8), SITE);

        assertThat(read.nonce().code()).isEqualTo(found(paper, "code +(\\d{4})"));
        assertThat(read.statement()).contains(new Statement(SITE, Purpose.REGISTER, Optional.of(Kind.CITIZEN)));
        assertThat(read.language()).isEqualTo(Language.VIETNAMESE);
    }

    @Test
    void aStatementNeedNotSayForWhom() throws Malformed {
        var statement = Challenge.statement(Challenge.SITE, "sign-in").replace("\"kind\":\"citizen\",", "");
        var challenge = Challenge.of(Challenge.SITE, statement, "mocua1.in.");

        assertThat(SigningRequest.fromPage(challenge.body().getBytes(UTF_8), SITE)
                        .statement())
                .contains(new Statement(SITE, Purpose.SIGN_IN, Optional.empty()));
    }

    @Test
    void theStatementOfAnotherSiteIsRefused() {
        refused(Challenge.to("register", "mocua1.reg.", "https://evil.example").body(), "another origin");
    }

    @Test
    void aNonceOverAnotherStatementIsRefused() {
        var challenge = Challenge.fresh();

        refused(challenge.body().replace(challenge.base64(), Challenge.fresh().base64()), "does not commit");
    }

    @ParameterizedTest
    @CsvSource({"register,mocua1.in.", "register,mocua1.add.", "sign-in,mocua1.reg.", "add,mocua1.in."})
    void aNonceForAnotherPurposeIsRefused(String purpose, String prefix) {
        refused(Challenge.to(purpose, prefix, Challenge.SITE).body(), "another purpose");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "mocua2.reg.", "MOCUA1.REG.", "mocua1.transfer."})
    void aNonceOfAnotherMakeIsRefused(String prefix) {
        refused(Challenge.to("register", prefix, Challenge.SITE).body(), "none of this portal's");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mocua/statement/1|mocua/statement/2|type",
                "\"register\"|\"transfer\"|purpose",
                "\"citizen\"|\"king\"|kind",
                "\"locale\":\"vi\",||locale",
                "\"locale\":\"vi\"|\"locale\":1|locale",
                "\"locale\":\"vi\"|\"locale\":\"vi\",\"pay\":\"1000000\"|does not know",
                "\"kind\":\"citizen\"|\"kind\":\"citizen\",\"kind\":\"business\"|twice"
            })
    void aStatementOfAnotherShapeIsRefused(String part, String other, String rule) {
        var statement = Challenge.statement(Challenge.SITE, "register").replace(part, other == null ? "" : other);

        refused(Challenge.of(Challenge.SITE, statement, "mocua1.reg.").body(), rule);
    }

    @Test
    void aQuestionOfAnotherShapeIsRefused() {
        var body = Challenge.fresh().body();
        refused(body.replace("\"lang\"", "\"hash\""), "does not know");
        refused(body.replace("\"statement\"", "\"statemend\""), "does not know");
        refused("{\"challengeNonce\":\"" + Challenge.fresh().nonce() + "\"}", "statement");
        refused(body.replace("\"lang\":\"vi\"", "\"lang\":\"vi\",\"lang\":\"en\""), "twice");
        refused("{\"challengeNonce\":\"%s\",\"statement\":\"%s\"}".formatted("x", " ".repeat(9000)), "8192");
    }

    @Test
    void theExtensionHandsOverNoStatement() throws Malformed {
        var challenge = Challenge.fresh();

        var read = SigningRequest.fromExtension(
                Map.of("challengeNonce", challenge.nonce(), "origin", challenge.origin(), "lang", "en", "more", "x"));

        assertThat(read.statement()).isEmpty();
        assertThat(read.nonce().purpose()).isEqualTo(Purpose.REGISTER);
        assertThat(read.language()).isEqualTo(Language.ENGLISH);
    }

    @Test
    void aChallengeFileNamesItsOrigin() throws Malformed {
        assertThat(SigningRequest.fromFile(Challenge.fresh().file().getBytes(UTF_8))
                        .origin())
                .isEqualTo(SITE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://dichvucong.example.vn",
                "https://dichvucong.example.vn/",
                "null",
                "file://",
                "https://a b",
                "https://",
                "HTTPS://dichvucong.example.vn",
                "https://x@dichvucong.example.vn",
                "http://127.0.0.2",
                "https://đvc.vn"
            })
    void whatIsNoOriginOfASiteIsRefused(String text) {
        assertThatExceptionOfType(Malformed.class).isThrownBy(() -> Origin.of(text));
    }

    private static void refused(String body, String rule) {
        assertThatExceptionOfType(Malformed.class)
                .isThrownBy(() -> SigningRequest.fromPage(body.getBytes(UTF_8), SITE))
                .withMessageContaining(rule);
    }

    private static String found(String paper, String pattern) throws IOException {
        var matcher = Pattern.compile(pattern).matcher(paper);
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }
}
