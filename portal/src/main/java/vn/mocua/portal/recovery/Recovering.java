package vn.mocua.portal.recovery;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.mocua.portal.identity.Evidence;
import vn.mocua.portal.identity.Identifier;
import vn.mocua.portal.identity.PhoneNumber;

/**
 * What is known of someone who wants to get back into an account. Whether there is one is looked up only where something
 * was proved: until then all is alike for every id.
 *
 * @param whose the identifier that was typed
 * @param who the same, masked
 * @param note which challenge or prompt is under way; empty when none is
 * @param byPhone what is known of the phone; null where nothing was said of one
 * @param proven what was proved; null until it was
 * @param passwordHash of the new password; null until it was chosen
 * @param word with which someone comes back who asked for a delayed reset; empty until they asked
 * @param since the newest generation of any account when they began; null in a draft of before
 */
public record Recovering(
        Identifier whose,
        String who,
        String note,
        @Nullable ByPhone byPhone,
        @Nullable Proven proven,
        @Nullable String passwordHash,
        String word,
        @Nullable Integer since) {

    /**
     * Somebody who says that the account's phone is theirs.
     *
     * @param phone that was typed
     * @param matched what the operator says; null for every kind of no, and when nobody was asked
     * @param sends how often a code was sent, or would have been
     * @param nextSendAt when one may be sent again
     * @param account to whose phone codes go; null when they go nowhere
     * @param codes under which they were sent; null when none was
     * @param answered whether a code was typed back
     * @param mailCodes under which codes went to the account's mailbox
     * @param mailAnswered whether one of those was typed back, or need not be
     */
    record ByPhone(
            PhoneNumber phone,
            @Nullable Evidence matched,
            int sends,
            Instant nextSendAt,
            @Nullable UUID account,
            @Nullable UUID codes,
            boolean answered,
            @Nullable UUID mailCodes,
            boolean mailAnswered) {

        static ByPhone said(PhoneNumber phone, @Nullable Evidence matched, Instant now) {
            return new ByPhone(phone, matched, 0, now, null, null, false, null, false);
        }

        ByPhone sent(@Nullable UUID to, @Nullable UUID under, Instant next) {
            return new ByPhone(phone, matched, sends + 1, next, to, under, answered, mailCodes, mailAnswered);
        }

        ByPhone wasAnswered(boolean mailToo) {
            return new ByPhone(phone, matched, sends, nextSendAt, account, codes, true, mailCodes, !mailToo);
        }

        ByPhone mailed(UUID under) {
            return new ByPhone(phone, matched, sends, nextSendAt, account, codes, answered, under, mailAnswered);
        }

        @Override
        public String toString() {
            return "ByPhone[***]";
        }
    }

    /**
     * Whose account it is, beyond doubt.
     *
     * @param by how that was proved, a word for the record of acts
     * @param needsPassword whether a password is of any use in that account
     */
    record Proven(UUID account, String by, boolean needsPassword) {}

    static Recovering of(Username username, int since) {
        return new Recovering(username.identifier(), username.masked(), "", null, null, null, "", since);
    }

    public Recovering noting(String word) {
        return new Recovering(whose, who, word, byPhone, proven, passwordHash, this.word, since);
    }

    Recovering byPhone(ByPhone phone) {
        return new Recovering(whose, who, note, phone, proven, passwordHash, word, since);
    }

    /**
     * Somebody proved to be the holder of an account.
     *
     * @param by how, a word for the record of acts such as {@code certificate}
     * @param needsPassword whether a password is of any use in that account
     */
    public Recovering provenAs(UUID account, String by, boolean needsPassword) {
        var proof = new Proven(account, by, needsPassword);
        return new Recovering(whose, who, note, byPhone, proof, passwordHash, word, since);
    }

    public Recovering unproven() {
        return new Recovering(whose, who, note, null, null, null, word, since);
    }

    Recovering securedBy(String hash) {
        return new Recovering(whose, who, note, byPhone, proven, hash, word, since);
    }

    Recovering asked(String code) {
        return new Recovering(whose, who, note, byPhone, proven, passwordHash, code, since);
    }

    public boolean hasProven() {
        return proven != null;
    }

    @Override
    public String toString() {
        return "Recovering[" + who + "]";
    }
}
