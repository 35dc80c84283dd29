package vn.mocua.sandbox.oidc;

import java.util.Map;
import vn.mocua.sandbox.web.Reply;

/** A question that OAuth 2 has an error for: the code, and a sentence for the developer. */
final class Refused extends Exception {

    private final int status;
    private final String code;

    Refused(int status, String code, String description) {
        super(description);
        this.status = status;
        this.code = code;
    }

    static Refused invalid(String description) {
        return new Refused(400, "invalid_request", description);
    }

    String code() {
        return code;
    }

    String description() {
        return String.valueOf(getMessage());
    }

    /** RFC 6749, 5.2. */
    Reply reply() {
        return Reply.json(status, Map.of("error", code, "error_description", description()))
                .with("Cache-Control", "no-store");
    }
}
