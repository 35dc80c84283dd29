package vn.mocua.portal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import vn.mocua.portal.Visitor.Answer;
import vn.mocua.sandbox.fault.Fault;
import vn.mocua.sandbox.fault.Outside;

/**
 * Threats T06, T19 and T20 at somebody else's sign-in: a forged, foreign, old or used word vouches for nobody; nobody is
 * led into another's way back; a provider that is silent is waited for and no more.
 */
class NobodyIsVouchedForByGuessworkTest {

    private static final String AT = "/register/vneid/";
    private static RunningPortal portal;

    @BeforeAll
    static void aPortalThatWaitsForTwoSeconds() {
        portal = RunningPortal.own(
                "vouched_portal",
                Map.of(
                        "mocua.trusted-proxies", "127.0.0.1",
                        "mocua.outside.systems.vneid.deadline", "2s",
                        "mocua.outside.systems.vneid.look-back", "1000"));
    }

    @AfterAll
    static void close() {
        portal.close();
    }

    private final Visitor visitor = portal.visitorFromElsewhere();
    private final Citizen an = Citizen.fresh(portal);

    @AfterEach
    void allIsWellAgain() {
        fault(Fault.NONE);
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {
                "UNSIGNED_TOKEN",
                "WRONG_KEY",
                "BAD_NONCE",
                "WRONG_AUDIENCE",
                "WRONG_ISSUER",
                "EXPIRED_TOKEN",
                "CLOCK_SKEW",
                "WRONG_PERSON",
                "MIX_UP"
            })
    void whatCannotBeBelievedIsRefused(Fault fault) {
        fault(fault);
        var refused = answers(signsIn());

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text()).contains("Không kiểm tra được lượt đăng nhập", "chọn một cách khác");
        nothingIsProven();
        fault(Fault.NONE);
        assertThat(visitor.follow(answers(signsInOnceMore())).path()).isEqualTo(AT + "confirm");
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"DOWN", "SLOW", "GARBAGE", "CUT", "MISSING_CLAIMS", "WRONG_CHARSET"})
    void silenceAndNonsenseAreNoWord(Fault fault) {
        var address = signsIn();
        fault(fault);
        var unavailable = answers(address);

        assertThat(unavailable.status()).isEqualTo(503);
        assertThat(unavailable.headers()).containsKey("retry-after");
        assertThat(unavailable.text()).contains("VNeID chưa trả lời", "Chọn phương thức đăng ký khác");
        nothingIsProven();
        fault(Fault.NONE);
        assertThat(visitor.follow(answers(signsInOnceMore())).path()).isEqualTo(AT + "confirm");
    }

    @Test
    void whatWasBroughtBackIsKeptUntilTheProviderAnswers() {
        var address = signsIn();
        fault(Fault.DOWN);
        assertThat(answers(address).status()).isEqualTo(503);
        fault(Fault.NONE);

        var again = visitor.get(AT + "return");
        assertThat(again.valueOf("code")).isNotEmpty();
        assertThat(visitor.follow(visitor.submit(again, AT + "return", Map.of()))
                        .path())
                .isEqualTo(AT + "confirm");
    }

    @Test
    void aProviderThatDoesNotSayWhereToGoIsNotGoneTo() {
        begins(visitor);
        portal.clock().shift(Duration.ofHours(2));
        try {
            var page = begins(visitor);
            fault(Fault.DOWN);
            var unavailable = visitor.submit(page, AT + "sign-in", Map.of());
            assertThat(unavailable.status()).isEqualTo(503);
            assertThat(unavailable.text()).contains("VNeID chưa trả lời");
        } finally {
            portal.clock().back();
        }
    }

    @Test
    void moreThanTheProtocolNamesIsLeftAlone() {
        fault(Fault.EXTRA_CLAIMS);
        assertThat(visitor.follow(answers(signsIn())).path()).isEqualTo(AT + "confirm");
    }

    @Test
    void aStateThatWasNeverGivenIsNobodys() {
        fault(Fault.BAD_STATE);
        isStale(answers(signsIn()));
        nothingIsProven();
    }

    /** Login CSRF: the attacker signs in, and has the victim's browser finish it. */
    @Test
    void nobodyIsLedIntoTheAccountOfAnother() {
        var attacker = portal.visitorFromElsewhere();
        var mallory = Citizen.fresh(portal);
        var planted = signsIn(attacker, mallory, begins(attacker));

        assertThat(visitor.get(planted).location()).isEqualTo("/register");
        var own = signsIn();
        isStale(answers(planted));
        nothingIsProven();
        var confirm = visitor.follow(answers(own));
        assertThat(confirm.path()).isEqualTo(AT + "confirm");
        assertThat(confirm.text()).contains(an.person().fullName());
    }

    /** A code that was overheard, used or not, is of no use in a way of one's own: PKCE. */
    @Test
    void aStolenCodeIsWorthNothingInAnotherWay() {
        var victims = signsIn();
        var thief = portal.visitorFromElsewhere();
        var thiefs = signsIn(thief, Citizen.fresh(portal), begins(thief));
        for (var i = 0; i < 2; i++) {
            var code = visitor.get(victims).valueOf("code");
            var mixed = thief.submit(thief.get(thiefs), AT + "return", Map.of("code", code));
            isStale(mixed);
        }
        assertThat(thief.get(AT + "confirm").location()).isEqualTo(AT + "return");
    }

    @Test
    void aCodeIsUsedOnceEvenWhereTheProviderForgetsThat() {
        fault(Fault.REPLAYED_CODE);
        var address = signsIn();
        var page = visitor.get(address);
        var tab = visitor.copy();
        assertThat(visitor.submit(page, AT + "return", Map.of()).location()).isEqualTo(AT + "confirm");

        var again = tab.submit(page, AT + "return", Map.of());
        assertThat(again.location()).isIn(AT + "confirm", "/register");
        assertThat(visitor.get(address).location()).isEqualTo(AT + "confirm");
        var other = portal.visitorFromElsewhere();
        begins(other);
        other.submit(other.get(AT + "sign-in"), AT + "sign-in", Map.of());
        isStale(other.submit(other.get(address), AT + "return", Map.of()));
    }

    @Test
    void ofTwoTabsTheNewerWayBackIsTheRightOne() {
        var first = signsIn();
        var second = signsInOnceMore();

        isStale(answers(first));
        assertThat(visitor.follow(answers(second)).path()).isEqualTo(AT + "confirm");
        assertThat(visitor.get(first).location()).isEqualTo(AT + "confirm");
    }

    @Test
    void goingBackAndSigningInAsAnotherForgetsTheFirst() {
        visitor.follow(answers(signsIn()));
        var other = Citizen.fresh(portal);
        var address = signsIn(visitor, other, visitor.get(AT + "sign-in"));
        assertThat(visitor.get(AT + "confirm").location()).isEqualTo(AT + "return");
        var confirm = visitor.follow(answers(address));
        assertThat(confirm.text())
                .contains(other.person().fullName())
                .contains("***" + other.person().nationalId().substring(9));
    }

    @Test
    void theWayBackIsGoodForAQuarterOfAnHour() {
        var address = signsIn();
        portal.clock().shift(Duration.ofMinutes(16));
        try {
            isStale(answers(address));
        } finally {
            portal.clock().back();
        }
    }

    @Test
    void theAddressFillsInAndAnswersNothing() {
        var address = signsIn();
        for (var brought : List.of(
                address,
                AT + "return?error=access_denied&state=x",
                AT + "return?code=a&code=b",
                AT + "return?code=" + "x".repeat(3000))) {
            var page = visitor.get(brought);
            assertThat(page.status()).as(brought).isEqualTo(200);
        }
        assertThat(visitor.get(AT + "return?code=a&code=b&state=c").valueOf("code"))
                .isEmpty();
        nothingIsProven();
        var details = portal.visitorFromElsewhere();
        an.beginsAt(details);
        var filled = details.get("/register/mobile-subscriber/details?fullName=Ai+Do&consent=on&captcha=123456");
        assertThat(filled.valueOf("fullName")).isEqualTo("Ai Do");
        assertThat(filled.html().select("[name=consent][checked]")).isEmpty();
        assertThat(filled.valueOf("captcha")).isEmpty();
    }

    private String signsIn() {
        return signsIn(visitor, an, begins(visitor));
    }

    private String signsInOnceMore() {
        return signsIn(visitor, an, visitor.get(AT + "sign-in"));
    }

    private static String signsIn(Visitor visitor, Citizen who, Answer page) {
        var leaving = visitor.submit(page, AT + "sign-in", Map.of());
        return Provider.reachedBy(leaving)
                .signsIn(portal.sandbox().vneid(who.person()).orElseThrow());
    }

    private static Answer begins(Visitor visitor) {
        return visitor.follow(
                visitor.submit(visitor.open("/register"), "/register", Map.of("kind", "citizen", "method", "vneid")));
    }

    private Answer answers(String address) {
        return visitor.submit(visitor.get(address), AT + "return", Map.of());
    }

    private void nothingIsProven() {
        assertThat(visitor.get(AT + "confirm").location()).isEqualTo(AT + "return");
        assertThat(portal.rows("account")).isZero();
    }

    private static void isStale(Answer answer) {
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.text()).contains("Lượt đăng nhập này không còn dùng được", "Đăng nhập lại");
    }

    private static void fault(Fault fault) {
        portal.sandbox().fault(Outside.VNEID, fault, Duration.ofMinutes(5));
    }
}
