/** My account: what is known of me, how surely, and what happened with it. */
@ApplicationModule(
        allowedDependencies = {
            "page",
            "identity",
            "account",
            "certificatelife",
            "otp",
            "audit",
            "login",
            "journey",
            "notice",
            "abuse",
            "subscriber",
            "outside",
            "vault"
        })
@NullMarked
package vn.mocua.portal.selfservice;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
