package vn.mocua.portal.counter;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.UUID;
import vn.mocua.portal.counter.Reservation.Visitor;
import vn.mocua.portal.identity.FullName;
import vn.mocua.portal.identity.NationalId;
import vn.mocua.portal.identity.PhoneNumber;
import vn.mocua.portal.information.Counters.Half;
import vn.mocua.portal.page.Language;

/** A reservation of somebody who does not exist. */
public final class ReservationForTests {

    private ReservationForTests() {}

    public static Reservation made(Instant now, String place, String address) {
        var visitor = new Visitor(
                ReservationCode.of("K7MT-4XRC"),
                NationalId.of("051090000001"),
                FullName.of("Nguyễn Văn An"),
                PhoneNumber.of("0912000001"),
                Language.VI,
                Map.of());
        var day = LocalDate.ofInstant(now, Slot.VIETNAM).plusDays(3);
        return new Reservation(
                new UUID(0, 1),
                visitor,
                new Place("x", place, address),
                new Slot(day, Half.AFTERNOON),
                now,
                Reservations.expiry(now));
    }
}
