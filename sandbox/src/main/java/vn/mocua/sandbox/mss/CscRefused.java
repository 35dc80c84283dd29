package vn.mocua.sandbox.mss;

import java.util.LinkedHashMap;
import vn.mocua.sandbox.web.Reply;

/** A refusal in the words of the CSC API. */
final class CscRefused extends Exception {

    private final int status;
    private final String error;
    private final String description;

    CscRefused(int status, String error, String description) {
        super(error);
        this.status = status;
        this.error = error;
        this.description = description;
    }

    static CscRefused request(String description) {
        return new CscRefused(400, "invalid_request", description);
    }

    static CscRefused parameter(String name) {
        return request("Invalid parameter " + name);
    }

    static CscRefused missing(String name) {
        return request("Missing (or invalid type) string parameter " + name);
    }

    Reply reply() {
        var json = new LinkedHashMap<String, String>();
        json.put("error", error);
        json.put("error_description", description);
        var reply = Reply.json(status, json).with("Cache-Control", "no-store");
        return status == 401 ? reply.with("WWW-Authenticate", "Bearer") : reply;
    }
}
