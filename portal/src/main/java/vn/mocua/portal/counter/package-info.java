/** Visits to a counter that were reserved: asked for, confirmed by a code, remembered for a week. */
@ApplicationModule(
        allowedDependencies = {
            "identity",
            "account",
            "otp",
            "journey",
            "abuse",
            "audit",
            "page",
            "messaging",
            "notice",
            "information",
            "vault",
            "database"
        })
@NullMarked
package vn.mocua.portal.counter;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
