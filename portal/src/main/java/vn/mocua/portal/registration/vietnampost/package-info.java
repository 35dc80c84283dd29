/**
 * Registering with PostID, the identity provider of Vietnam Post: the person signs in there, and the post vouches for
 * what a clerk compared with the card at a counter (guide 1.2).
 */
@ApplicationModule(
        allowedDependencies = {
            "registration",
            "journey",
            "identity",
            "federation",
            "linked",
            "login",
            "information",
            "otp"
        })
@NullMarked
package vn.mocua.portal.registration.vietnampost;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
