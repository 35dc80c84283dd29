/**
 * Signing in to an account at an identity provider that is linked to it. The provider's word names the person; whether it
 * opens their account is the owner's to say. It knows no provider by name: whoever registers people by one declares it.
 */
@ApplicationModule(
        allowedDependencies = {
            "identity",
            "account",
            "federation",
            "login",
            "otp",
            "journey",
            "notice",
            "audit",
            "abuse",
            "page"
        })
@NullMarked
package vn.mocua.portal.linked;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
