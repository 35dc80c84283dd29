package vn.mocua.portal.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import vn.mocua.portal.Citizen;
import vn.mocua.portal.RunningPortal;

/** What words say of how long something lasts is what the settings say. */
@Tag("slow")
class SpokenTimesTest {

    private static final Pattern FIXED = Pattern.compile("\\d+ (ngày|giờ|phút|ngay|gio|phut|days?|hours?|minutes?)\\b");

    /** How long people need, what the code itself fixes, and the words of which times are made. */
    private static final Pattern NO_SETTING = Pattern.compile(
            "[a-z-]+\\.duration|counter\\.reserve\\.how\\.1|page\\.(days|hours|minutes)|error\\.again-in"
                    + "|account\\.certificates\\.ending");

    private static final Duration DAY = Duration.ofDays(1);

    @Test
    void noWordsNameATimeThatIsASetting() {
        var own = Wordings.builtIn();
        assertThat(Arrays.stream(Language.values())
                        .flatMap(language -> own.all(language).stream())
                        .filter(each -> !NO_SETTING.matcher(each.key()).matches())
                        .filter(each -> FIXED.matcher(each.text()).find())
                        .map(each -> each.file() + ": " + each.key()))
                .isEmpty();
    }

    @Test
    void bothLanguagesNameTheSameTimes() {
        var own = Wordings.builtIn();
        for (var each : own.all(Language.VI)) {
            assertThat(own.find(Language.EN, each.key()).orElseThrow().times())
                    .as(each.key())
                    .isEqualTo(each.times());
        }
    }

    @Test
    void aTimeThatThereIsNotIsSaidBeforeThePortalStarts() {
        assertThatThrownBy(() -> Wordings.builtIn().lasting(Map.of("not-me", DAY)))
                .isInstanceOf(Wordings.Unusable.class)
                .hasMessageContaining("[[session]]");
    }

    @Test
    void anotherSettingIsSpokenAndHolds() {
        var portal = RunningPortal.shared();
        var settings = Map.of(
                "mocua.notice.answerable", "7d",
                "mocua.session.remembered", "14d",
                "mocua.session.in-all", "8h",
                "mocua.otp.life", "4m",
                "mocua.recovery.life", "20d",
                "mocua.recovery.longer-delay", "240h");
        try (var node = portal.anotherNode(settings, fresh -> {})) {
            var visitor = portal.visitor().ledTo(node.url());
            assertThat(visitor.open("/forgot-password").text()).contains("“không phải tôi” trong 7 ngày");
            assertThat(visitor.get("/not-me/" + "A".repeat(32)).text()).contains("đã quá 7 ngày");
            var texts = node.context().getBean(Texts.class);
            for (var said : List.of(
                    "recovery.code.lead=4 minutes",
                    "recovery.ask.next.4=20 days",
                    "refusal.reset-not-yet.happened=10 days",
                    "page.stay.last.words=8 hours",
                    "notice.password-changed.mail.text=7 days")) {
                var parts = said.split("=", 2);
                assertThat(texts.text(Language.EN, parts[0], "x", "y"))
                        .as(parts[0])
                        .contains(parts[1]);
            }

            var an = Citizen.fresh(portal);
            an.registers(portal.visitor());
            var newest = an.newestCode();
            var otp = visitor.follow(an.typesPassword(visitor, Citizen.PASSWORD));
            assertThat(otp.text()).contains("Ghi nhớ thiết bị này trong 14 ngày");
            var in = visitor.submit(otp, Map.of("otp", an.codeAfter(newest), "remember", "on"));
            assertThat(in.cookiesSet())
                    .anyMatch(each -> each.startsWith("__Host-device=")
                            && each.contains("Max-Age=" + DAY.multipliedBy(14).toSeconds()));
            assertThat(JdbcClient.create(portal.database().asOwner())
                            .sql("select distinct expires_at - told_at = interval '7 days' from not_me_word"
                                    + " where notice = 'new-device' and told_at ="
                                    + " (select max(told_at) from not_me_word)")
                            .query(Boolean.class)
                            .list())
                    .containsExactly(true);
        }
    }
}
