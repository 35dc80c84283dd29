/**
 * Registering: the choice of a method, what is known of someone who registers, the steps that methods share, and the
 * opening of the account. It knows no method by name.
 */
@ApplicationModule(
        allowedDependencies = {
            "identity",
            "account",
            "otp",
            "journey",
            "offer",
            "messaging",
            "notice",
            "page",
            "abuse",
            "password",
            "information",
            "audit",
            "vault",
            "outside"
        })
@NullMarked
package vn.mocua.portal.registration;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
