package vn.mocua.sandbox.operator;

import java.util.LinkedHashMap;
import java.util.Map;

/** An error as CAMARA words it: ErrorInfo with status, code, message. */
final class Refused extends Exception {

    private final int status;
    private final String code;

    Refused(int status, String code, String message) {
        super(message);
        this.status = status;
        this.code = code;
    }

    static Refused invalidArgument(String message) {
        return new Refused(400, "INVALID_ARGUMENT", message);
    }

    static Refused unauthenticated() {
        return new Refused(
                401,
                "UNAUTHENTICATED",
                "Request not authenticated due to missing, invalid, or expired credentials. "
                        + "A new authentication is required.");
    }

    int status() {
        return status;
    }

    Map<String, Object> body() {
        var body = new LinkedHashMap<String, Object>();
        body.put("status", status);
        body.put("code", code);
        body.put("message", String.valueOf(getMessage()));
        return body;
    }
}
