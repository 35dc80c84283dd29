/**
 * The engine: a journey is a list of steps, and where a person stands is the first step that what is known does not
 * answer yet.
 */
@ApplicationModule(allowedDependencies = {"identity", "page", "abuse", "outside", "vault", "password", "database"})
@NullMarked
package vn.mocua.portal.journey;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
