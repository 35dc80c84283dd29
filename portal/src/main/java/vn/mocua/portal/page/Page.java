package vn.mocua.portal.page;

import org.jspecify.annotations.Nullable;

/**
 * What every page is given besides its own content.
 *
 * @param path the address of the page that is shown, to which the language switch leads back
 * @param csrf the word that every form sends back in the hidden field {@code _csrf}
 * @param signedInAs how the person who is signed in is greeted; null for a visitor
 */
public record Page(
        Language language,
        Texts texts,
        String path,
        String csrf,
        @Nullable String signedInAs) {

    /** The words for a key, in the page's language; a missing key shows itself, and a test finds it. */
    public String text(String key, Object... args) {
        return texts.text(language, key, args);
    }

    public boolean hasText(String key) {
        return texts.has(key);
    }

    /** The address of a file served by us, with its fingerprint, so that it can be cached for a year. */
    public String asset(String name) {
        return texts.asset(name);
    }
}
