package vn.mocua.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.assertions.PlaywrightAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Owners give their account another number of theirs: at once when both numbers answer, later and revocably when the former
 * one is lost, and not at all when it was not them.
 */
class PhoneChangeTest {

    private static final String AT = "/account/new-phone/";
    private static final String ANOTHER_PASSWORD = "Lua-chin-dau-mua-38";

    private final Installation installation = Installation.shared();
    private final Sandbox sandbox = installation.sandbox();

    @ParameterizedTest
    @EnumSource(Words.class)
    void bothNumbersAgreeAndCodesGoToTheNextOne(Words words) {
        try (var window = window(words)) {
            var walk = signsIn(window, words);
            var former = walk.person().phone();
            var next = walk.person().otherPhone();
            var formerBefore = sandbox.mark(former);
            var nextBefore = sandbox.mark(next);

            gives(walk, words, next);
            window.at(AT + "otp").look("new-phone-code");
            assertThat(window.text()).contains(Person.masked(next));
            walk.sendsCode("000000");
            PlaywrightAssertions.assertThat(window.main().locator("#otp-error")).isVisible();
            window.look("new-phone-code-wrong");
            walk.sendsCode(sandbox.codeAfter(nextBefore, next));
            window.at(AT + "former").look("new-phone-former");
            assertThat(window.text()).contains(Person.masked(former));
            walk.sendsCode(sandbox.codeAfter(formerBefore, former));

            window.at("/account").look("account-phone-changed");
            assertThat(window.text())
                    .contains(
                            words.either("Số điện thoại đã được đổi", "The phone number was changed"),
                            Person.masked(next))
                    .doesNotContain(Person.masked(former));
            var changed = words.either("vua duoc doi", "was just changed");
            sandbox.hears(formerBefore, former, changed);
            sandbox.hears(nextBefore, next, changed);
            formerBefore = sandbox.mark(former);
            signsInWithTheCodeAt(next, walk, words);
            assertThat(sandbox.since(formerBefore, former))
                    .as("at the number that is theirs no more")
                    .noneMatch(text -> Sandbox.code(text).isPresent());
        }
    }

    /** On any other computer. */
    private void signsInWithTheCodeAt(String phone, Walk walk, Words words) {
        try (var elsewhere = window(words)) {
            var there = new Walk(installation, walk.person(), elsewhere, words).choosesLanguage();
            var before = sandbox.mark(phone);
            elsewhere.open("/sign-in");
            there.sendsIdAndPassword();
            elsewhere.at("/sign-in/otp");
            assertThat(elsewhere.text()).contains(Person.masked(phone));
            there.sendsCode(sandbox.codeAfter(before, phone));
            elsewhere.at("/account");
        }
    }

    @ParameterizedTest
    @EnumSource(Words.class)
    void whoLostTheFormerNumberWaitsAndMayThinkAgain(Words words) {
        try (var window = window(words)) {
            waitsAndThinksAgain(signsIn(window, words), words);
        }
    }

    private void waitsAndThinksAgain(Walk walk, Words words) {
        var window = walk.window();
        var former = walk.person().phone();
        var next = walk.person().otherPhone();
        var formerBefore = sandbox.mark(former);
        var nextBefore = sandbox.mark(next);

        gives(walk, words, next);
        window.at(AT + "otp");
        walk.sendsCode(sandbox.codeAfter(nextBefore, next));
        window.at(AT + "former");
        window.press(words.either("Tôi không còn số cũ", "I no longer have the former number"));
        window.at("/account/phone").look("account-phone-waiting");
        assertThat(window.text())
                .contains(Person.masked(former), Person.masked(next))
                .contains(words.either("sẽ thay số hiện tại lúc", "takes the place of the current number at"));
        var asked = words.either("se duoc doi luc", "gets another phone number at");
        sandbox.hears(formerBefore, former, asked);
        sandbox.hears(nextBefore, next, asked);

        window.open("/account").look("account-phone-waits");
        assertThat(window.main().locator(".facts").innerText())
                .contains(Person.masked(former))
                .doesNotContain(Person.masked(next));
        window.follow(words.either("Xem lại hoặc huỷ", "Look at it or call it off"));
        window.at("/account/phone");
        window.press(words.either("HUỶ, GIỮ SỐ HIỆN TẠI", "CALL IT OFF, KEEP THE CURRENT NUMBER"));
        window.at("/account").look("account-phone-kept");
        assertThat(window.text())
                .contains(words.either("số điện thoại đã được huỷ", "of the phone number was called off"));
        var calledOff = words.either("da duoc huy", "was called off");
        sandbox.hears(formerBefore, former, calledOff);
        sandbox.hears(nextBefore, next, calledOff);
        window.open("/account/phone");
        assertThat(window.main().locator(".notice").count()).isZero();
    }

    /** Whoever gave the account another number is out by the word of the former one, which opens the account again. */
    @Test
    void theFormerNumberSaysThatItWasNotThem() {
        try (var thiefs = Window.wide(installation, 390, false);
                var owners = Window.wide(installation, 390, false)) {
            var walk = signsIn(thiefs, Words.VI);
            var former = walk.person().phone();
            var next = walk.person().otherPhone();
            var formerBefore = sandbox.mark(former);
            var nextBefore = sandbox.mark(next);
            gives(walk, Words.VI, next);
            thiefs.at(AT + "otp");
            walk.sendsCode(sandbox.codeAfter(nextBefore, next));
            thiefs.at(AT + "former");
            walk.sendsCode(sandbox.codeAfter(formerBefore, former));
            thiefs.at("/account");

            var notice = sandbox.hears(formerBefore, former, "vua duoc doi");
            owners.open("/not-me");
            owners.main().locator("[name=notMeCode]").fill(notice.substring(notice.lastIndexOf(' ') + 1));
            owners.press("KHÔNG PHẢI TÔI, HÃY KHOÁ LẠI");
            owners.at("/not-me/done").look("not-me-done");
            thiefs.open("/account");
            thiefs.at("/sign-in");

            owners.follow("Lấy lại tài khoản");
            getsBackIn(new Walk(installation, walk.person(), owners, Words.VI));
        }
    }

    /** By a code to the phone on record, which is the former one again. */
    private static void getsBackIn(Walk walk) {
        var window = walk.window();
        var person = walk.person();
        window.at("/forgot-password");
        window.field(Words.VI.username).fill(person.nationalId());
        walk.choose("Điện thoại đã đăng ký");
        walk.solvesCaptcha();
        window.press(Words.VI.goOn);
        window.at("/forgot-password/phone/details");
        window.field(Words.VI.fullName).fill(person.fullName());
        window.field(Words.VI.birthDate).fill(person.birthDate());
        window.field(Words.VI.phone).fill(person.phone());
        walk.sendsForm("GỬI MÃ");
        window.at("/forgot-password/phone/code");
        walk.sendsCode(walk.code());
        window.at("/forgot-password/phone/password");
        window.field(Words.VI.password).fill(ANOTHER_PASSWORD);
        window.field(Words.VI.passwordConfirmation).fill(ANOTHER_PASSWORD);
        window.press("ĐẶT MẬT KHẨU MỚI");
        window.at("/forgot-password/done");
    }

    /** To the code that was sent to the number. */
    private void gives(Walk walk, Words words, String number) {
        var window = walk.window();
        window.open("/account/phone");
        window.press(words.either("ĐỔI SỐ ĐIỆN THOẠI", "CHANGE THE PHONE NUMBER"));
        window.at(AT + "new-number");
        window.main().locator("[name=phone]").fill(number);
        walk.solvesCaptcha();
        window.press(words.either("GỬI MÃ", "SEND THE CODE"));
    }

    private Window window(Words words) {
        return words == Words.VI ? Window.handset(installation) : Window.desk(installation);
    }

    private Walk signsIn(Window window, Words words) {
        var person = sandbox.someone();
        new Registrant(installation, person).registers();
        return new Walk(installation, person, window, words).choosesLanguage().signsIn();
    }
}
