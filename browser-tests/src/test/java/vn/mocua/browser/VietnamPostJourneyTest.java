package vn.mocua.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Registering with PostID, and the way to the counter for whoever was not seen there yet. */
class VietnamPostJourneyTest extends JourneyForEverybody {

    private static final String AT = "/register/vietnam-post/";

    @AfterEach
    void mendTheWorld() {
        sandbox.mend("post");
    }

    @Test
    void whoWasNotSeenReservesAVisitOnAPhone() {
        try (var window = Window.phone(installation)) {
            reserves(window, Words.VI);
        }
    }

    @Test
    void whoWasNotSeenReservesAVisitOnADeskInEnglish() {
        try (var window = Window.desk(installation)) {
            reserves(window, Words.EN);
        }
    }

    @Override
    void walks(Window window, Words words) {
        var walk = reachesSignIn(window, sandbox.someone(), words);
        goesThereAndOn(walk, words);
    }

    @Test
    void whilePostIdIsDownNobodyIsSentThere() {
        try (var window = Window.desk(installation)) {
            var walk = reachesSignIn(window, sandbox.someone(), Words.EN);
            window.page().waitForTimeout(Elsewhere.BELIEVED_MILLIS);
            sandbox.fault("post", "down", Duration.ofMinutes(1));
            window.press("Sign in with PostID");
            window.at(AT + "sign-in", "PostID of Vietnam Post is not answering").look("vietnam-post-unavailable");
            assertThat(window.text())
                    .contains("What you entered is still here", "Mobile subscriber", "Service counter");
            sandbox.mend("post");

            window.follow("Try again");
            window.at(AT + "sign-in", "Register — Vietnam Post");
            goesThereAndOn(walk, Words.EN);
        }
    }

    private void goesThereAndOn(Walk walk, Words words) {
        var window = walk.window();
        var person = walk.person();
        signsIn(walk, words);
        window.at(AT + "confirm").look("vietnam-post-confirm");
        assertThat(window.page().url()).doesNotContain("?");
        assertThat(window.text()).contains(person.fullName()).doesNotContain(person.nationalId());
        assertThat(window.field(words.phone).inputValue()).isEqualTo(person.phone());
        walk.agrees().sendsDetails().goesOn(AT, "vietnam-post");
        assertThat(window.text()).contains("IAL2", person.lastDigits()).doesNotContain(person.nationalId());
    }

    private void reserves(Window window, Words words) {
        var unseen = sandbox.whoseFateIs("post-unverified");
        signsIn(reachesSignIn(window, unseen, words), words);
        window.under(words.either(
                        "Tài khoản PostID của bạn chưa được xác minh tại quầy",
                        "Your PostID account was not verified at a counter"))
                .look("vietnam-post-not-checked");
        window.follow(words.either("Hẹn trước một buổi đến quầy", "Announce a visit to a counter"));

        var guest = sandbox.someone();
        var walk = new Walk(installation, guest, window, words);
        window.at("/counters/reserve").look("counter-reserve");
        window.press(words.either("Chọn nơi đến", "Choose where to go"));
        window.at("/counters/reserve/place").look("counter-place");
        walk.choose("Bưu cục Trà Khúc");
        window.press(words.goOn);
        window.at("/counters/reserve/details").look("counter-details");
        window.main().locator(".halves label").first().click();
        window.field(words.either("Số căn cước", "ID number")).fill(guest.nationalId());
        window.field(words.fullName).fill(guest.fullName());
        window.field(words.phone).fill(guest.phone());
        walk.agrees();
        walk.sendsForm(words.either("ĐẶT LỊCH", "RESERVE"));
        window.at("/counters/reserve/otp", words.otpTitle).look("counter-otp");
        walk.sendsCode(walk.code());
        window.at("/counters/reserved").look("counter-reserved");
        var code = window.main().locator(".spoken").innerText().strip();
        assertThat(code).matches("[CHKMRTVXY2-9]{4}-[CHKMRTVXY2-9]{4}");
        assertThat(window.text()).contains("Bưu cục Trà Khúc").doesNotContain(guest.nationalId());

        window.page().locator("aside a[href='/counters/reservations']").click();
        window.at("/counters/reservations").look("counter-reservations");
        looksUp(window, words, code, guest);
        window.under(words.either("Lịch hẹn của bạn", "Your reservation")).look("counter-reservation");
        assertThat(window.main().locator(".spoken").innerText().strip()).isEqualTo(code);
        window.press(words.either("HUỶ LỊCH HẸN", "CANCEL MY RESERVATION"));
        window.main().locator(".notice.good").waitFor();
        window.at("/counters/reservations").look("counter-cancelled");
        assertThat(window.text()).contains(words.either("Lịch hẹn đã được huỷ", "Your reservation was cancelled"));
        looksUp(window, words, code, guest);
        window.errors().waitFor();
        window.look("counter-reservations-none");
    }

    private static void looksUp(Window window, Words words, String code, Person guest) {
        window.field(words.either("Mã đặt lịch", "Reservation code")).fill(code.toLowerCase(Locale.ROOT));
        window.field(words.either("Bốn số cuối của điện thoại", "Last four digits of the phone"))
                .fill(guest.phone().substring(6));
        window.press(words.either("XEM LỊCH HẸN", "SHOW MY RESERVATION"));
    }

    private Walk reachesSignIn(Window window, Person person, Words words) {
        var walk = begins(window, person, words).choosesMethod(words.either("Bưu điện Việt Nam", "Vietnam Post"));
        window.at(AT + "sign-in").look("vietnam-post-sign-in");
        return walk;
    }

    /** Out to the post and back, up to whatever the portal makes of it. */
    private void signsIn(Walk walk, Words words) {
        walk.window().press(words.either("Đăng nhập bằng PostID", "Sign in with PostID"));
        var postId = new Elsewhere(walk.window(), sandbox.url(), "postid");
        postId.signsIn(walk.person().postIdUsername(), walk.person().postIdPassword());
        postId.comesBackTo(AT + "return", "vietnam-post-return", words);
    }
}
