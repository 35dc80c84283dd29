package vn.mocua.sandbox.oidc;

import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The portal as a provider registered it. Its address may be learnt late, so it is asked for each time.
 *
 * @param returns the paths below the portal's address to which people may be sent back
 */
record Client(String id, Supplier<Set<URI>> portals, List<String> returns) {

    /** Whether people may be sent there: letter by letter one of the registered addresses (RFC 9700, 2.1). */
    boolean mayReturnTo(String uri) {
        return addresses().anyMatch(portal -> returns.stream().anyMatch(path -> uri.equals(portal + path)));
    }

    /** Whether people who signed out may be sent there: to the portal's first page only. */
    boolean mayLeaveFor(String uri) {
        return addresses().anyMatch(portal -> uri.equals(portal + "/"));
    }

    Stream<String> addresses() {
        return portals.get().stream().map(portal -> portal.toString().replaceFirst("/+$", ""));
    }
}
