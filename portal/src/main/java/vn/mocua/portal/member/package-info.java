/**
 * People who act for a business or a state body: invited by their national id, with a role and perhaps a last day, each
 * by an account of their own. Whatever they do is written down as theirs.
 */
@ApplicationModule(
        allowedDependencies = {
            "identity",
            "account",
            "journey",
            "abuse",
            "audit",
            "page",
            "login",
            "notice",
            "passkey",
            "recovery",
            "vault",
            "database"
        })
@NullMarked
package vn.mocua.portal.member;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
