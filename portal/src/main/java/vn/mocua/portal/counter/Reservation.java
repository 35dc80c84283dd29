package vn.mocua.portal.counter;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import vn.mocua.portal.identity.FullName;
import vn.mocua.portal.identity.NationalId;
import vn.mocua.portal.identity.PhoneNumber;
import vn.mocua.portal.page.Language;

/**
 * A visit that somebody announced.
 *
 * @param expiresAt when it is forgotten, whether they came or not
 */
public record Reservation(UUID id, Visitor visitor, Place place, Slot slot, Instant madeAt, Instant expiresAt) {

    /**
     * Who comes; stands sealed.
     *
     * @param language in which they are written to
     * @param consents to which version of each document
     */
    record Visitor(
            ReservationCode code,
            NationalId nationalId,
            FullName fullName,
            PhoneNumber phone,
            Language language,
            Map<String, String> consents) {}

    public ReservationCode code() {
        return visitor.code();
    }

    public NationalId nationalId() {
        return visitor.nationalId();
    }

    public PhoneNumber phone() {
        return visitor.phone();
    }

    @Override
    public String toString() {
        return "Reservation[" + id + "]";
    }
}
