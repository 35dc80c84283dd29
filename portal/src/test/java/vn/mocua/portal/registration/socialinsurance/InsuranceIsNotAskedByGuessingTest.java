package vn.mocua.portal.registration.socialinsurance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import vn.mocua.portal.RunningPortal;
import vn.mocua.portal.Visitor.Answer;
import vn.mocua.sandbox.fault.Fault;
import vn.mocua.sandbox.fault.Outside;
import vn.mocua.sandbox.town.Fate;

/** Threat T18: whatever is wrong, unknown, closed or guessed too often, the answer is one and the same. */
@Tag("slow")
class InsuranceIsNotAskedByGuessingTest {

    private static RunningPortal portal;

    /** One whose breaker does not rest after the tests with an agency that is silent. */
    @BeforeAll
    static void aPortalWithTheUsualLimits() {
        portal = RunningPortal.own(
                "insurance_guessed_portal",
                Map.of("mocua.trusted-proxies", "127.0.0.1", "mocua.outside.systems.insurance.look-back", "1000"));
    }

    @AfterAll
    static void close() {
        portal.close();
    }

    @AfterEach
    void mend() {
        portal.sandbox().fault(Outside.INSURANCE, Fault.NONE, Duration.ZERO);
    }

    @Test
    void whicheverFieldIsWrongAndWhyeverTheAnswerIsNoThePageIsTheSame() {
        var told = new HashSet<String>();
        var an = InsuredCitizen.fresh(portal);
        var person = an.citizen().person();
        for (var mutant : List.of(
                Map.of("nationalId", mutated(person.nationalId(), 11)),
                Map.of("nationalId", "205999999"),
                Map.of("socialInsuranceNumber", InsuredCitizen.fresh(portal).number()),
                Map.of("socialInsuranceNumber", "5199999999"))) {
            told.add(refused(an, mutant));
        }
        var binh = InsuredCitizen.fresh(portal);
        var name = binh.citizen().person().fullName();
        for (var mutant : List.of(
                Map.of("fullName", name + " An"),
                Map.of("birthDate", "01/02/" + (binh.citizen().person().birthYear() - 1)),
                Map.of("phone", InsuredCitizen.fresh(portal).citizen().person().phone()),
                Map.of(
                        "oldNationalId",
                        "205999999",
                        "nationalId",
                        mutated(binh.citizen().person().nationalId(), 10)))) {
            told.add(refused(binh, mutant));
        }
        for (var fate : List.of(Fate.INSURANCE_MISMATCH, Fate.INSURANCE_CLOSED, Fate.NO_DIACRITICS, Fate.SIM_SWAPPED)) {
            told.add(refused(InsuredCitizen.whoseFateIs(fate, portal), Map.of()));
        }
        assertThat(told).hasSize(1);
    }

    @Test
    void theSixthTryOfADayAtOneNumberIsNotAskedWhoeverIsNamed() {
        var an = InsuredCitizen.fresh(portal);
        var told = new HashSet<String>();
        for (int i = 0; i < 5; i++) {
            told.add(refused(InsuredCitizen.fresh(portal), Map.of("socialInsuranceNumber", an.number())));
        }
        portal.sandbox().fault(Outside.INSURANCE, Fault.DOWN, Duration.ofMinutes(1));
        told.add(refused(an, Map.of()));
        portal.sandbox().fault(Outside.INSURANCE, Fault.NONE, Duration.ZERO);
        told.add(refused(an, Map.of()));
        assertThat(told).hasSize(1);

        portal.clock().shift(Duration.ofHours(25));
        assertThat(an.fillsInDetails(portal.visitorFromElsewhere()).path()).endsWith("/otp");
    }

    @Test
    void theIdAndThePhoneAreCountedOverAllMethods() {
        var an = InsuredCitizen.fresh(portal);
        for (int i = 0; i < 3; i++) {
            assertThat(an.citizen()
                            .fillsInDetails(
                                    portal.visitorFromElsewhere(), Map.of("birthDate", "0" + (i + 1) + "/01/1951"))
                            .status())
                    .isEqualTo(422);
        }
        for (int i = 0; i < 2; i++) {
            refused(an, Map.of("birthDate", "0" + (i + 1) + "/02/1951"));
        }
        refused(an, Map.of());
        assertThat(an.citizen().fillsInDetails(portal.visitorFromElsewhere()).status())
                .isEqualTo(422);
    }

    @Test
    void anAgencyThatIsSilentIsNoFailedMatch() {
        var an = InsuredCitizen.fresh(portal);
        portal.sandbox().fault(Outside.INSURANCE, Fault.DOWN, Duration.ofMinutes(1));
        for (int i = 0; i < 6; i++) {
            assertThat(an.fillsInDetails(portal.visitorFromElsewhere()).status())
                    .isEqualTo(503);
        }
        portal.sandbox().fault(Outside.INSURANCE, Fault.NONE, Duration.ZERO);
        assertThat(an.fillsInDetails(portal.visitorFromElsewhere()).path()).endsWith("/otp");
    }

    private static String refused(InsuredCitizen citizen, Map<String, String> otherwise) {
        Answer answer = citizen.fillsInDetails(portal.visitorFromElsewhere(), otherwise);
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.text()).contains("không khớp với cơ sở dữ liệu BHXH", "TTTB");
        var person = citizen.citizen().person();
        for (var known : Set.of(person.fullName(), person.nationalId(), person.phone(), citizen.number())) {
            assertThat(answer.body()).doesNotContain(known);
        }
        return told(answer);
    }

    /** What the page tells, without tokens and digits. */
    private static String told(Answer answer) {
        var page = answer.html();
        page.select("input[type=hidden]").attr("value", "");
        return page.body().html().replaceAll("[0-9]", "0");
    }

    private static String mutated(String digits, int at) {
        var digit = (char) ('0' + (digits.charAt(at) - '0' + 1) % 10);
        return digits.substring(0, at) + digit + digits.substring(at + 1);
    }
}
