/** Accounts: whose they are, by which evidence, how they are reached, and that there is one per identifier. */
@ApplicationModule(allowedDependencies = {"identity", "audit", "vault", "database"})
@NullMarked
package vn.mocua.portal.account;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
