/** Messages to people: short ones over SMPP, letters over SMTP, each through the outbox. */
@ApplicationModule(allowedDependencies = {"identity", "page", "outside", "vault", "command", "database"})
@NullMarked
package vn.mocua.portal.messaging;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
