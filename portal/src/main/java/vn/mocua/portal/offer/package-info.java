/**
 * On what terms each way to register is offered: a table that an administrator changes while the portal serves, in force
 * at once on every node.
 */
@ApplicationModule(allowedDependencies = {"identity", "audit", "command"})
@NullMarked
package vn.mocua.portal.offer;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
