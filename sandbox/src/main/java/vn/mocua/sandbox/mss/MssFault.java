package vn.mocua.sandbox.mss;

import org.jspecify.annotations.Nullable;

/** A verdict of the ETSI service that is told as a SOAP fault. */
final class MssFault extends Exception {

    /** The codes of TS 102 204, annex A, that this service has a use for. */
    enum Code {
        WRONG_PARAM(101),
        MISSING_PARAM(102),
        WRONG_DATA_LENGTH(103),
        UNAUTHORIZED_ACCESS(104),
        UNKNOWN_CLIENT(105, false),
        INAPPROPRIATE_DATA(107),
        INCOMPATIBLE_INTERFACE(108),
        UNSUPPORTED_PROFILE(109),
        EXPIRED_TRANSACTION(208, false),
        OTA_ERROR(209, false),
        USER_CANCEL(401, false),
        PIN_NR_BLOCKED(402, false),
        PB_SIGNATURE_PROCESS(406, false),
        INTERNAL_ERROR(900, false);

        final int number;

        /** Whether the one who asked did something wrong. */
        final boolean sender;

        Code(int number) {
            this(number, true);
        }

        Code(int number, boolean sender) {
            this.number = number;
            this.sender = sender;
        }
    }

    private final Code code;
    private final @Nullable Integer second;

    MssFault(Code code) {
        this(code, null);
    }

    /** With the number within the number, as operators refine them. */
    MssFault(Code code, @Nullable Integer second) {
        super(code.name());
        this.code = code;
        this.second = second;
    }

    Code code() {
        return code;
    }

    @Nullable
    Integer second() {
        return second;
    }
}
