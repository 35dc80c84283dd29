/**
 * Signing in: with id and password, then with a code on every device that is not remembered; or by the key of a
 * certificate that an account knows.
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
            "signing",
            "signing::sim"
        })
@NullMarked
package vn.mocua.portal.login;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
