package vn.mocua.portal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import vn.mocua.portal.Visitor.Answer;
import vn.mocua.sandbox.fault.Fault;
import vn.mocua.sandbox.fault.Outside;

/**
 * What holds of every provider that vouches for people: a forged, foreign, old or used word vouches for nobody; nobody is
 * led into another's way back; a provider that is silent is waited for and no more, and is told by its name.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class SignInElsewhereContract {

    private final String method;
    private final String system;
    private final Outside outside;
    private final String silence;
    protected final String at;

    /** Those of the test under way. */
    protected RunningPortal portal;

    protected Visitor visitor;
    protected Citizen an;

    /** @param silence what the page says while the provider does not answer */
    protected SignInElsewhereContract(String method, String system, Outside outside, String silence) {
        this.method = method;
        this.system = system;
        this.outside = outside;
        this.silence = silence;
        this.at = "/register/" + method + "/";
    }

    /** Where somebody of the town signs in as themselves, who was sent there by this answer; the way back. */
    protected abstract String signsIn(Answer leaving, Citizen who);

    @BeforeAll
    void aPortalThatWaitsForTwoSeconds() {
        portal = RunningPortal.own(
                system + "_portal",
                Map.of(
                        "mocua.trusted-proxies",
                        "127.0.0.1",
                        "mocua.outside.systems." + system + ".deadline",
                        "2s",
                        "mocua.outside.systems." + system + ".look-back",
                        "1000"));
    }

    @BeforeEach
    void somebodyComes() {
        visitor = portal.visitorFromElsewhere();
        an = Citizen.fresh(portal);
    }

    @AfterEach
    void allIsWellAgain() {
        fault(Fault.NONE);
        portal.clock().back();
    }

    @AfterAll
    void close() {
        portal.close();
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
        assertThat(visitor.follow(answers(signsInOnceMore())).path()).isEqualTo(at + "confirm");
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"DOWN", "SLOW", "GARBAGE", "CUT", "EXPIRED_CERTIFICATE", "MISSING_CLAIMS", "WRONG_CHARSET"})
    void silenceAndNonsenseAreNoWord(Fault fault) {
        var address = signsIn();
        fault(fault);
        isSilence(answers(address));
        nothingIsProven();
        fault(Fault.NONE);
        assertThat(visitor.follow(answers(signsInOnceMore())).path()).isEqualTo(at + "confirm");
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"DOWN", "EXPIRED_CERTIFICATE"})
    void whatWasBroughtBackIsKeptUntilTheProviderAnswers(Fault fault) {
        var address = signsIn();
        fault(fault);
        isSilence(answers(address));
        fault(Fault.NONE);

        var again = visitor.get(at + "return");
        assertThat(again.valueOf("code")).isNotEmpty();
        assertThat(visitor.follow(visitor.submit(again, at + "return", Map.of()))
                        .path())
                .isEqualTo(at + "confirm");
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"DOWN", "SLOW", "GARBAGE", "CUT", "EXPIRED_CERTIFICATE"})
    void nobodyIsSentToAProviderThatDoesNotAnswer(Fault fault) {
        var page = begins(visitor);
        // Longer than the word that it is there is believed.
        portal.clock().shift(Duration.ofSeconds(5));
        fault(fault);
        isSilence(visitor.submit(page, at + "sign-in", Map.of()));
        allIsWellAgain();
        assertThat(visitor.follow(answers(signsInOnceMore())).path()).isEqualTo(at + "confirm");
    }

    @Test
    void moreThanTheProtocolNamesIsLeftAlone() {
        fault(Fault.EXTRA_CLAIMS);
        assertThat(visitor.follow(answers(signsIn())).path()).isEqualTo(at + "confirm");
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
        assertThat(confirm.path()).isEqualTo(at + "confirm");
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
            var mixed = thief.submit(thief.get(thiefs), at + "return", Map.of("code", code));
            isStale(mixed);
        }
        assertThat(thief.get(at + "confirm").location()).isEqualTo(at + "return");
    }

    @Test
    void aCodeIsUsedOnceEvenWhereTheProviderForgetsThat() {
        fault(Fault.REPLAYED_CODE);
        var address = signsIn();
        var page = visitor.get(address);
        var tab = visitor.copy();
        assertThat(visitor.submit(page, at + "return", Map.of()).location()).isEqualTo(at + "confirm");

        var again = tab.submit(page, at + "return", Map.of());
        assertThat(again.location()).isIn(at + "confirm", "/register");
        assertThat(visitor.get(address).location()).isEqualTo(at + "confirm");
        var other = portal.visitorFromElsewhere();
        begins(other);
        other.submit(other.get(at + "sign-in"), at + "sign-in", Map.of());
        isStale(other.submit(other.get(address), at + "return", Map.of()));
    }

    @Test
    void ofTwoTabsTheNewerWayBackIsTheRightOne() {
        var first = signsIn();
        var second = signsInOnceMore();

        isStale(answers(first));
        assertThat(visitor.follow(answers(second)).path()).isEqualTo(at + "confirm");
        assertThat(visitor.get(first).location()).isEqualTo(at + "confirm");
    }

    /** Without script nothing holds back a second click: the browser follows its answer, and that way leads back. */
    @Test
    void whoPressesTwiceIsSentThereAllTheSame() {
        var page = begins(visitor);
        var first = visitor.submit(page, at + "sign-in", Map.of());
        var second = visitor.submit(page, at + "sign-in", Map.of());
        assertThat(second.status()).isEqualTo(303);
        assertThat(second.location()).isNotEqualTo(first.location()).startsWith("http");
        isStale(answers(signsIn(first, an)));
        assertThat(visitor.follow(answers(signsIn(second, an))).path()).isEqualTo(at + "confirm");

        // Once there is an answer, an old page changes nothing any more.
        assertThat(visitor.submit(page, at + "sign-in", Map.of()).location()).isEqualTo(at + "confirm");
    }

    @Test
    void ofClicksAtOnceEachIsSentThereAndOneLeadsBack() {
        var page = begins(visitor);
        var leaving = Stream.of(visitor.copy(), visitor.copy())
                .map(tab -> CompletableFuture.supplyAsync(() -> tab.submit(page, at + "sign-in", Map.of())))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();
        assertThat(leaving).allSatisfy(each -> assertThat(each.location()).startsWith("http"));
        var led = leaving.stream()
                .map(each -> answers(signsIn(each, an)))
                .anyMatch(answer -> (at + "confirm").equals(answer.location()));
        assertThat(led).isTrue();
    }

    @Test
    void goingBackAndSigningInAsAnotherForgetsTheFirst() {
        visitor.follow(answers(signsIn()));
        var other = Citizen.fresh(portal);
        var address = signsIn(visitor, other, visitor.get(at + "sign-in"));
        assertThat(visitor.get(at + "confirm").location()).isEqualTo(at + "return");
        var confirm = visitor.follow(answers(address));
        assertThat(confirm.text())
                .contains(other.person().fullName())
                .contains("***" + other.person().nationalId().substring(9));
    }

    @Test
    void theWayBackIsGoodForAQuarterOfAnHour() {
        var address = signsIn();
        portal.clock().shift(Duration.ofMinutes(16));
        isStale(answers(address));
    }

    protected String signsIn() {
        return signsIn(visitor, an, begins(visitor));
    }

    private String signsInOnceMore() {
        return signsIn(visitor, an, visitor.get(at + "sign-in"));
    }

    private String signsIn(Visitor who, Citizen as, Answer page) {
        return signsIn(who.submit(page, at + "sign-in", Map.of()), as);
    }

    private Answer begins(Visitor who) {
        return who.follow(who.submit(who.open("/register"), "/register", Map.of("kind", "citizen", "method", method)));
    }

    private Answer answers(String address) {
        return visitor.submit(visitor.get(address), at + "return", Map.of());
    }

    protected void nothingIsProven() {
        assertThat(visitor.get(at + "confirm").location()).isEqualTo(at + "return");
        assertThat(portal.rows("account")).isZero();
    }

    /** The source is named, nothing is lost, and the other methods are offered. */
    private void isSilence(Answer answer) {
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.headers()).containsKey("retry-after");
        assertThat(answer.text())
                .contains(silence, "Những gì bạn đã nhập vẫn còn", "Thuê bao di động", "Chọn phương thức đăng ký khác");
    }

    private static void isStale(Answer answer) {
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.text()).contains("Lượt đăng nhập này không còn dùng được", "Đăng nhập lại");
    }

    private void fault(Fault fault) {
        portal.sandbox().fault(outside, fault, Duration.ofMinutes(5));
    }
}
