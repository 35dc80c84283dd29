package vn.mocua.portal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import vn.mocua.portal.account.Accounts;
import vn.mocua.portal.identity.EmailAddress;
import vn.mocua.portal.identity.Identifier;

/** Threat T27: who owns an account hears of a sign-in on a device that is not remembered. */
class NewDevicesAreAnnouncedTest {

    private static final String TOLD = "thiet bi moi";

    private final RunningPortal portal = RunningPortal.usual();

    @Test
    void theOwnerHearsOfANewDeviceOnceInAWhileAndNotOfARememberedOne() {
        var an = registered(portal.visitorFromElsewhere());
        var device = portal.visitorFromElsewhere();
        signsInAndIsRemembered(an, device);
        isTold(an, 1);

        device.cookies().remove("__Host-session");
        portal.clock().shift(Duration.ofHours(5));
        assertThat(device.follow(an.typesPassword(device, Citizen.PASSWORD)).path())
                .isEqualTo("/account");
        assertThat(an.signsIn(portal.visitorFromElsewhere()).path()).isEqualTo("/account");
        isTold(an, 2);

        var then = portal.clock().instant();
        assertThat(an.signsIn(portal.visitorFromElsewhere()).path()).isEqualTo("/account");
        assertThat(writtenSince(then, "sms")).isZero();
    }

    @Test
    void whoHasJustRegisteredInThisBrowserNeedNotBeTold() {
        var visitor = portal.visitorFromElsewhere();
        var an = registered(visitor);
        var then = portal.clock().instant();
        assertThat(an.signsIn(visitor).path()).isEqualTo("/account");
        assertThat(writtenSince(then, "sms")).isZero();
        assertThat(an.signsIn(portal.visitorFromElsewhere()).path()).isEqualTo("/account");
        isTold(an, 1);
    }

    @Test
    void aConfirmedMailboxIsToldTooAndAnUnconfirmedOneIsNot() {
        for (var confirmed : List.of(false, true)) {
            var an = Citizen.fresh(portal);
            var address = "an" + an.person().nationalId() + "@mocua.example";
            var visitor = portal.visitorFromElsewhere();
            visitor.submit(an.arrivesAtPassword(visitor, Map.of("email", address)), an.passwords());
            var accounts = portal.bean(Accounts.class);
            var account = accounts.holderOf(List.of(new Identifier(
                            Identifier.Kind.NATIONAL_ID, an.person().nationalId())))
                    .orElseThrow();
            if (confirmed) {
                accounts.confirmEmail(account, EmailAddress.of(address), "192.0.2.1");
            }
            var then = portal.clock().instant();
            an.signsIn(portal.visitorFromElsewhere());
            isTold(an, 1);
            assertThat(writtenSince(then, "mail")).isEqualTo(confirmed ? 1 : 0);
        }
    }

    @Test
    void theOwnerIsToldInTheirLanguageWhateverTheStrangerSpeaks() {
        var an = registered(portal.visitorFromElsewhere());
        var stranger = portal.visitorFromElsewhere();
        stranger.cookies().put("__Host-lang", "en");
        assertThat(an.signsIn(stranger).text()).contains("Sign out");
        isTold(an, 1);
    }

    private Citizen registered(Visitor visitor) {
        var an = Citizen.fresh(portal);
        assertThat(an.registers(visitor).path()).isEqualTo("/register/done");
        return an;
    }

    private static void signsInAndIsRemembered(Citizen an, Visitor device) {
        var newest = an.newestCode();
        var otp = device.follow(an.typesPassword(device, Citizen.PASSWORD));
        device.submit(otp, Map.of("otp", an.codeAfter(newest), "remember", "on"));
        assertThat(device.cookies()).containsKey("__Host-device");
    }

    private static void isTold(Citizen an, int times) {
        Waiting.until(Duration.ofSeconds(30), () -> Optional.of(true).filter(yes -> an.smsSaying(TOLD) == times));
    }

    private int writtenSince(Instant then, String channel) {
        return JdbcClient.create(portal.database().asOwner())
                .sql(
                        "select count(*) from outbox_message where purpose = 'new-device' and channel = ? and created_at >= ?")
                .params(channel, then.atOffset(ZoneOffset.UTC))
                .query(Integer.class)
                .single();
    }
}
