/**
 * Getting back into an account: with what is left of its proofs, or after days in which its owner can object; and saying
 * that something was somebody else's doing, which freezes it.
 */
@ApplicationModule(
        allowedDependencies = {
            "identity",
            "account",
            "otp",
            "journey",
            "abuse",
            "audit",
            "page",
            "password",
            "notice",
            "vault",
            "database",
            "outside",
            "subscriber",
            "registration",
            "login",
            "passkey",
            "signing",
            "signing::sim"
        })
@NullMarked
package vn.mocua.portal.recovery;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
