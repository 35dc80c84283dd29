/** Accounts to which nobody signs in: their owners are told of it, and in the end they are locked (Decision 31/2021). */
@ApplicationModule(allowedDependencies = {"account", "audit", "notice", "page", "command"})
@NullMarked
package vn.mocua.portal.dormancy;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
