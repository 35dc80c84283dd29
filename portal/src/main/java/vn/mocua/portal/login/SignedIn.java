package vn.mocua.portal.login;

import java.io.Serial;
import java.io.Serializable;
import java.security.Principal;
import java.time.Instant;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vn.mocua.portal.page.Greeted;

/**
 * Who is signed in, as the session keeps it.
 *
 * @param who the masked identifier
 * @param since when the session began, for its absolute limit and for what needs a fresh sign-in
 * @param how by what they signed in; null in a session of before
 * @param device words for the browser and the system, such as {@code Chrome, Android}; null in a session of before
 * @param actor who acts for the account's holder, having signed in to an account of their own; null when nobody does
 */
public record SignedIn(
        UUID account,
        String who,
        Instant since,
        @Nullable How how,
        @Nullable String device,
        @Nullable Actor actor) implements Greeted, Principal, Serializable {

    @Serial
    private static final long serialVersionUID = 1;

    /** However long a masked number is, three stars stand for what is hidden. */
    private static final Pattern SHORTENED = Pattern.compile("^[*]+");

    /** What somebody showed to sign in. */
    public enum How {
        PASSWORD_AND_CODE,
        PASSWORD_ON_REMEMBERED_DEVICE,
        CERTIFICATE,
        PASSKEY,
        /** At a provider that is linked to the account. */
        ELSEWHERE
    }

    /**
     * A person who acts for somebody else's account.
     *
     * @param account the person's own
     * @param who its masked identifier
     * @param member by which they may
     * @param page of their own account, on which they begin to
     */
    public record Actor(UUID account, String who, UUID member, String page) implements Serializable {

        @Serial
        private static final long serialVersionUID = 1;
    }

    public SignedIn(UUID account, String who, Instant since, @Nullable How how, @Nullable String device) {
        this(account, who, since, how, device, null);
    }

    /** The account of the person who has signed in, whomever they act for. */
    public UUID person() {
        return actor == null ? account : actor.account();
    }

    /** The account's id, under which its sessions are found. */
    @Override
    public String getName() {
        return account.toString();
    }

    @Override
    public String greeting() {
        return SHORTENED.matcher(who).replaceFirst("***");
    }
}
