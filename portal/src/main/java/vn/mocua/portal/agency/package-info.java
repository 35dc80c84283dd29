/** State bodies that registered by signature and wait until two administrators approve or refuse them. */
@ApplicationModule(
        allowedDependencies = {"identity", "account", "audit", "messaging", "notice", "page", "vault", "command"})
@NullMarked
package vn.mocua.portal.agency;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
