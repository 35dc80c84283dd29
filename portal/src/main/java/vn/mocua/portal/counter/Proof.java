package vn.mocua.portal.counter;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import vn.mocua.portal.identity.Malformed;

/** What whoever names a reservation must know besides: the last four digits of its phone, or its national id. */
public record Proof(String digits) {

    /** Throws {@link Malformed}: {@code proof.malformed}. */
    public static Proof of(String text) {
        var digits = text.replaceAll("[\\s.-]", "");
        if (!digits.matches("[0-9]{4}|[0-9]{9}|[0-9]{12}")) {
            throw new Malformed("proof.malformed");
        }
        return new Proof(digits);
    }

    boolean isOf(Reservation reservation) {
        var phone = reservation.phone().national();
        return same(phone.substring(phone.length() - 4))
                | same(reservation.nationalId().value());
    }

    private boolean same(String known) {
        return MessageDigest.isEqual(
                known.getBytes(StandardCharsets.US_ASCII), digits.getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public String toString() {
        return "Proof[***]";
    }
}
