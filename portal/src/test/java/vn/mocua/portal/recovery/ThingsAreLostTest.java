package vn.mocua.portal.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import vn.mocua.portal.Citizen;
import vn.mocua.portal.RunningPortal;
import vn.mocua.portal.Waiting;
import vn.mocua.portal.account.Account.Status;
import vn.mocua.portal.registration.usbsigning.TokenOnTheDesk;

/** Threats T16, T33 as stories: what was lost ends well for its owner and badly for whoever found it. */
class ThingsAreLostTest {

    private final RunningPortal portal = RunningPortal.shared();
    private final GettingBack back = new GettingBack(portal);

    /** The thief has the phone, its SIM, and all that stands on the card; the owner has a mailbox and a token. */
    @Test
    void aLostPhone() {
        var an = Citizen.fresh(portal);
        var address = "mat-dien-thoai-" + UUID.randomUUID() + "@hop-thu.example";
        var registering = portal.visitor();
        registering.submit(an.arrivesAtPassword(registering, Map.of("email", address)), an.passwords());
        back.confirmsEmail(an, address);

        var thief = portal.visitor();
        var stuck = back.provesByPhone(thief, an);
        assertThat(stuck.path()).isEqualTo("/forgot-password/phone/mail-code");
        assertThat(back.types(thief, stuck, "123456").status()).isEqualTo(422);

        var owner = portal.visitor();
        var token = TokenOnTheDesk.of(portal.sandbox().authorities().forPerson(an.person()));
        var page = back.begins(owner, an.person().nationalId(), "usb-signing");
        var password = owner.follow(token.answers(owner, page, portal.url().toString()));
        assertThat(back.choosesPassword(owner, password).path()).isEqualTo("/forgot-password/done");
        assertThat(an.typesPassword(portal.visitor(), Citizen.PASSWORD).status())
                .isEqualTo(422);
        assertThat(back.status(an)).isEqualTo(Status.ACTIVE);
    }

    /** The thief reads the mailbox, and knows all that stands on the card; the owner has the phone and a token. */
    @Test
    void aStolenMailbox() {
        var an = Citizen.fresh(portal);
        var address = "mat-hop-thu-" + UUID.randomUUID() + "@hop-thu.example";
        var registering = portal.visitor();
        registering.submit(an.arrivesAtPassword(registering, Map.of("email", address)), an.passwords());
        back.confirmsEmail(an, address);

        var thief = portal.visitor();
        var stuck = back.saysWhoTheyAre(thief, an, an);
        assertThat(back.types(thief, stuck, "123456").status()).isEqualTo(422);
        for (var further : List.of("mail-code", "password")) {
            assertThat(thief.open("/forgot-password/phone/" + further).path()).isEqualTo("/forgot-password/phone/code");
        }
        assertThat(portal.sandbox().mail(address))
                .as("the mailbox is asked after the phone")
                .noneMatch(each -> each.text().contains("thứ hai"));

        // What the links of its mails do keeps everybody out, the thief too.
        an.signsIn(portal.visitor());
        var link = Waiting.until(
                Duration.ofSeconds(30),
                () -> portal.sandbox().mail(address).stream()
                        .map(each -> Pattern.compile("/not-me/\\S+").matcher(each.text()))
                        .filter(Matcher::find)
                        .map(Matcher::group)
                        .findFirst());
        assertThat(thief.follow(thief.submit(thief.open(link), link, Map.of())).path())
                .isEqualTo("/not-me/done");
        assertThat(thief.open("/account").path()).startsWith("/sign-in");
        assertThat(back.status(an)).isEqualTo(Status.FROZEN);

        var owner = portal.visitor();
        var token = TokenOnTheDesk.of(portal.sandbox().authorities().forPerson(an.person()));
        var page = back.begins(owner, an.person().nationalId(), "usb-signing");
        var password = owner.follow(token.answers(owner, page, portal.url().toString()));
        assertThat(back.choosesPassword(owner, password).path()).isEqualTo("/forgot-password/done");
        assertThat(back.status(an)).isEqualTo(Status.ACTIVE);
    }

    /** The token was reported: what it signs is worth nothing; the owner's phone opens the account. */
    @Test
    void aLostToken() {
        var an = back.registered();
        var credential = portal.sandbox().authorities().forPerson(an.person());
        assertThat(portal.sandbox().authorities().revoke(credential.serial())).isTrue();
        var thief = portal.visitor();
        var page = back.begins(thief, an.person().nationalId(), "usb-signing");
        var token = TokenOnTheDesk.of(credential);
        var refused = thief.follow(token.answers(thief, page, portal.url().toString()));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(thief.open("/forgot-password/usb-signing/password").path())
                .isEqualTo("/forgot-password/usb-signing/token");

        var owner = portal.visitor();
        assertThat(back.choosesPassword(owner, back.provesByPhone(owner, an)).path())
                .isEqualTo("/forgot-password/done");
        assertThat(back.signsIn(portal.visitor(), an, GettingBack.NEW_PASSWORD).path())
                .isEqualTo("/account");
    }
}
