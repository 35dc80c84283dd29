package vn.mocua.portal.counter;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import org.springframework.stereotype.Component;
import vn.mocua.portal.messaging.Delivery;
import vn.mocua.portal.messaging.Outbox;
import vn.mocua.portal.page.Texts;

/** What whoever reserved a visit hears of it; each in the transaction of what it tells. */
@Component
class ReservationNotices {

    private static final String PURPOSE = "reservation";
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("dd/MM/yyyy");

    private final Outbox outbox;
    private final Texts texts;

    ReservationNotices(Outbox outbox, Texts texts) {
        this.outbox = outbox;
        this.texts = texts;
    }

    void made(Reservation reservation) {
        tell(reservation, "counter.sms.made", Delivery.surely());
    }

    /** To the phone of a reservation in whose place another was put from another phone. */
    void replaced(Reservation former) {
        tell(former, "counter.sms.replaced", Delivery.surely());
    }

    void cancelled(Reservation reservation) {
        tell(reservation, "counter.sms.cancelled", Delivery.surely());
    }

    /** At most once, and not after that moment. */
    void remind(Reservation reservation, Instant notAfter) {
        tell(reservation, "counter.sms.reminder", Delivery.onceBefore(notAfter));
    }

    private void tell(Reservation about, String key, Delivery delivery) {
        var language = about.visitor().language();
        var half = texts.text(language, "counter.sms-half." + about.slot().word());
        var text = texts.text(
                language,
                key,
                about.place().plainName(),
                half + " " + DAY.format(about.slot().day()),
                about.code().value());
        outbox.sms(about.phone(), text, delivery, PURPOSE);
    }
}
