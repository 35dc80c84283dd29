package vn.mocua.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.mocua.browser.Registrant.DONE;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Everybody in the town is famous for one fate; each registration by mobile number ends as the fate says. */
class FatesTest {

    private final Installation installation = Installation.shared();

    private Registrant whoseFateIs(String fate) {
        return new Registrant(installation, installation.sandbox().whoseFateIs(fate));
    }

    /** Who has the long name registers in {@link PagesTest}, on the narrowest phone. */
    @ParameterizedTest
    @ValueSource(strings = {"ordinary", "tone-marks", "one-word", "apostrophe", "year-only", "old-card"})
    void theseOpenAnAccount(String fate) {
        var person = whoseFateIs(fate);
        var done = person.registers();
        assertThat(done.path()).isEqualTo(DONE);
        assertThat(done.text()).contains("Mức 2").doesNotContain(person.person().nationalId());
        var account = person.signsIn();
        assertThat(account.path()).isEqualTo("/account");
        assertThat(account.heading()).startsWith("Xin chào,");
    }

    @ParameterizedTest
    @ValueSource(strings = {"not-the-owner", "sim-swapped", "operator-unsure", "no-diacritics", "unknown-number"})
    void theseAreRefusedInTheSameWordsWithWaysOn(String fate) {
        var person = whoseFateIs(fate);
        var refused = person.sendsDetails(person.begins());
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.heading()).isEqualTo("Chưa đăng ký được bằng cách này");
        assertThat(refused.text()).contains("1414", "Những gì bạn đã nhập vẫn còn");
        assertThat(refused.text())
                .doesNotContain(person.person().nationalId(), person.person().fullName());
        for (var way : new String[] {"/register", "/counters", "/complaints"}) {
            assertThat(refused.linksTo(way)).as(way).isTrue();
            assertThat(person.visitor().open(way).status()).as(way).isEqualTo(200);
        }
        assertThat(installation.sandbox().sms(person.person().phone())).isEmpty();
        var other = new Registrant(installation, installation.sandbox().whoseFateIs("not-the-owner"));
        assertThat(other.sendsDetails(other.begins()).text()).isEqualTo(refused.text());
    }

    @Test
    void whoHasAnAccountIsToldAfterTheCodeAndTheHolderHearsOfItOnceADay() {
        Await.that(
                "the registered person has registered",
                Duration.ofSeconds(60),
                () -> installation.sandbox().isRegisteredPersonThere());
        for (int i = 0; i < 2; i++) {
            var person = whoseFateIs("registered");
            var told = person.sendsCode(person.reachesOtp());
            assertThat(told.status()).isEqualTo(422);
            assertThat(told.heading()).isEqualTo("Bạn đã có tài khoản");
            for (var exit : new String[] {"/sign-in", "/forgot-password", "/counters", "/complaints"}) {
                assertThat(told.linksTo(exit)).as(exit).isTrue();
            }
        }
        var notices = installation
                .sandbox()
                .sms(whoseFateIs("registered").person().phone())
                .stream()
                .filter(text -> Sandbox.code(text).isEmpty());
        assertThat(notices)
                .satisfiesExactlyInAnyOrder(
                        opened -> assertThat(opened).contains("da duoc mo"),
                        again -> assertThat(again).contains("dang ky lai"));
    }

    @Test
    void aSilentOperatorIsSaidToBeSilentAndWhatWasTypedIsKept() {
        var person = whoseFateIs("operator-silent");
        var silent = person.sendsDetails(person.begins());
        assertThat(silent.status()).isEqualTo(503);
        assertThat(silent.heading()).isEqualTo("Nhà mạng chưa trả lời");
        assertThat(silent.linksTo("/register")).isTrue();
        assertThat(person.visitor().open(Registrant.DETAILS).valueOf("fullName"))
                .isEqualTo(person.person().fullName());
    }

    @Test
    void aMessageThatComesAMinuteLateStillOpensTheAccount() {
        var person = whoseFateIs("late-sms");
        var before = installation.sandbox().mark(person.person().phone());
        var otp = person.reachesOtp();
        var code = installation.sandbox().codeAfter(before, person.person().phone(), Duration.ofSeconds(90));
        var done = person.choosesPassword(person.visitor().submit(otp, Map.of("otp", code)));
        assertThat(done.path()).isEqualTo(DONE);
    }
}
