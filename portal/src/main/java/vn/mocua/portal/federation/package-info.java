/**
 * Signing in at an identity provider outside, and coming back with what it vouches for. It knows no provider and no
 * journey by name.
 */
@ApplicationModule(allowedDependencies = {"identity", "outside", "journey", "page"})
@NullMarked
package vn.mocua.portal.federation;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
