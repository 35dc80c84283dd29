/** My account: what is known of me, how surely, and what happened with it. */
@ApplicationModule(allowedDependencies = {"page", "identity", "account", "otp", "audit", "login", "notice", "journey"})
@NullMarked
package vn.mocua.portal.selfservice;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
