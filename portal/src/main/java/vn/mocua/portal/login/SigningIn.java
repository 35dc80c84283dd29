package vn.mocua.portal.login;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.mocua.portal.identity.Identifier;
import vn.mocua.portal.identity.PhoneNumber;

/**
 * What is known of someone whose password was right.
 *
 * @param who the masked identifier, for the page and the greeting
 * @param kind which identifier that is; null in a draft of before, when all were a person's
 * @param knownDevice whether this device was remembered, so that no code is asked
 * @param registeredHere whether this very browser has just opened the account, so that nobody need be told
 * @param transaction under which codes were sent
 * @param former transaction of the sign-in that this browser left for this one
 */
record SigningIn(
        UUID account,
        String who,
        Identifier.@Nullable Kind kind,
        PhoneNumber phone,
        boolean knownDevice,
        boolean registeredHere,
        @Nullable UUID transaction,
        @Nullable UUID former,
        boolean phoneAnswered,
        boolean rememberDevice) {

    static SigningIn of(
            UUID account, Username username, PhoneNumber phone, boolean knownDevice, boolean registeredHere) {
        return new SigningIn(
                account,
                username.masked(),
                username.identifier().kind(),
                phone,
                knownDevice,
                registeredHere,
                null,
                null,
                false,
                false);
    }

    /** Codes that were sent to the same person in this browser need not be sent again. */
    SigningIn after(SigningIn left) {
        var sent = left.transaction == null ? left.former : left.transaction;
        return left.account.equals(account) && left.phone.equals(phone)
                ? new SigningIn(
                        account,
                        who,
                        kind,
                        phone,
                        knownDevice,
                        registeredHere,
                        transaction,
                        sent,
                        phoneAnswered,
                        rememberDevice)
                : this;
    }

    SigningIn sent(UUID codes) {
        return new SigningIn(
                account, who, kind, phone, knownDevice, registeredHere, codes, former, phoneAnswered, rememberDevice);
    }

    SigningIn answered(boolean remember) {
        return new SigningIn(
                account, who, kind, phone, knownDevice, registeredHere, transaction, former, true, remember);
    }

    boolean isSecondFactorGiven() {
        return knownDevice || phoneAnswered;
    }

    @Override
    public String toString() {
        return "SigningIn[" + account + "]";
    }
}
