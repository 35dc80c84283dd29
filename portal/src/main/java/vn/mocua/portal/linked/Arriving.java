package vn.mocua.portal.linked;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.mocua.portal.account.Account;
import vn.mocua.portal.identity.Identifier;
import vn.mocua.portal.identity.PhoneNumber;

/**
 * What is known of someone who signs in at a linked provider.
 *
 * @param device the word by which this browser would be remembered; null when it has none
 * @param note of the way out that is under way; empty when none is
 * @param account that is theirs; null until the provider named them
 * @param who the masked identifier, for the page and the greeting
 * @param kind which identifier that is; null until the provider named them
 * @param phone to which a code goes; null when none is asked
 * @param transaction under which codes were sent
 * @param since the newest generation of any account when they began; null in a draft of before
 */
record Arriving(
        @Nullable String device,
        String note,
        @Nullable UUID account,
        String who,
        Identifier.@Nullable Kind kind,
        @Nullable PhoneNumber phone,
        @Nullable UUID transaction,
        boolean answered,
        boolean remember,
        @Nullable Integer since) {

    static Arriving from(@Nullable String device, @Nullable Integer since) {
        return new Arriving(device, "", null, "", null, null, null, false, false, since);
    }

    Arriving noting(String word) {
        return new Arriving(device, word, account, who, kind, phone, transaction, answered, remember, since);
    }

    Arriving unnamed() {
        return from(device, since);
    }

    /** The provider named the owner of this account. */
    Arriving named(Account owner, @Nullable PhoneNumber askedAt) {
        var identifier = owner.subject().identifiers().getFirst();
        return new Arriving(
                device,
                "",
                owner.id(),
                owner.subject().masked(),
                identifier.kind(),
                askedAt,
                null,
                false,
                false,
                since);
    }

    Arriving sent(UUID codes) {
        return new Arriving(device, note, account, who, kind, phone, codes, answered, remember, since);
    }

    Arriving answered(boolean rememberDevice) {
        return new Arriving(device, note, account, who, kind, phone, transaction, true, rememberDevice, since);
    }

    boolean isNamed() {
        return account != null;
    }

    boolean needsNoCode() {
        return phone == null || answered;
    }

    @Override
    public String toString() {
        return "Arriving[" + account + "]";
    }
}
