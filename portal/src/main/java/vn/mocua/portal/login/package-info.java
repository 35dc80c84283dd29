/** Signing in: with id and password, then with a code on every device that is not remembered. */
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
            "messaging"
        })
@NullMarked
package vn.mocua.portal.login;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
