/**
 * Proofs of signatures beyond the life of the certificates behind them: put under seal by a worker, renewed in time, and
 * looked at again when somebody asks.
 */
@ApplicationModule(allowedDependencies = {"signing", "vault", "audit", "database", "command"})
@NullMarked
package vn.mocua.portal.evidence;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
