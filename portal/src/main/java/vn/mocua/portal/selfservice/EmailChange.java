package vn.mocua.portal.selfservice;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.mocua.portal.identity.EmailAddress;

/**
 * What is known of a change of e-mail address.
 *
 * @param who the masked identifier
 * @param next null until it was given
 * @param codes transaction under which codes were sent to it
 */
record EmailChange(
        UUID account,
        String who,
        @Nullable EmailAddress next,
        @Nullable UUID codes,
        boolean answered) {

    EmailChange to(EmailAddress address) {
        return address.equals(next) ? this : new EmailChange(account, who, address, null, false);
    }

    EmailChange sent(UUID transaction) {
        return new EmailChange(account, who, next, transaction, answered);
    }

    EmailChange withAnswer() {
        return new EmailChange(account, who, next, codes, true);
    }

    @Override
    public String toString() {
        return "EmailChange[" + account + "]";
    }
}
