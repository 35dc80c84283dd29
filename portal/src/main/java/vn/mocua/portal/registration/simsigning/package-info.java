/**
 * Registering with a signing SIM (guide 1.3): the person confirms on the phone, and the certificate on the SIM says who
 * they are.
 */
@ApplicationModule(
        allowedDependencies = {"registration", "journey", "identity", "signing", "signing::sim", "information", "page"})
@NullMarked
package vn.mocua.portal.registration.simsigning;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
