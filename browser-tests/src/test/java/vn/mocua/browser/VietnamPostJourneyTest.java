package vn.mocua.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.AriaRole;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** Registering with PostID; and, for whom no clerk has seen yet, reserving a visit to a counter. */
class VietnamPostJourneyTest {

    private static final String AT = "/register/vietnam-post/";
    private static final String RESERVE = "/counters/reserve";
    private static final String CODE = "[CHKMRTVXY2-9]{4}-[CHKMRTVXY2-9]{4}";

    private final Installation installation = Installation.shared();

    @Test
    void inVietnameseOnAPhone() {
        try (var window = Window.phone(installation)) {
            walks(window);
        }
    }

    @Test
    void withoutScriptThereIsOneButtonMore() {
        try (var window = Window.wide(installation, 390, false)) {
            walks(window);
        }
    }

    @Test
    void whoWasNotCheckedAtACounterReservesAVisit() {
        try (var window = Window.phone(installation)) {
            var person = installation.sandbox().whoseFateIs("post-unverified");
            var walk = reachesPostId(window, person);
            window.under("Tài khoản PostID của bạn chưa được xác minh tại quầy").look("post-not-checked");
            window.follow("Hẹn trước một buổi đến quầy");
            reserves(walk, Words.VI);
        }
    }

    @Test
    void aVisitIsReservedInEnglishOnADesk() {
        try (var window = Window.desk(installation)) {
            var walk = new Walk(installation, installation.sandbox().someone(), window, Words.EN);
            walk.choosesLanguage();
            window.open(RESERVE);
            reserves(walk, Words.EN);
        }
    }

    private void walks(Window window) {
        var person = installation.sandbox().someone();
        var walk = reachesPostId(window, person);
        window.at(AT + "confirm", "Xem lại thông tin từ PostID").look("post-confirm");
        assertThat(window.page().url()).doesNotContain("?");
        assertThat(window.text()).contains(person.fullName()).doesNotContain(person.nationalId());
        assertThat(window.field(Words.VI.phone).inputValue().replace(" ", "")).isEqualTo(person.phone());
        walk.solvesCaptcha();
        window.main().getByRole(AriaRole.CHECKBOX).check();
        walk.sendsDetails();

        window.at(AT + "otp", Words.VI.otpTitle);
        walk.sendsCode(walk.code());
        window.at(AT + "password");
        walk.typesPasswords();
        window.press(Words.VI.registerButton);
        window.at(Walk.DONE, Words.VI.doneTitle).look("post-done");
        assertThat(window.text()).contains(Words.VI.level, person.lastDigits()).doesNotContain(person.nationalId());
    }

    /** Out to PostID, and back with what it says. */
    private Walk reachesPostId(Window window, Person person) {
        var sandbox = installation.sandbox();
        var walk = new Walk(installation, person, window.mayAlsoAsk(sandbox.url()), Words.VI);
        window.open("/register").under(Words.VI.chooserTitle);
        walk.choose(Words.VI.citizen);
        walk.choose("Bưu điện Việt Nam");
        window.press(Words.VI.goOn);
        window.at(AT + "sign-in", "Đăng ký — Bưu điện Việt Nam").look("post-sign-in");
        window.press("Đăng nhập bằng PostID");
        var postId = new Elsewhere(window, sandbox.url(), "postid");
        postId.signsIn(person.postIdUsername(), person.postIdPassword());
        postId.comesBackTo(AT + "return", "post-return", Words.VI);
        return walk;
    }

    private static void reserves(Walk walk, Words words) {
        var window = walk.window();
        var person = walk.person();
        window.at(RESERVE, words.either("Hẹn trước một buổi đến quầy", "Announce a visit to a counter"))
                .look("reserve");
        window.press(words.either("Chọn nơi đến", "Choose where to go"));
        window.at(RESERVE + "/place", words.either("Bạn muốn đến đâu?", "Where would you like to go?"))
                .look("reserve-place");
        walk.choose("Quầy giao dịch Trung tâm Trà Khúc");
        window.press(words.goOn);

        window.at(RESERVE + "/details", words.either("Bạn đến hôm nào?", "When will you come?"))
                .look("reserve-details");
        walk.choose(words.either("Buổi sáng", "Morning"));
        window.field(words.either("Số căn cước", "ID number")).fill(person.nationalId());
        window.field(words.fullName).fill(person.fullName());
        window.field(words.phone).fill(person.phone());
        walk.solvesCaptcha();
        window.main().getByRole(AriaRole.CHECKBOX).check();
        walk.sendsForm(words.either("ĐẶT LỊCH", "RESERVE"));

        window.at(RESERVE + "/otp", words.otpTitle).look("reserve-otp");
        walk.sendsCode(walk.code());
        window.at("/counters/reserved", words.either("Đã đặt lịch hẹn", "Your visit is reserved"))
                .look("reserved");
        var code = window.main().locator(".spoken").innerText().strip();
        assertThat(code).matches(CODE);
        assertThat(window.text()).contains("Quầy giao dịch Trung tâm Trà Khúc").doesNotContain(person.nationalId());
        looksUpAndCancels(window, words, code, person.phone());
    }

    private static void looksUpAndCancels(Window window, Words words, String code, String phone) {
        var at = "/counters/reservations";
        var lastFour = phone.substring(phone.length() - 4);
        var title = words.either("Xem hoặc huỷ lịch hẹn", "See or cancel a reservation");
        window.page().locator("aside a[href='" + at + "']").click();
        window.at(at, title).look("reservations");
        lookUp(window, words, code, lastFour);
        window.under(words.either("Lịch hẹn của bạn", "Your reservation")).look("reservation");
        assertThat(window.main().locator(".spoken").innerText().strip()).isEqualTo(code);
        window.press(words.either("HUỶ LỊCH HẸN", "CANCEL MY RESERVATION"));

        window.at(at, title).look("reservations-cancelled");
        assertThat(window.text()).contains(words.either("Lịch hẹn đã được huỷ", "Your reservation was cancelled"));
        lookUp(window, words, code, lastFour);
        window.errors().waitFor();
        window.under(title).look("reservations-none");
    }

    private static void lookUp(Window window, Words words, String code, String lastFour) {
        window.field(words.either("Mã đặt lịch", "Reservation code")).fill(code.toLowerCase(Locale.ROOT));
        window.field(words.either("Bốn số cuối của điện thoại", "Last four digits of the phone"))
                .fill(lastFour);
        window.press(words.either("XEM LỊCH HẸN", "SHOW MY RESERVATION"));
    }
}
