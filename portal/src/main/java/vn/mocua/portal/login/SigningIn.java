package vn.mocua.portal.login;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.mocua.portal.account.AccountPasswords.Credential;
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
 * @param since the generation of the account's sessions while the password was the right one; null in a draft of before
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
        boolean rememberDevice,
        @Nullable Integer since) {

    static SigningIn of(Credential known, Username username, boolean registeredHere) {
        return of(known, username, false, registeredHere);
    }

    static SigningIn onKnownDevice(Credential known, Username username) {
        return of(known, username, true, false);
    }

    private static SigningIn of(Credential known, Username username, boolean knownDevice, boolean registeredHere) {
        return new SigningIn(
                known.account(),
                username.masked(),
                username.identifier().kind(),
                known.phone(),
                knownDevice,
                registeredHere,
                null,
                null,
                false,
                false,
                known.generation());
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
                        rememberDevice,
                        since)
                : this;
    }

    SigningIn sent(UUID codes) {
        return new SigningIn(
                account,
                who,
                kind,
                phone,
                knownDevice,
                registeredHere,
                codes,
                former,
                phoneAnswered,
                rememberDevice,
                since);
    }

    SigningIn answered(boolean remember) {
        return new SigningIn(
                account, who, kind, phone, knownDevice, registeredHere, transaction, former, true, remember, since);
    }

    boolean isSecondFactorGiven() {
        return knownDevice || phoneAnswered;
    }

    @Override
    public String toString() {
        return "SigningIn[" + account + "]";
    }
}
