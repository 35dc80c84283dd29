package vn.mocua.portal.abuse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.concurrent.Callable;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vn.mocua.portal.TestDatabase;

/** Threat T07: bypass and replay of the captcha. */
class CaptchasTest {

    static final String KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
    private static final String FORM = "draft 0193/details";

    private final HandClock clock = new HandClock();
    private final Captchas captchas = new Captchas(KEY, TestDatabase.db(), clock);

    @Test
    void theRightAnswerPassesOnceAndOnceOnly() {
        var token = captchas.issue(FORM).token();

        assertThat(captchas.check(token, answerOf(token), FORM)).isTrue();
        assertThat(captchas.check(token, answerOf(token), FORM)).isFalse();
    }

    @Test
    void aWrongAnswerBurnsTheToken() {
        var token = captchas.issue(FORM).token();

        assertThat(captchas.check(token, wrongFor(token), FORM)).isFalse();
        assertThat(captchas.check(token, answerOf(token), FORM)).isFalse();
    }

    @RepeatedTest(10)
    void ofTwentyUsesAtOnceOverTwoNodesOneSucceeds() throws Exception {
        try (var crowd = new Crowd()) {
            var nodes = Crowd.times(2, node -> new Captchas(KEY, crowd.db(node), clock));
            var token = captchas.issue(FORM).token();
            var answer = answerOf(token);

            var uses = Crowd.<Callable<Boolean>>times(
                    20, i -> () -> nodes.get(i % 2).check(token, answer, FORM));

            assertThat(Crowd.howMany(uses)).isEqualTo(1);
        }
    }

    @Test
    void blanksAndWideDigitsAreReadAsTheyAreMeant() {
        var token = captchas.issue(FORM).token();
        var answer = answerOf(token);
        var wide = new StringBuilder(" \u00a0");
        answer.chars()
                .forEach(digit -> wide.append((char) (digit - '0' + '\uff10')).append('\u3000'));

        assertThat(captchas.check(token, wide.toString(), FORM)).isTrue();
    }

    /** A parameter left out, empty, JSON null as text, doubled (Spring joins by comma), or far too long. */
    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "   ", "null", "[]", "{\"captcha\":null}", "-1", "0"})
    void anAnswerThatIsNoneIsRefusedAndBurnsTheToken(String answer) {
        var token = captchas.issue(FORM).token();

        assertThat(captchas.check(token, answer, FORM)).isFalse();
        assertThat(captchas.check(token, answerOf(token), FORM)).isFalse();
    }

    @Test
    void aDoubledAnswerIsRefusedEvenIfOneOfThemIsRight() {
        var token = captchas.issue(FORM).token();
        assertThat(captchas.check(token, answerOf(token) + "," + answerOf(token), FORM))
                .isFalse();

        var other = captchas.issue(FORM).token();
        assertThat(captchas.check(other, wrongFor(other) + answerOf(other), FORM))
                .isFalse();

        var third = captchas.issue(FORM).token();
        assertThat(captchas.check(third, answerOf(third) + " ".repeat(1000), FORM))
                .isFalse();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "null", "AAAA", "not a token", "..", "\u0000"})
    void aTokenThatIsNoneIsRefusedWhateverTheAnswer(String token) {
        assertThat(captchas.check(token, null, FORM)).isFalse();
        assertThat(captchas.check(token, "", FORM)).isFalse();
        assertThat(captchas.check(token, "123456", FORM)).isFalse();
    }

    @Test
    void aDoubledTokenIsRefused() {
        var token = captchas.issue(FORM).token();

        assertThat(captchas.check(token + "," + token, answerOf(token), FORM)).isFalse();
    }

    @Test
    void aTokenIsGoodForItsOwnFormOnly() {
        var token = captchas.issue(FORM).token();

        assertThat(captchas.check(token, answerOf(token), "draft 0194/details")).isFalse();
        assertThat(captchas.check(token, answerOf(token), FORM)).isFalse();
    }

    @Test
    void onlyTheRightAnswerForItsOwnFormIsKnownForASecondClick() {
        var token = captchas.issue(FORM).token();
        assertThat(captchas.check(token, answerOf(token), FORM)).isTrue();

        assertThat(captchas.check(token, answerOf(token), FORM)).isFalse();
        assertThat(captchas.whyNot(token, answerOf(token), FORM)).isEqualTo("captcha.spent");
        assertThat(captchas.whyNot(token, answerOf(token), "another form")).isEqualTo("captcha.wrong");
        assertThat(captchas.whyNot(token, wrongFor(token), FORM)).isEqualTo("captcha.wrong");
        assertThat(captchas.whyNot(null, "123456", FORM)).isEqualTo("captcha.wrong");
        assertThat(captchas.whyNot(token, " ", FORM)).isEqualTo("captcha.missing");
    }

    @Test
    void theLongestBindingStillMakesATokenThatOpens() {
        var longest = "\u1ed9".repeat(200);
        var token = captchas.issue(longest).token();

        assertThat(captchas.check(token, answerOf(token), longest)).isTrue();
        assertThatThrownBy(() -> captchas.issue("a".repeat(201))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aTokenIsDeadAfterFiveMinutes() {
        var late = captchas.issue(FORM).token();
        var inTime = captchas.issue(FORM).token();

        clock.turn(Duration.ofMinutes(5).minusSeconds(1));
        assertThat(captchas.check(inTime, answerOf(inTime), FORM)).isTrue();
        assertThat(captchas.picture(late)).isPresent();

        clock.turn(Duration.ofSeconds(1));
        assertThat(captchas.check(late, answerOf(late), FORM)).isFalse();
        assertThat(captchas.picture(late)).isEmpty();
        assertThat(captchas.sound(late, "vi")).isEmpty();
    }

    @Test
    void theSameTokenWrittenInAnotherWayIsNoSecondToken() {
        var token = captchas.issue(FORM).token();
        var answer = answerOf(token);
        assertThat(captchas.check(token, answer, FORM)).isTrue();

        var alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        for (int last = 0; last < 64; last++) {
            var other = token.substring(0, token.length() - 1) + alphabet.charAt(last);
            assertThat(captchas.check(other, answer, FORM)).isFalse();
        }
        assertThat(captchas.check(token + "=", answer, FORM)).isFalse();
        assertThat(captchas.check(token + "==", answer, FORM)).isFalse();
    }

    @Test
    void aTokenChangedInAnyByteDoesNotOpen() {
        var token = captchas.issue(FORM).token();
        var answer = answerOf(token);
        var bytes = Base64.getUrlDecoder().decode(token);
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] ^= 1;
            var changed = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
            bytes[i] ^= 1;
            assertThat(captchas.check(changed, answer, FORM)).isFalse();
        }
        assertThat(captchas.check(token, answer, FORM)).isTrue();
    }

    @Test
    void aTokenSealedWithAnotherKeyDoesNotOpen() {
        var other = new Captchas(Base64.getEncoder().encodeToString(new byte[32]), TestDatabase.db(), clock);
        var token = other.issue(FORM).token();

        assertThat(captchas.picture(token)).isEmpty();
        assertThat(captchas.check(token, "000000", FORM)).isFalse();
    }

    @Test
    void aSilentDatabaseIsNeverAYes() {
        var nowhere = new PGSimpleDataSource();
        nowhere.setServerNames(new String[] {"127.0.0.1"});
        nowhere.setPortNumbers(new int[] {1});
        nowhere.setConnectTimeout(2);
        var cutOff = new Captchas(KEY, JdbcClient.create(nowhere), clock);
        var token = captchas.issue(FORM).token();

        assertThatThrownBy(() -> cutOff.check(token, answerOf(token), FORM)).isInstanceOf(DataAccessException.class);
    }

    @Test
    void aTokenIsNotBurntWithinATransactionThatCouldBeRolledBack() {
        var database = TestDatabase.asPortal();
        var transaction = new TransactionTemplate(new JdbcTransactionManager(database));
        var inside = new Captchas(KEY, JdbcClient.create(database), clock);
        var token = captchas.issue(FORM).token();

        assertThatThrownBy(() -> transaction.execute(status -> inside.check(token, answerOf(token), FORM)))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void lookingAndListeningDoesNotBurnAndAlwaysGivesTheSame() {
        var token = captchas.issue(FORM).token();

        assertThat(captchas.picture(token).orElseThrow())
                .isEqualTo(captchas.picture(token).orElseThrow());
        assertThat(captchas.sound(token, "vi").orElseThrow())
                .isEqualTo(captchas.sound(token, "vi").orElseThrow())
                .isNotEqualTo(captchas.sound(token, "en").orElseThrow());
        assertThat(captchas.check(token, answerOf(token), FORM)).isTrue();
    }

    @Test
    void theAnswerStandsNowhereButUnderTheSeal() {
        for (int i = 0; i < 200; i++) {
            var captcha = captchas.issue(FORM);
            var answer = answerOf(captcha.token());
            var raw = Base64.getUrlDecoder().decode(captcha.token());

            assertThat(captcha.toString()).doesNotContain(answer).doesNotContain(captcha.token());
            assertThat(new String(raw, StandardCharsets.ISO_8859_1))
                    .doesNotContain(answer)
                    .doesNotContain("0193");
            assertThat(new String(captchas.picture(captcha.token()).orElseThrow(), StandardCharsets.ISO_8859_1))
                    .doesNotContain(answer);
        }
        assertThat(TestDatabase.db()
                        .sql("select column_name from information_schema.columns where table_name = 'burnt_captcha'")
                        .query(String.class)
                        .list())
                .containsExactlyInAnyOrder("token_hash", "expires_at");
    }

    @Test
    void allDigitsAreIssuedAboutEquallyOften() {
        var counts = new int[10];
        for (int i = 0; i < 2000; i++) {
            var answer = answerOf(captchas.issue(FORM).token());
            assertThat(answer).matches("[0-9]{6}");
            answer.chars().forEach(digit -> counts[digit - '0']++);
        }
        // 1200 each; ten standard deviations are 330.
        assertThat(Arrays.stream(counts)).allMatch(count -> count > 870 && count < 1530);
    }

    @Test
    void anExpiredOrBurntTokenIsRenewedForItsFormUntilItIsHalfAnHourOld() {
        var token = captchas.issue(FORM).token();
        captchas.check(token, "", FORM);

        clock.turn(Duration.ofMinutes(29));
        var fresh = captchas.renew(token).orElseThrow().token();
        assertThat(captchas.check(fresh, answerOf(fresh), FORM)).isTrue();

        clock.turn(Duration.ofMinutes(1));
        assertThat(captchas.renew(token)).isEmpty();
        assertThat(captchas.renew(null)).isEmpty();
        assertThat(captchas.renew("AAAA")).isEmpty();
    }

    @Test
    void burntTokensAreForgottenOnlyWhenTheyHaveExpired() {
        var token = captchas.issue(FORM).token();
        captchas.check(token, "", FORM);

        captchas.forgetExpired();
        assertThat(captchas.check(token, answerOf(token), FORM)).isFalse();
        long before = burnt();
        clock.turn(Duration.ofMinutes(20));
        captchas.forgetExpired();
        assertThat(burnt()).isLessThan(before);
        assertThat(captchas.check(token, answerOf(token), FORM)).isFalse();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "  ", "secret", "demo:", "AAAA", "demo:AAAA"})
    void withoutAKeyNothingStartsAndOneLineSaysWhyWithoutTheKey(String key) {
        assertThatThrownBy(() -> new Captchas(key, TestDatabase.db(), clock))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("mocua.captcha.key ")
                .message()
                .doesNotContain("\n", "AAAA", "secret");
    }

    @Test
    void aKeyThatASandboxKnowsSaysSo() {
        assertThat(captchas.isDemo()).isFalse();
        assertThat(new Captchas("demo:" + KEY, TestDatabase.db(), clock).isDemo())
                .isTrue();
    }

    /** The format of docs/protocols/captcha.md, opened by other code: this is what the sandbox relies on. */
    @Test
    void aTokenIsWrittenAsTheProtocolSays() throws Exception {
        var content = open(captchas.issue("a \"form\" \u00e0").token());

        assertThat(content.propertyNames()).containsExactlyInAnyOrder("answer", "for", "exp", "id");
        assertThat(content.get("answer").asString()).matches("[0-9]{6}");
        assertThat(content.get("for").asString()).isEqualTo("a \"form\" \u00e0");
        assertThat(content.get("exp").isIntegralNumber()).isTrue();
        assertThat(content.get("exp").asLong() - clock.instant().getEpochSecond())
                .isEqualTo(300);
        assertThat(content.get("id").asString()).matches("[A-Za-z0-9_-]{22}");
    }

    /** The example of docs/protocols/captcha.md. */
    @Test
    void theProtocolsExampleOpens() {
        clock.turnTo(Instant.ofEpochSecond(1795399999L));
        var opened = captchas.picture(EXAMPLE);

        assertThat(opened).isPresent();
        assertThat(captchas.check(EXAMPLE, "048815", "example/details")).isTrue();
    }

    static final String EXAMPLE = "oKGio6SlpqeoqaqrnTodQza8Z81AX6XjM0L470WOdTL02DBOpixD_h7GBW23WSOa20M6USy-KOpsAvPb"
            + "fSpxcVfkKk5xbjtyhhnhko6exC5x5KWhtaO-Wc6PjfuMSurlhIDYO8wIjBbc6rww7foXBDmk9BBVhQ"
            + "";

    static String answerOf(String token) {
        return open(token).get("answer").asString();
    }

    private static String wrongFor(String token) {
        return answerOf(token).equals("000000") ? "000001" : "000000";
    }

    private static JsonNode open(String token) {
        try {
            var sealed = Base64.getUrlDecoder().decode(token);
            var cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(
                    Cipher.DECRYPT_MODE,
                    new SecretKeySpec(Base64.getDecoder().decode(KEY), "AES"),
                    new GCMParameterSpec(128, sealed, 0, 12));
            cipher.updateAAD("mocua captcha v1".getBytes(StandardCharsets.US_ASCII));
            return JsonMapper.shared().readTree(cipher.doFinal(sealed, 12, sealed.length - 12));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static long burnt() {
        return TestDatabase.db()
                .sql("select count(*) from burnt_captcha")
                .query(Long.class)
                .single();
    }
}
