package vn.mocua.portal.messaging;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What can have become of a short message (SMPP 3.4, 5.2.28): the octet of the wire and the word of appendix B. */
enum ReceiptState {
    EN_ROUTE(1, "ENROUTE"),
    DELIVERED(2, "DELIVRD"),
    EXPIRED(3, "EXPIRED"),
    DELETED(4, "DELETED"),
    UNDELIVERABLE(5, "UNDELIV"),
    ACCEPTED(6, "ACCEPTD"),
    UNKNOWN(7, "UNKNOWN"),
    REJECTED(8, "REJECTD");

    private final int octet;
    private final String abbreviation;

    ReceiptState(int octet, String abbreviation) {
        this.octet = octet;
        this.abbreviation = abbreviation;
    }

    static Optional<ReceiptState> ofOctet(int octet) {
        return Arrays.stream(values()).filter(state -> state.octet == octet).findFirst();
    }

    static Optional<ReceiptState> ofText(String abbreviation) {
        return Arrays.stream(values())
                .filter(state -> state.abbreviation.equalsIgnoreCase(abbreviation))
                .findFirst();
    }

    /** As it stands in the database. */
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
