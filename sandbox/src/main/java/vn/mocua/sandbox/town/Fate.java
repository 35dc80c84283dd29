package vn.mocua.sandbox.town;

import java.util.Arrays;
import java.util.Locale;

/** What somebody of the cast is famous for: one fate each, and how a registration by mobile number ends with it. */
public enum Fate {
    ORDINARY(Ending.DONE),
    TONE_MARKS(Ending.DONE),
    ONE_WORD(Ending.DONE),
    APOSTROPHE(Ending.DONE),
    LONG_NAME(Ending.DONE),
    YEAR_ONLY(Ending.DONE),
    YEAR_MONTH(Ending.DONE),
    OLD_CARD(Ending.DONE),
    LATE_SMS(Ending.DONE),
    POST_UNVERIFIED(Ending.DONE),
    POST_OTHER_ID(Ending.DONE),
    NO_POST_ID(Ending.DONE),
    VNEID_LEVEL_ONE(Ending.DONE),
    VNEID_ORGANISATION(Ending.DONE),
    CERTIFICATE_REVOKED(Ending.DONE),
    CERTIFICATE_EXPIRED(Ending.DONE),
    CERTIFICATE_ON_HOLD(Ending.DONE),
    STAFF_CERTIFICATE(Ending.DONE),
    ELLIPTIC_KEY(Ending.DONE),
    PROVINCE_ACCOUNT(Ending.DONE),
    INSURANCE_MISMATCH(Ending.DONE),
    INSURANCE_CLOSED(Ending.DONE),
    INSURANCE_OTHER_PHONE(Ending.DONE),
    NO_SIGNING_SIM(Ending.DONE),
    SIM_UNREACHABLE(Ending.DONE),
    SIM_BLOCKED(Ending.DONE),
    SIM_LATE(Ending.DONE),
    SIM_WRONG_SIGNATURE(Ending.DONE),
    SIM_OTHER_CERTIFICATE(Ending.DONE),
    SIM_GARBAGE(Ending.DONE),
    REGISTERED(Ending.EXISTING),
    NOT_THE_OWNER(Ending.REFUSED),
    SIM_SWAPPED(Ending.REFUSED),
    OPERATOR_UNSURE(Ending.REFUSED),
    NO_DIACRITICS(Ending.REFUSED),
    UNKNOWN_NUMBER(Ending.REFUSED),
    OPERATOR_SILENT(Ending.UNANSWERED),
    NO_SMS(Ending.UNANSWERED);

    /** Where a registration by mobile number leads. */
    public enum Ending {
        DONE,
        EXISTING,
        REFUSED,
        UNANSWERED;

        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Ending ending;

    Fate(Ending ending) {
        this.ending = ending;
    }

    public Ending ending() {
        return ending;
    }

    /** The word that the JSON uses: {@code not-the-owner}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Fate of(String key) {
        return Arrays.stream(values())
                .filter(fate -> fate.key().equals(key))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no such fate: " + key));
    }
}
