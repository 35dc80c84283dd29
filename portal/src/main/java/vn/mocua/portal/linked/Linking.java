package vn.mocua.portal.linked;

import java.util.UUID;

/**
 * What is known while the owner of an account links a provider to it.
 *
 * @param note of the way out that is under way; empty when none is
 * @param named whether the provider named the owner
 */
record Linking(UUID account, String kind, String note, boolean named) {

    Linking noting(String word) {
        return new Linking(account, kind, word, named);
    }

    Linking unnamed() {
        return new Linking(account, kind, note, false);
    }

    Linking namedRightly() {
        return new Linking(account, kind, "", true);
    }
}
