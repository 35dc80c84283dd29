package vn.mocua.portal.login;

import java.io.Serial;
import java.io.Serializable;
import java.security.Principal;
import java.time.Instant;
import java.util.UUID;
import vn.mocua.portal.page.Greeted;

/**
 * Who is signed in, as the session keeps it.
 *
 * @param who the masked identifier
 * @param since when the session began, for its absolute limit
 */
public record SignedIn(UUID account, String who, Instant since) implements Greeted, Principal, Serializable {

    @Serial
    private static final long serialVersionUID = 1;

    /** The account's id, under which its sessions are found. */
    @Override
    public String getName() {
        return account.toString();
    }

    @Override
    public String greeting() {
        return who.replaceFirst("^[*]+", "***");
    }
}
