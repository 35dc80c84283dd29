package vn.mocua.portal.messaging;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import vn.mocua.portal.page.Language;

/**
 * What is sealed in the outbox.
 *
 * @param to a phone number or an e-mail address
 * @param subject of a mail
 * @param language of a mail; null in one that a node of the version before this one wrote
 */
record Letter(
        String to,
        @Nullable String subject,
        String text,
        @Nullable Language language) {

    private static final JsonMapper JSON = JsonMapper.shared();

    byte[] bytes() {
        return JSON.writeValueAsBytes(this);
    }

    static Letter of(byte[] bytes) {
        return JSON.readValue(bytes, Letter.class);
    }

    @Override
    public String toString() {
        return "Letter[***]";
    }
}
