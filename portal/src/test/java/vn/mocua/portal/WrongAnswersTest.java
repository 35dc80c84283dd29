package vn.mocua.portal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import vn.mocua.portal.Visitor.Answer;
import vn.mocua.portal.page.Language;
import vn.mocua.portal.page.Texts;

/**
 * Whatever is typed wrongly, and wherever: 422, the words beside that very field and no other, all else kept. Threat
 * T10 is among it: days that are none, and children.
 */
class WrongAnswersTest {

    private static final String AT = "/register/mobile-subscriber/";

    private final RunningPortal portal = RunningPortal.shared();
    private final Texts texts = portal.bean(Texts.class);

    /** Field, what is typed there, and the key of the words that answer. */
    private record Wrong(String field, String typed, String key) {}

    private static Wrong wrong(String field, String typed, String key) {
        return new Wrong(field, typed, key);
    }

    private static final List<Wrong> DETAILS = List.of(
            wrong("nationalId", "", "nationalId.missing"),
            wrong("nationalId", "   ", "nationalId.missing"),
            wrong("nationalId", "05109000000A", "nationalId.digits"),
            wrong("nationalId", "<script>alert(1)</script>", "nationalId.digits"),
            wrong(
                    "nationalId",
                    "\uff10\uff15\uff11\uff10\uff19\uff10\uff10\uff10\uff10\uff10\uff10\uff11",
                    "nationalId.digits"),
            wrong("nationalId", "05109000000", "nationalId.length"),
            wrong("nationalId", "0510900000011", "nationalId.length"),
            wrong("nationalId", "1".repeat(3000), "field.tooLong"),
            wrong("oldNationalId", "20500001", "nationalId.length"),
            wrong("oldNationalId", "o205000011", "nationalId.digits"),
            wrong("oldNationalId", "051090000001", "oldNationalId.missing"),
            wrong("fullName", "", "fullName.missing"),
            wrong("fullName", "Nguyễn Văn 4n", "fullName.letters"),
            wrong("fullName", "Nguyễn <b>An</b>", "fullName.letters"),
            wrong("fullName", "' or 1=1 --", "fullName.letters"),
            wrong("fullName", "Nguyễn V\u0430n An", "fullName.script"),
            wrong("fullName", "Nguyễn\u200bAn", "fullName.invisible"),
            wrong("fullName", "Nguyễn \u202eAn", "fullName.invisible"),
            wrong("fullName", "Nguyễn\u0000An", "fullName.invisible"),
            wrong("fullName", "A\u0301\u0302\u0303\u0304\u0306n", "fullName.marks"),
            wrong("fullName", "An ".repeat(40), "fullName.tooLong"),
            wrong("birthDate", "", "birthDate.missing"),
            wrong("birthDate", "ngày 5 tháng 9", "birthDate.malformed"),
            wrong("birthDate", "1990-03-12T00:00", "birthDate.malformed"),
            wrong("birthDate", "12/03/90", "birthDate.year"),
            wrong("birthDate", "31/02/1990", "birthDate.noSuchDay"),
            wrong("birthDate", "29/02/2023", "birthDate.noSuchDay"),
            wrong("birthDate", "00/01/1990", "birthDate.noSuchDay"),
            wrong("birthDate", "12/13/1990", "birthDate.noSuchMonth"),
            wrong("birthDate", "12/03/2190", "birthDate.future"),
            wrong("birthDate", "12/03/1850", "birthDate.tooEarly"),
            wrong("birthDate", "12/03/2020", "birthDate.tooYoung"),
            wrong("phone", "", "phone.missing"),
            wrong("phone", "không có", "phone.digits"),
            wrong("phone", "091200000", "phone.length"),
            wrong("phone", "09120000011", "phone.length"),
            wrong("phone", "0500000001", "phone.unknown"),
            wrong("phone", "02438261111", "phone.fixedLine"),
            wrong("phone", "+1 202 555 0147", "phone.foreign"),
            wrong("email", "an", "email.malformed"),
            wrong("email", "an@", "email.malformed"),
            wrong("email", "an@hop thu.vn", "email.malformed"),
            wrong("email", "an@hop-thu.vn\r\nBcc: x@x.vn", "email.malformed"),
            wrong("email", "hoà@hop-thu.vn", "email.accents"),
            wrong("email", "a".repeat(250) + "@hop-thu.vn", "email.tooLong"),
            wrong("captcha", "", "captcha.missing"),
            wrong("captcha", "12", "captcha.wrong"),
            wrong("captcha", "abcdef", "captcha.wrong"),
            wrong("consent", "", "consent.missing"));

    @ParameterizedTest
    @EnumSource(Language.class)
    void onTheDetailsPage(Language language) {
        var an = Citizen.fresh(portal);
        var visitor = reader(language);
        var page = an.beginsAt(visitor);
        for (var each : DETAILS) {
            var filledIn = new HashMap<>(an.details());
            filledIn.put("email", "an@hop-thu.example");
            filledIn.put("oldNationalId", "205000011");
            filledIn.put("captcha", an.solves(page));
            filledIn.put(each.field(), each.typed());
            var answer = visitor.submit(page, page.path(), filledIn);

            says(answer, each, language);
            for (var field : List.of("nationalId", "oldNationalId", "fullName", "birthDate", "phone", "email")) {
                var expected = filledIn.get(field);
                assertThat(kept(answer.valueOf(field)))
                        .as("%s after %s", field, each)
                        .isEqualTo(kept(expected.length() > 2000 ? expected.substring(0, 2000) : expected));
            }
            assertThat(answer.html().selectFirst("[name=consent]").hasAttr("checked"))
                    .as("consent after %s", each)
                    .isEqualTo(!each.field().equals("consent"));
            assertThat(answer.body()).doesNotContain("<script>alert", "<b>An</b>");
            page = answer;
        }
        assertThat(portal.sandbox().sms(an.person().phone())).isEmpty();
        assertThat(visitor.follow(an.sendsDetails(visitor, page, Map.of("oldNationalId", "", "email", "")))
                        .path())
                .isEqualTo(AT + "otp");
    }

    @Test
    void allThatIsMissingIsNamedAtOnceAndACaptchaThatIsThereStays() {
        var an = Citizen.fresh(portal);
        var visitor = portal.visitor();
        var page = an.beginsAt(visitor);
        var empty = visitor.submit(page, page.path(), Map.of());
        var missing = List.of("nationalId", "fullName", "birthDate", "phone", "captcha", "consent");
        for (var field : missing) {
            assertThat(empty.errorOf(field)).endsWith(texts.text(Language.VI, field + ".missing"));
        }
        assertThat(empty.html().select(".errors a")).hasSize(missing.size());

        var solved = an.solves(empty);
        var others = visitor.submit(empty, page.path(), Map.of("captcha", solved));
        assertThat(others.errorOf("captcha")).isEmpty();
        assertThat(others.valueOf("captcha")).isEqualTo(solved);
        assertThat(others.valueOf("captchaToken")).isEqualTo(empty.valueOf("captchaToken"));
        portal.clock().shift(Duration.ofMinutes(11));
        var late = visitor.submit(others, page.path(), Map.of("captcha", solved));
        portal.clock().back();
        assertThat(late.valueOf("captcha")).as("the answer to another picture").isEmpty();
        assertThat(late.valueOf("captchaToken")).isNotEqualTo(others.valueOf("captchaToken"));
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void onThePagesOfTheCodeAndThePassword(Language language) {
        var an = Citizen.fresh(portal);
        var visitor = reader(language);
        var page = an.fillsInDetails(visitor);
        for (var each : List.of(
                wrong("otp", "", "otp.missing"),
                wrong("otp", "12345", "otp.length"),
                wrong("otp", "1234567", "otp.length"),
                wrong("otp", "abcdef", "otp.digits"),
                wrong("otp", "\uff11\uff12\uff13\uff14\uff15\uff16", "otp.digits"))) {
            page = visitor.submit(page, Map.of("otp", each.typed()));
            says(page, each, language);
            assertThat(page.valueOf("otp")).as("%s", each).isEmpty();
        }
        page = visitor.submit(page, Map.of("otp", Citizen.wrong(an.codeAfter(""))));
        says(page, wrong("otp", "", "otp.wrong"), language);

        page = visitor.follow(visitor.submit(page, Map.of("otp", an.lastCode())));
        assertThat(page.path()).isEqualTo(AT + "password");
        for (var each : List.of(
                wrong("password", "", "password.missing"),
                wrong("password", "Ngan-1", "password.tooShort"),
                wrong("password", "Dài-quá-1 ".repeat(13), "password.tooLong"),
                wrong("password", "TRAU-CAY-RUONG-7", "password.noLower"),
                wrong("password", "trau-cay-ruong-7", "password.noUpper"),
                wrong("password", "Trau-cay-ruong-x", "password.noDigit"),
                wrong("password", "TrauCayRuongNuoc77", "password.noSpecial"),
                wrong("password", "Abc@123456", "password.common"),
                wrong("password", an.person().phone() + "-Aa", "password.ownData"),
                wrong("passwordConfirmation", "", "passwordConfirmation.missing"),
                wrong("passwordConfirmation", "Thuyen-ra-khoi-28", "password.mismatch"))) {
            var typed = new HashMap<>(an.passwords());
            if (each.field().equals("password") && !each.key().equals("password.tooLong")) {
                typed.replaceAll((field, right) -> each.typed().isEmpty() ? right : each.typed());
            }
            typed.put(each.field(), each.typed());
            var answer = visitor.submit(page, typed);
            says(answer, each, language);
            assertThat(answer.valueOf("password") + answer.valueOf("passwordConfirmation"))
                    .isEmpty();
            if (!each.typed().isEmpty()) {
                assertThat(answer.body()).doesNotContain(each.typed());
            }
            page = answer;
        }
        assertThat(visitor.follow(visitor.submit(page, an.passwords())).path()).isEqualTo("/register/done");
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void onTheChooserAndTheSignInPage(Language language) {
        var visitor = reader(language);
        var chooser = visitor.open("/register");
        for (var each : List.of(
                Map.of("kind", "", "method", "mobile-subscriber", "!", "kind.missing"),
                Map.of("kind", "alien", "method", "mobile-subscriber", "!", "kind.missing"),
                Map.of("kind", "citizen", "method", "", "!", "method.missing"),
                Map.of("kind", "citizen", "method", "by-telepathy", "!", "method.notOffered"),
                Map.of("kind", "business", "method", "mobile-subscriber", "!", "method.notOffered"))) {
            var typed = new HashMap<>(each);
            var key = String.valueOf(typed.remove("!"));
            var answer = visitor.submit(chooser, "/register", typed);
            assertThat(answer.status()).as(key).isEqualTo(422);
            assertThat(answer.text()).contains(texts.text(language, key));
        }
        for (var each : List.of(
                wrong("username", "", "username.missing"),
                wrong("username", "tên tôi", "nationalId.digits"),
                wrong("username", "12345", "nationalId.length"),
                wrong("password", "", "password.missing"),
                wrong("password", "x".repeat(129), "password.tooLong"))) {
            var typed = new HashMap<>(Map.of("username", "051090000001", "password", Citizen.PASSWORD));
            typed.put(each.field(), each.typed());
            var answer = visitor.submit(visitor.open("/sign-in"), "/sign-in", typed);
            says(answer, each, language);
            assertThat(answer.valueOf("username")).isEqualTo(typed.get("username"));
            assertThat(answer.valueOf("password")).isEmpty();
        }
    }

    private Visitor reader(Language language) {
        var visitor = portal.visitor();
        visitor.cookies().put("__Host-lang", language.tag());
        return visitor;
    }

    private void says(Answer answer, Wrong wrong, Language language) {
        assertThat(answer.status()).as("%s", wrong).isEqualTo(422);
        assertThat(answer.html().selectFirst("html").attr("lang")).isEqualTo(language.tag());
        assertThat(answer.html().select("[id$=-error]").eachAttr("id"))
                .as("%s: %s", wrong, answer.text())
                .containsExactly(wrong.field() + "-error");
        var words = texts.text(language, wrong.key(), "\u0001").split("\u0001");
        assertThat(answer.errorOf(wrong.field()))
                .as("%s", wrong)
                .contains(Set.of(words).stream().map(String::strip).toList());
        assertThat(answer.html().selectFirst("[name=" + wrong.field() + "]").attr("aria-invalid"))
                .isEqualTo("true");
        assertThat(answer.html().select("a[href=#" + wrong.field() + "]"))
                .as("the summary links there")
                .isNotEmpty();
    }

    /** As a text field gives it back: without what ends a line and what HTML can not hold. */
    private static String kept(String typed) {
        return typed.replaceAll("[\\r\\n\\u0000\\ufffd]", "");
    }
}
