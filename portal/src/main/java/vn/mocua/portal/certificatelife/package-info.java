/**
 * What becomes of certificates that accounts know: they are looked at again every day, and what rested on one that is
 * revoked or over falls with it.
 */
@ApplicationModule(allowedDependencies = {"identity", "account", "signing", "notice", "audit", "page", "command"})
@NullMarked
package vn.mocua.portal.certificatelife;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
