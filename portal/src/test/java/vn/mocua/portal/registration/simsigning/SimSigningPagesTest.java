package vn.mocua.portal.registration.simsigning;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.mocua.portal.SimOwner.AT;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import vn.mocua.portal.RunningPortal;
import vn.mocua.portal.SimOwner;
import vn.mocua.portal.Visitor;
import vn.mocua.portal.Waiting;
import vn.mocua.sandbox.fault.Fault;
import vn.mocua.sandbox.fault.Outside;
import vn.mocua.sandbox.mss.Network;
import vn.mocua.sandbox.town.Fate;

/** Registering by SIM, page by page, over HTTP, on every wire. */
@ExtendWith(OutputCaptureExtension.class)
@Tag("slow")
class SimSigningPagesTest {

    private final RunningPortal portal = RunningPortal.shared();
    private final Visitor visitor = portal.visitor();

    @ParameterizedTest
    @EnumSource(
            value = Network.class,
            names = {"VINA", "MOBI", "VIETTEL"})
    void whoseSimSignsOpensAnAccountAtLevelThreeOnEveryWire(Network network, CapturedOutput output) {
        var an = SimOwner.fresh(portal, network);

        var confirm = an.confirms(visitor);
        assertThat(confirm.path()).isEqualTo(AT + "confirm");
        assertThat(confirm.text()).containsIgnoringCase(an.name()).contains("Ngày hiệu lực", "Ngày hết hạn", "Tên CA");
        var done = visitor.follow(visitor.submit(confirm, AT + "confirm", Map.of("email", "")));
        assertThat(done.path()).isEqualTo("/register/done");
        assertThat(done.text()).contains("mức 3, tương đương với tài khoản đăng ký trực tiếp", "Mức 3");
        assertThat(portal.rows("sim_signing where state = 'proved' and due_at is null"))
                .isPositive();
        assertThat(output.getAll()).doesNotContain(an.phone(), an.phone().substring(1), an.name());
    }

    @Test
    void aSecondRegistrationOfThatPersonIsToldSo() {
        var an = SimOwner.fresh(portal, Network.VINA);
        assertThat(an.registers(visitor, "").path()).isEqualTo("/register/done");

        var again = portal.visitor();
        var refused = an.confirms(again);
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text()).contains("Bạn đã có tài khoản");
    }

    @Test
    void whoCancelsOnThePhoneIsToldAndMaySendAgain() {
        var an = SimOwner.fresh(portal, Network.VINA);
        an.asks(visitor);
        an.screen();
        portal.sandbox().cancelPrompt(an.phone());

        var refused = an.waits(visitor, AT + "approval");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text()).contains("Bạn đã bấm Huỷ trên điện thoại", "Chọn phương thức đăng ký khác");
        assertThat(refused.html().select("a[href=" + AT + "number]")).isNotEmpty();
        assertThat(an.asks(visitor, visitor.open(AT + "number"), Map.of()).path())
                .isEqualTo(AT + "approval");
        assertThat(an.codeOn(visitor, AT + "approval")).isEqualTo(an.screen().code());
    }

    @Test
    void whoCancelsOnThePageEntersAnotherNumberAndALateAnswerIsNotUsed() {
        var an = SimOwner.fresh(portal, Network.VINA);
        var approval = an.asks(visitor);
        an.screen();
        var number = visitor.follow(
                visitor.submit(visitor.open(AT + "approval"), AT + "approval", Map.of("cancel", "true")));
        assertThat(approval.path()).isEqualTo(AT + "approval");
        assertThat(number.path()).isEqualTo(AT + "number");

        an.types();
        assertThat(visitor.open(AT + "confirm").path()).isEqualTo(AT + "number");
        Waiting.until(
                Duration.ofSeconds(30),
                () -> portal.rows("sim_signing where left_at is not null and state = 'failed'") > 0
                        ? Optional.of(true)
                        : Optional.empty());
    }

    @Test
    void whoCancelsOnThePageAndEntersTheSameNumberAfterAllWaitsForTheSamePrompt() {
        var an = SimOwner.fresh(portal, Network.VINA);
        an.asks(visitor);
        an.screen();
        var code = an.codeOn(visitor, AT + "approval");
        var number = visitor.follow(
                visitor.submit(visitor.open(AT + "approval"), AT + "approval", Map.of("cancel", "true")));

        var strangers = an.asks(portal.visitor());
        assertThat(strangers.path()).isEqualTo(AT + "number");
        assertThat(strangers.text()).contains("bấm Huỷ ở yêu cầu đó trên điện thoại");

        assertThat(an.asks(visitor, number, Map.of()).path()).isEqualTo(AT + "approval");
        assertThat(an.codeOn(visitor, AT + "approval")).isEqualTo(code);
        an.types();
        assertThat(an.waits(visitor, AT + "approval").path()).isEqualTo(AT + "confirm");
    }

    @ParameterizedTest
    @CsvSource({
        "SIM_UNREACHABLE, Không liên lạc được với điện thoại",
        "SIM_BLOCKED, Mã PIN của SIM ký số đã bị khoá",
        "CERTIFICATE_REVOKED, đã bị thu hồi",
        "CERTIFICATE_EXPIRED, đã hết hạn",
        "SIM_WRONG_SIGNATURE, Chữ ký nhận được không đúng",
        "SIM_OTHER_CERTIFICATE, Chữ ký nhận được không đúng"
    })
    void everyFateHasItsWordsAndAWayOn(Fate fate, String words) {
        var an = SimOwner.whoseFateIs(fate, portal);
        an.asks(visitor);
        portal.sandbox().prompt(an.phone());
        var refused = Waiting.until(Duration.ofSeconds(40), () -> {
            an.types();
            var page = visitor.get(AT + "approval");
            return page.status() == 422 ? Optional.of(page) : Optional.empty();
        });

        assertThat(refused.text()).contains(words, "Bạn có thể làm gì bây giờ");
        assertThat(refused.html().select("a[href=" + AT + "number]")).isNotEmpty();
    }

    @Test
    void aServiceThatIsSilentIsNoRefusal() {
        portal.sandbox().fault(Outside.MSS, Fault.DOWN, Duration.ofMinutes(2));
        try {
            SimOwner.fresh(portal, Network.MOBI).asks(visitor);
            var silent = Waiting.until(
                    Duration.ofSeconds(60),
                    () -> Optional.of(visitor.get(AT + "approval")).filter(page -> page.status() != 200));

            assertThat(silent.status()).isEqualTo(503);
            assertThat(silent.headers()).containsKey("retry-after");
            assertThat(silent.text()).contains("Dịch vụ ký số chưa trả lời", "Bạn có thể làm gì bây giờ");
        } finally {
            portal.sandbox().fault(Outside.MSS, Fault.NONE, Duration.ZERO);
        }
    }

    @Test
    void theThirdWrongPinIsToldAsABlockedSim() {
        var an = SimOwner.fresh(portal, Network.MOBI);
        an.asks(visitor);
        an.screen();
        for (var tries = 0; tries < 3; tries++) {
            portal.sandbox().typePin(an.phone(), "0");
        }

        assertThat(an.waits(visitor, AT + "approval").text()).contains("Mã PIN của SIM ký số đã bị khoá");
    }

    @Test
    void whoseNumberWasCarriedAlongChoosesTheOperator() {
        var page = SimOwner.fresh(portal, Network.VINA).begins(visitor);
        assertThat(page.html().select("input[name=provider]")).hasSizeGreaterThan(2);
        assertThat(page.text()).contains("Theo đầu số", "VinaPhone");
    }

    /** The former is over first: a number is asked one thing at a time, and the page must not show another operator's code. */
    @Test
    void whoChoosesAnotherOperatorMeanwhileIsNotLedBackToTheFormer() {
        var an = SimOwner.fresh(portal, Network.VINA);
        an.asks(visitor);
        var code = an.screen().code();

        var busy = an.asks(visitor, visitor.open(AT + "number"), Map.of("provider", "mobi"));
        assertThat(busy.status()).isEqualTo(429);
        assertThat(busy.text()).contains("đang có một yêu cầu chưa trả lời");

        var same = an.asks(visitor, visitor.open(AT + "number"), Map.of());
        assertThat(same.path()).isEqualTo(AT + "approval");
        assertThat(an.codeOn(visitor, AT + "approval")).isEqualTo(code);
    }
}
