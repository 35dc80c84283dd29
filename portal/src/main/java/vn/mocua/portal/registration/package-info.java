/** The chooser and the offer of methods; the steps that they share; opening an account. */
@ApplicationModule(allowedDependencies = {"page"})
@NullMarked
package vn.mocua.portal.registration;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
