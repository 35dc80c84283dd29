package vn.mocua.portal.selfservice;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.mocua.portal.identity.Identifier;
import vn.mocua.portal.identity.PhoneNumber;

/**
 * What is known of a change of phone.
 *
 * @param who the masked identifier, for the code's message
 * @param kind which identifier that is
 * @param former to be asked too; null when the account has none
 * @param next the number that the account is to have; null until it was given
 * @param codes transaction under which codes were sent to the next one
 * @param formerCodes the same for the former one
 * @param formerLost whether the owner says that they do not have the former one any more
 */
record PhoneChange(
        UUID account,
        String who,
        Identifier.Kind kind,
        @Nullable PhoneNumber former,
        @Nullable PhoneNumber next,
        @Nullable UUID codes,
        boolean answered,
        @Nullable UUID formerCodes,
        boolean formerAnswered,
        boolean formerLost) {

    static PhoneChange of(UUID account, String who, Identifier.Kind kind, @Nullable PhoneNumber former) {
        return new PhoneChange(account, who, kind, former, null, null, false, null, false, false);
    }

    PhoneChange to(PhoneNumber number) {
        return number.equals(next)
                ? this
                : new PhoneChange(account, who, kind, former, number, null, false, formerCodes, formerAnswered, false);
    }

    PhoneChange sent(UUID transaction) {
        return new PhoneChange(
                account, who, kind, former, next, transaction, answered, formerCodes, formerAnswered, formerLost);
    }

    PhoneChange withAnswer() {
        return new PhoneChange(account, who, kind, former, next, codes, true, formerCodes, formerAnswered, formerLost);
    }

    PhoneChange sentToFormer(UUID transaction) {
        return new PhoneChange(
                account, who, kind, former, next, codes, answered, transaction, formerAnswered, formerLost);
    }

    PhoneChange withFormerAnswer() {
        return new PhoneChange(account, who, kind, former, next, codes, answered, formerCodes, true, false);
    }

    PhoneChange withoutFormer() {
        return new PhoneChange(account, who, kind, former, next, codes, answered, formerCodes, false, true);
    }

    /** Whether the former number agreed, or there is none: then nothing need wait. */
    boolean isAgreed() {
        return former == null || formerAnswered;
    }

    @Override
    public String toString() {
        return "PhoneChange[" + account + "]";
    }
}
