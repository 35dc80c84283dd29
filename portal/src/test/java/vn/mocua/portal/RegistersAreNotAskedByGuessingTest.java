package vn.mocua.portal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import vn.mocua.portal.Visitor.Answer;
import vn.mocua.sandbox.fault.Fault;
import vn.mocua.sandbox.fault.Outside;
import vn.mocua.sandbox.town.Fate;

/** Threats T16 and T18: whatever is wrong, swapped or guessed too often, the answer is one and the same. */
class RegistersAreNotAskedByGuessingTest {

    private final RunningPortal portal = RunningPortal.usual();

    @AfterEach
    void mendTheOperator() {
        portal.sandbox().fault(Outside.TELCO, Fault.NONE, Duration.ZERO);
    }

    @Test
    void whicheverFieldIsWrongAndWhyeverTheOperatorSaysNoThePageIsTheSame() {
        var told = new HashSet<String>();
        var an = Citizen.fresh(portal);
        var person = an.person();
        for (var mutant : List.of(
                Map.of("nationalId", mutated(person.nationalId(), 11)),
                Map.of("nationalId", mutated(person.nationalId(), 6)),
                Map.of("fullName", person.fullName() + " An"),
                Map.of("birthDate", "01/02/" + (person.birthYear() - 1)),
                Map.of("phone", Citizen.fresh(portal).person().phone()))) {
            told.add(refused(an.fillsInDetails(portal.visitorFromElsewhere(), mutant), person.fullName()));
        }
        for (var fate : List.of(
                Fate.NOT_THE_OWNER, Fate.SIM_SWAPPED, Fate.OPERATOR_UNSURE, Fate.UNKNOWN_NUMBER, Fate.NO_DIACRITICS)) {
            var somebody = Citizen.whoseFateIs(fate, portal);
            told.add(refused(somebody.fillsInDetails(portal.visitorFromElsewhere()), "#"));
        }
        assertThat(told).hasSize(1);
    }

    @Test
    void theSixthTryOfADayDoesNotReachTheOperatorWhetherItIsRightOrNot() {
        var an = Citizen.fresh(portal);
        var refusals = new HashSet<String>();
        for (int i = 0; i < 5; i++) {
            var wrong = Map.of("birthDate", "0" + (i + 1) + "/01/1951");
            refusals.add(refused(an.fillsInDetails(portal.visitorFromElsewhere(), wrong), "#"));
        }
        portal.sandbox().fault(Outside.TELCO, Fault.DOWN, Duration.ofMinutes(1));
        var sixth = an.fillsInDetails(portal.visitorFromElsewhere());
        refusals.add(refused(sixth, "#"));
        assertThat(refusals).hasSize(1);
        portal.sandbox().fault(Outside.TELCO, Fault.NONE, Duration.ZERO);
        refusals.add(refused(an.fillsInDetails(portal.visitorFromElsewhere()), "#"));
        assertThat(refusals).hasSize(1);

        portal.clock().shift(Duration.ofHours(25));
        assertThat(an.fillsInDetails(portal.visitorFromElsewhere()).path()).endsWith("/otp");
    }

    @Test
    void onePhoneIsAskedAboutFiveTimesADayWhoeverIsNamed() {
        var owner = Citizen.fresh(portal);
        for (int i = 0; i < 5; i++) {
            refused(
                    Citizen.fresh(portal)
                            .fillsInDetails(
                                    portal.visitorFromElsewhere(),
                                    Map.of("phone", owner.person().phone())),
                    "#");
        }
        refused(owner.fillsInDetails(portal.visitorFromElsewhere()), "#");
    }

    @Test
    void oneNetworkGuessesTwentyTimesADayAndAnotherIsNotHeldUp() {
        var network = "203.0.113.";
        for (int i = 0; i < 20; i++) {
            refused(
                    Citizen.fresh(portal)
                            .fillsInDetails(portal.visitorFrom(network + (i + 1)), Map.of("birthDate", "03/03/1933")),
                    "#");
        }
        refused(Citizen.fresh(portal).fillsInDetails(portal.visitorFrom(network + 200)), "#");
        assertThat(Citizen.fresh(portal)
                        .fillsInDetails(portal.visitorFromElsewhere())
                        .path())
                .endsWith("/otp");
    }

    @Test
    void aSourceThatIsSilentIsNoFailedMatch() {
        var an = Citizen.fresh(portal);
        portal.sandbox().fault(Outside.TELCO, Fault.DOWN, Duration.ofMinutes(1));
        for (int i = 0; i < 6; i++) {
            assertThat(an.fillsInDetails(portal.visitorFromElsewhere()).status())
                    .isEqualTo(503);
        }
        portal.sandbox().fault(Outside.TELCO, Fault.NONE, Duration.ZERO);
        portal.clock().shift(Duration.ofSeconds(30)); // should the breaker rest by now
        assertThat(an.fillsInDetails(portal.visitorFromElsewhere()).path()).endsWith("/otp");
    }

    private static String refused(Answer answer, String name) {
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.text()).contains("không khớp với dữ liệu thuê bao chính chủ", "TTTB");
        assertThat(answer.text()).doesNotContain(name);
        return Alike.told(answer);
    }

    private static String mutated(String digits, int at) {
        var digit = (char) ('0' + (digits.charAt(at) - '0' + 1) % 10);
        return digits.substring(0, at) + digit + digits.substring(at + 1);
    }
}
