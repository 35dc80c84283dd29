/** Registering with a social insurance number: the agency's record agrees, and the person answers on their phone (guide 1.2). */
@ApplicationModule(
        allowedDependencies = {
            "registration",
            "journey",
            "identity",
            "subscriber",
            "abuse",
            "vault",
            "information",
            "outside",
            "otp"
        })
@NullMarked
package vn.mocua.portal.registration.socialinsurance;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
