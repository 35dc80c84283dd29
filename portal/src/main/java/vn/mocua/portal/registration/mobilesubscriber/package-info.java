/** Registering with a mobile number: the operator confirms whose it is, and the person answers on it (guide 1.1). */
@ApplicationModule(allowedDependencies = {"registration", "journey", "identity", "subscriber", "information", "otp"})
@NullMarked
package vn.mocua.portal.registration.mobilesubscriber;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
