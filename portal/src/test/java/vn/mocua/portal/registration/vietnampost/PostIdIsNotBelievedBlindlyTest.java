package vn.mocua.portal.registration.vietnampost;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import vn.mocua.portal.Citizen;
import vn.mocua.portal.Provider;
import vn.mocua.portal.RunningPortal;
import vn.mocua.portal.Visitor;
import vn.mocua.portal.Visitor.Answer;
import vn.mocua.sandbox.fault.Fault;
import vn.mocua.sandbox.fault.Outside;

/** Threat T19 at PostID: whatever goes wrong there, nobody is vouched for by it, and the other methods are offered. */
class PostIdIsNotBelievedBlindlyTest {

    private static final String AT = "/register/vietnam-post/";
    private static RunningPortal portal;

    private final Visitor visitor = portal.visitorFromElsewhere();
    private final Citizen an = Citizen.fresh(portal);

    @BeforeAll
    static void aPortalThatWaitsForTwoSeconds() {
        portal = RunningPortal.own(
                "postid_portal",
                Map.of(
                        "mocua.trusted-proxies", "127.0.0.1",
                        "mocua.outside.systems.postid.deadline", "2s",
                        "mocua.outside.systems.postid.look-back", "1000"));
    }

    @AfterAll
    static void close() {
        portal.close();
    }

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
    void aForgedForeignOrOldTokenIsRefused(Fault fault) {
        fault(fault);
        var refused = answers(signsIn());

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text()).contains("Không kiểm tra được lượt đăng nhập");
        nothingIsProven();
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
        assertThat(unavailable.text())
                .contains("PostID của Bưu điện Việt Nam chưa trả lời", "Chọn phương thức đăng ký khác");
        nothingIsProven();
        fault(Fault.NONE);
        assertThat(visitor.follow(answers(signsInOnceMore())).path()).isEqualTo(AT + "confirm");
    }

    @Test
    void aCodeThatWasUsedIsOfNoUseToAnother() {
        fault(Fault.REPLAYED_CODE);
        var address = signsIn();
        assertThat(answers(address).location()).isEqualTo(AT + "confirm");
        var thief = portal.visitorFromElsewhere();
        thief.submit(begins(thief), AT + "sign-in", Map.of());
        var replayed = thief.submit(thief.get(address), AT + "return", Map.of());
        assertThat(replayed.status()).isEqualTo(422);
        assertThat(thief.get(AT + "confirm").location()).isEqualTo(AT + "return");
    }

    @Test
    void moreThanTheProtocolNamesIsLeftAlone() {
        fault(Fault.EXTRA_CLAIMS);
        assertThat(visitor.follow(answers(signsIn())).path()).isEqualTo(AT + "confirm");
    }

    private String signsIn() {
        return signsIn(begins(visitor));
    }

    private String signsInOnceMore() {
        return signsIn(visitor.get(AT + "sign-in"));
    }

    private String signsIn(Answer page) {
        var account = portal.sandbox().postId(an.person()).orElseThrow();
        return Provider.reachedBy(visitor.submit(page, AT + "sign-in", Map.of()))
                .signsIn(account.username(), account.password());
    }

    private static Answer begins(Visitor who) {
        return who.follow(
                who.submit(who.open("/register"), "/register", Map.of("kind", "citizen", "method", "vietnam-post")));
    }

    private Answer answers(String address) {
        return visitor.submit(visitor.get(address), AT + "return", Map.of());
    }

    private void nothingIsProven() {
        assertThat(visitor.get(AT + "confirm").location()).isEqualTo(AT + "return");
        assertThat(portal.rows("account")).isZero();
    }

    private static void fault(Fault fault) {
        portal.sandbox().fault(Outside.POST, fault, Duration.ofMinutes(5));
    }
}
