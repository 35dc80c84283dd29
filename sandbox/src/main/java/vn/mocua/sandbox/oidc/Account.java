package vn.mocua.sandbox.oidc;

import java.util.Map;

/**
 * Somebody who can sign in at a provider, and all that the provider may tell about them.
 *
 * @param subject the provider's own name for the account, never changed and never given to another
 * @param shown what the sign-in page calls the account
 */
record Account(String username, String password, String subject, String shown, Map<String, Object> claims) {

    @Override
    public String toString() {
        return "Account[***]";
    }
}
