package vn.mocua.sandbox.oidc;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import vn.mocua.sandbox.fault.Outside;

/** What sets one provider apart from the other: its register, its names, its key, its look. */
interface House {

    /** Its path below the sandbox, and the name of its style. */
    String key();

    Outside system();

    SigningKey.Algorithm algorithm();

    /** The claims that each scope opens. */
    Map<String, Set<String>> scopes();

    /** The claims without which a portal can do nothing. */
    Set<String> essential();

    /** What its metadata say beyond what every provider's do. */
    Map<String, Object> metadata();

    /** Where the portal's pages for coming back are, below its address. */
    List<String> returns();

    Optional<Account> account(String username);

    /** Whom the sign-in page offers to pick. */
    List<Account> cast();
}
