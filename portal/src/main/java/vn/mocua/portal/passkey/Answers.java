package vn.mocua.portal.passkey;

import java.util.Base64;
import java.util.Optional;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Reads what script of ours sends of a passkey's answer: bytes as base64url without padding. */
@Component
class Answers {

    private final JsonMapper json;

    Answers(JsonMapper json) {
        this.json = json;
    }

    /** Empty when it is no such text. */
    static Optional<byte[]> bytes(String text) {
        try {
            return Optional.of(Base64.getUrlDecoder().decode(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    static String text(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** The challenge that client data (WebAuthn 5.8.1) say they answer. */
    Optional<byte[]> challengeOf(byte[] clientData) {
        try {
            var challenge = json.readTree(clientData).path("challenge");
            return challenge.isString() ? bytes(challenge.asString()) : Optional.empty();
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }
}
