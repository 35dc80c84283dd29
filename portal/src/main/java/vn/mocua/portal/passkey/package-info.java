/**
 * Passkeys: keys that a person's own phone or computer keeps, and uses once it has seen a finger, a face or its screen
 * lock. Adding, naming and removing them; signing in by one alone.
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
            "vault",
            "database"
        })
@NullMarked
package vn.mocua.portal.passkey;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
