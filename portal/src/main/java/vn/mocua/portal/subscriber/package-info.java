/** Whose number is it, and is the SIM in the phone still the one it was. */
@ApplicationModule(allowedDependencies = {"identity", "outside"})
@NullMarked
package vn.mocua.portal.subscriber;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
