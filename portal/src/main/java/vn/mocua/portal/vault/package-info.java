/** Encryption of what is kept, keyed hashes to find what is encrypted, and the change of keys. */
@ApplicationModule(allowedDependencies = {"command", "database"})
@NullMarked
package vn.mocua.portal.vault;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
