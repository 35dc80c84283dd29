package vn.mocua.portal.counter;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import org.springframework.stereotype.Component;
import vn.mocua.portal.account.Accounts;
import vn.mocua.portal.identity.Identifier;
import vn.mocua.portal.messaging.Delivery;
import vn.mocua.portal.messaging.Outbox;
import vn.mocua.portal.notice.NoticeFates;
import vn.mocua.portal.page.Texts;

/** What whoever reserved a visit hears of it; each in the transaction of what it tells. */
@Component
class ReservationNotices {

    private static final String PURPOSE = "reservation";
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("dd/MM/yyyy");

    private final Outbox outbox;
    private final Accounts accounts;
    private final NoticeFates fates;
    private final Texts texts;

    ReservationNotices(Outbox outbox, Accounts accounts, NoticeFates fates, Texts texts) {
        this.outbox = outbox;
        this.accounts = accounts;
        this.fates = fates;
        this.texts = texts;
    }

    void made(Reservation reservation) {
        tell(reservation, "made", Delivery.surely());
    }

    /** To the phone of a reservation in whose place another was put from another phone. */
    void replaced(Reservation former) {
        tell(former, "replaced", Delivery.surely());
    }

    void cancelled(Reservation reservation) {
        tell(reservation, "cancelled", Delivery.surely());
    }

    /** At most once, and not after that moment. */
    void remind(Reservation reservation, Instant notAfter) {
        tell(reservation, "reminder", Delivery.onceBefore(notAfter));
    }

    private void tell(Reservation about, String what, Delivery delivery) {
        var language = about.visitor().language();
        var half = texts.text(language, "counter.sms-half." + about.slot().word());
        var text = texts.text(
                language,
                "counter.sms." + what,
                about.place().plainName(),
                half + " " + DAY.format(about.slot().day()),
                about.code().value());
        var message = outbox.sms(about.phone(), text, delivery, PURPOSE);
        // Anybody with a phone reserves for anybody: who has an account reads of it there when the phone is their own.
        accounts.reachedAt(Identifier.of(about.nationalId()), about.phone())
                .ifPresent(account -> fates.note(message, account, PURPOSE + "-" + what, about.phone()));
    }
}
