package vn.mocua.portal.registration.usbsigning;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import vn.mocua.portal.Citizen;
import vn.mocua.portal.RunningPortal;
import vn.mocua.portal.Visitor;
import vn.mocua.portal.Visitor.Answer;

/**
 * The page that takes a signature while the authorities fail in each way that the town knows. The portal is one that has
 * no revocation list yet; from the second test on it has them. Its breakers never rest, so that each question is asked.
 */
@TestInstance(Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
@Tag("slow")
class AuthoritiesInTroubleTest {

    private static final String TOKEN = "/register/usb-signing/token";
    private static final String CONFIRM = "/register/usb-signing/confirm";
    private static final Map<String, String> SETTINGS = Map.of(
            "mocua.outside.all.look-back", "1000",
            "mocua.outside.all.failure-percent", "100",
            "mocua.outside.all.deadline", "5s",
            "mocua.limits.journeys-per-network", "1000/1h",
            "mocua.limits.signing-challenges-per-network", "1000/1h");

    private final TokensOfTheTown town =
            new TokensOfTheTown(RunningPortal.shared().sandbox());
    private RunningPortal portal;

    @BeforeAll
    void beforeAnyListIsFetched() {
        town.authorities("list-down");
        portal = RunningPortal.own("authorities_in_trouble", SETTINGS);
    }

    @AfterAll
    void close() {
        town.authorities("none");
        portal.close();
    }

    /** The responder's word on the certificate is not enough: nobody says that its authority is still one. */
    @ParameterizedTest
    @Order(1)
    @ValueSource(strings = {"list-down", "list-stale", "list-forged", "down", "garbage", "cut"})
    void whereNoListWasEverHadNothingIsGood(String fault) {
        town.authorities(fault);
        assertUnavailable(signs(portal.visitor()));
    }

    @ParameterizedTest
    @Order(2)
    @ValueSource(
            strings = {"none", "status-down", "status-slow", "status-try-later", "list-down", "list-stale", "down"})
    void whereTheResponderIsSilentTheListThatIsHeldSaysSo(String fault) {
        town.authorities(fault);
        assertThat(signs(portal.visitor()).path()).isEqualTo(CONFIRM);
    }

    /** A signed answer that is not to be believed is no silence: the list is not asked in its place. */
    @ParameterizedTest
    @Order(3)
    @ValueSource(
            strings = {
                "status-stale",
                "status-forged",
                "status-self-styled",
                "status-of-another",
                "status-wrong-nonce",
                "status-no-nonce"
            })
    void whatIsNotToBeBelievedEndsTheMatterAndTheSameAnswerMayBeSentAgain(String fault) {
        var visitor = portal.visitor();
        var page = begins(visitor);
        var signed = token().signs(portal.url().toString(), TokenOnTheDesk.nonce(page));
        town.authorities(fault);
        assertUnavailable(TokenOnTheDesk.uploads(visitor, page, signed));
        assertThat(visitor.get(CONFIRM).location()).isEqualTo(TOKEN);

        town.authorities("none");
        var again = visitor.open(TOKEN);
        assertThat(TokenOnTheDesk.nonce(again)).isEqualTo(TokenOnTheDesk.nonce(page));
        assertThat(visitor.follow(TokenOnTheDesk.uploads(visitor, again, signed))
                        .path())
                .isEqualTo(CONFIRM);
    }

    @ParameterizedTest
    @Order(4)
    @CsvSource(
            delimiter = '|',
            value = {
                "status-unknown | Nhà cung cấp không biết chứng thư này",
                "status-on-hold | Chứng thư số đang bị tạm dừng",
                "status-revoked | Chứng thư số đã bị thu hồi"
            })
    void whatTheResponderSaysIsSaid(String fault, String title) {
        town.authorities(fault);
        var visitor = portal.visitor();
        var refused = signs(visitor);
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.html().expectFirst("h1").text()).isEqualTo(title);
        assertThat(visitor.get(CONFIRM).location()).isEqualTo(TOKEN);
    }

    private static void assertUnavailable(Answer answer) {
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.html().expectFirst("h1").text()).contains("Nhà cung cấp chứng thư số");
        assertThat(answer.html().expectFirst("a.button.main").attr("href")).isEqualTo(TOKEN);
    }

    private Answer signs(Visitor visitor) {
        return visitor.follow(
                token().answers(visitor, begins(visitor), portal.url().toString()));
    }

    /** Of somebody about whom nobody was asked yet. */
    private TokenOnTheDesk token() {
        return TokenOnTheDesk.of(
                portal.sandbox().authorities().forPerson(Citizen.fresh(portal).person()));
    }

    private static Answer begins(Visitor visitor) {
        return visitor.follow(visitor.submit(
                visitor.open("/register"), "/register", Map.of("kind", "citizen", "method", "usb-signing")));
    }
}
