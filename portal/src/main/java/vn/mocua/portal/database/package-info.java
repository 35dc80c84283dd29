/** Where the data lives: an outside PostgreSQL, or one that the portal starts by itself in its data directory. */
@ApplicationModule(allowedDependencies = {"command"})
@NullMarked
package vn.mocua.portal.database;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
