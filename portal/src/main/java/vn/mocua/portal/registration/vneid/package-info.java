/**
 * Registering with VNeID, the ministry of public security's electronic identity: the person signs in there, and VNeID
 * vouches for who they are, or for whose organisation they act (Decree 69/2024).
 */
@ApplicationModule(
        allowedDependencies = {
            "registration",
            "journey",
            "identity",
            "federation",
            "linked",
            "login",
            "account",
            "information",
            "otp",
            "page"
        })
@NullMarked
package vn.mocua.portal.registration.vneid;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
