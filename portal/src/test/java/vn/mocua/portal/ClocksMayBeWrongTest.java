package vn.mocua.portal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Threat T52: whichever way a clock is moved, codes and captchas never live longer than stated. */
class ClocksMayBeWrongTest {

    private static final String AT = "/register/mobile-subscriber/";

    private final RunningPortal portal = RunningPortal.shared();

    @AfterEach
    void setRight() {
        portal.clock().back();
    }

    @Test
    void aCodeAndACaptchaDieWithTheirTimeAndStayDeadWhenTheClockIsSetBack() {
        var an = Citizen.fresh(portal);
        var visitor = portal.visitor();
        var otp = an.fillsInDetails(visitor);
        var code = an.codeAfter("");
        var binh = Citizen.fresh(portal);
        var other = portal.visitor();
        var details = binh.beginsAt(other);
        var captcha = binh.solves(details);

        for (var shift : new Duration[] {
            Duration.ofMinutes(5), Duration.ofMinutes(20), Duration.ofMinutes(-21), Duration.ofHours(-7)
        }) {
            portal.clock().back();
            portal.clock().shift(shift);
            var late = visitor.submit(visitor.get(otp.path()), Map.of("otp", code));
            assertThat(late.location()).as("a code moved by %s", shift).isEmpty();
            assertThat(late.errorOf("otp")).isNotEmpty();
            var asked = other.get(details.path());
            var solved = new HashMap<>(other.fields(asked, asked.path(), binh.details()));
            solved.put("captcha", captcha);
            solved.put("captchaToken", details.valueOf("captchaToken"));
            var refused = other.post(asked.path(), solved);
            assertThat(refused.status()).as("a captcha moved by %s", shift).isEqualTo(422);
            assertThat(refused.errorOf("captcha")).isNotEmpty();
        }
    }

    @Test
    void aDayLaterNothingOfAJourneyIsLeft() {
        var an = Citizen.fresh(portal);
        var visitor = portal.visitor();
        an.arrivesAtPassword(visitor);
        portal.clock().shift(Duration.ofDays(1));
        assertThat(visitor.get(AT + "password").text()).contains("Lượt đăng ký đã hết thời gian");
    }

    @Test
    void aNodeThatIsAHalfMinuteSlowTakesTheCodeOfAnother() {
        var an = Citizen.fresh(portal);
        var visitor = portal.visitor();
        portal.clock().shift(Duration.ofSeconds(25));
        an.fillsInDetails(visitor);
        portal.clock().back();
        var otp = visitor.get(AT + "otp");
        assertThat(visitor.submit(otp, Map.of("otp", an.codeAfter(""))).location())
                .isEqualTo(AT + "password");
    }

    @Test
    void whoSignedInIsSignedOutHalfADayLaterWhateverTheyDid() {
        var an = Citizen.fresh(portal);
        an.registers(portal.visitor());
        var visitor = portal.visitor();
        assertThat(an.signsIn(visitor).path()).isEqualTo("/account");
        portal.clock().shift(Duration.ofHours(12));
        assertThat(visitor.get("/account").location()).isEqualTo("/sign-in/ended");
    }

    @Test
    void aChildIsNoChildFromTheirBirthdayInVietnamOn() {
        // At 17:00 UTC the next day begins in Vietnam.
        var noon = LocalDate.ofInstant(portal.clock().instant(), ZoneId.of("Asia/Ho_Chi_Minh"));
        var midnight =
                noon.plusDays(1).atStartOfDay(ZoneId.of("Asia/Ho_Chi_Minh")).toInstant();
        var fourteenTomorrow = noon.plusDays(1).minusYears(14);
        var typed = "%02d/%02d/%04d"
                .formatted(
                        fourteenTomorrow.getDayOfMonth(), fourteenTomorrow.getMonthValue(), fourteenTomorrow.getYear());
        var an = Citizen.fresh(portal);
        var visitor = portal.visitor();
        portal.clock().shift(Duration.between(portal.clock().instant(), midnight.minusSeconds(60)));
        var young = an.sendsDetails(visitor, an.beginsAt(visitor), Map.of("birthDate", typed));
        assertThat(young.errorOf("birthDate")).contains("Người dưới 14 tuổi");
        portal.clock().shift(Duration.ofMinutes(2));
        var old = an.sendsDetails(visitor, visitor.get(young.path()), Map.of("birthDate", typed));
        assertThat(old.text()).contains("không khớp với dữ liệu thuê bao");
    }
}
