package vn.mocua.portal.counter;

import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.mocua.portal.identity.FullName;
import vn.mocua.portal.identity.NationalId;
import vn.mocua.portal.identity.PhoneNumber;

/**
 * What is known of somebody who reserves a visit.
 *
 * @param transaction under which codes were sent
 * @param former the same, from before the details were answered anew
 */
record Reserving(
        @Nullable Place place,
        @Nullable Slot slot,
        @Nullable NationalId nationalId,
        @Nullable FullName fullName,
        @Nullable PhoneNumber phone,
        Map<String, String> consents,
        @Nullable UUID transaction,
        @Nullable UUID former,
        boolean phoneAnswered) {

    static final Reserving NOTHING = new Reserving(null, null, null, null, null, Map.of(), null, null, false);

    Reserving at(Place where) {
        return new Reserving(where, slot, nationalId, fullName, phone, consents, transaction, former, phoneAnswered);
    }

    /** No day holds for another place. */
    Reserving nowhere() {
        return new Reserving(null, null, nationalId, fullName, phone, consents, transaction, former, false);
    }

    /** A code that was sent to the same person at the same phone need not be sent again. */
    Reserving by(NationalId id, FullName name, PhoneNumber number, Slot when, Map<String, String> agreedTo) {
        var same = id.equals(nationalId) && number.equals(phone);
        var sent = transaction == null ? former : transaction;
        return new Reserving(place, when, id, name, number, agreedTo, null, same ? sent : null, false);
    }

    Reserving undecided() {
        return new Reserving(place, null, nationalId, fullName, phone, consents, transaction, former, false);
    }

    Reserving sent(UUID codes) {
        return new Reserving(place, slot, nationalId, fullName, phone, consents, codes, former, phoneAnswered);
    }

    Reserving answered() {
        return new Reserving(place, slot, nationalId, fullName, phone, consents, transaction, former, true);
    }

    @Override
    public String toString() {
        return "Reserving[" + (place == null ? "nowhere" : place.key()) + "]";
    }
}
