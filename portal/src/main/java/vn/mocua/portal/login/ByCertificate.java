package vn.mocua.portal.login;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is known of someone who signs in by a key of their own.
 *
 * @param note which challenge or prompt is under way; empty when none is
 * @param account whose certificate it is; null until its key has signed
 * @param who the masked identifier, for the page and the greeting
 * @param since the newest generation of any account when they began; null in a draft of before
 */
record ByCertificate(
        String note,
        @Nullable UUID account,
        String who,
        @Nullable Integer since) {

    /** Nobody yet. */
    static ByCertificate since(int generation) {
        return new ByCertificate("", null, "", generation);
    }

    ByCertificate noting(String word) {
        return new ByCertificate(word, account, who, since);
    }

    ByCertificate signedFor(UUID holder, String masked) {
        return new ByCertificate(note, holder, masked, since);
    }

    ByCertificate unsigned() {
        return new ByCertificate(note, null, "", since);
    }

    boolean hasSigned() {
        return account != null;
    }

    @Override
    public String toString() {
        return "ByCertificate[" + account + "]";
    }
}
