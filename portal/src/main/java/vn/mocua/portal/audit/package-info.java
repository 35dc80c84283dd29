/** Who did what, when and from where: added to, chained, signed, and never changed. */
@ApplicationModule(allowedDependencies = {"command", "database", "vault"})
@NullMarked
package vn.mocua.portal.audit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
