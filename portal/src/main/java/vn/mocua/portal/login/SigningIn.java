package vn.mocua.portal.login;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.mocua.portal.identity.PhoneNumber;

/**
 * What is known of someone whose password was right.
 *
 * @param who the masked identifier, for the page and the greeting
 * @param knownDevice whether this device was remembered, so that no code is asked
 * @param transaction under which codes were sent
 */
record SigningIn(
        UUID account,
        String who,
        PhoneNumber phone,
        boolean knownDevice,
        @Nullable UUID transaction,
        boolean phoneAnswered,
        boolean rememberDevice) {

    static SigningIn of(UUID account, String who, PhoneNumber phone, boolean knownDevice) {
        return new SigningIn(account, who, phone, knownDevice, null, false, false);
    }

    SigningIn sent(UUID codes) {
        return new SigningIn(account, who, phone, knownDevice, codes, phoneAnswered, rememberDevice);
    }

    SigningIn answered(boolean remember) {
        return new SigningIn(account, who, phone, knownDevice, transaction, true, remember);
    }

    boolean isSecondFactorGiven() {
        return knownDevice || phoneAnswered;
    }

    @Override
    public String toString() {
        return "SigningIn[" + account + "]";
    }
}
