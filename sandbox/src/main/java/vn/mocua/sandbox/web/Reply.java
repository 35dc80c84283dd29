package vn.mocua.sandbox.web;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the one HTTP port answers.
 *
 * @param stream writes an answer without end in place of the body, or null
 * @param manner how the answer is brought
 */
public record Reply(
        int status,
        Map<String, String> headers,
        byte[] body,
        @Nullable Streaming stream,
        Manner manner) {

    /** How an answer is brought: whole, cut in the middle, or not at all. */
    public enum Manner {
        WHOLE,
        CUT,
        HANG_UP
    }

    /** An answer that goes on until the other side has enough. */
    public interface Streaming {
        void to(OutputStream out) throws IOException, InterruptedException;
    }

    private static final byte[] NOTHING = {};

    public static Reply of(int status, String type, byte[] body) {
        return new Reply(status, Map.of("Content-Type", type), body, null, Manner.WHOLE);
    }

    public static Reply json(int status, Object value) {
        return of(status, "application/json", JsonMapper.shared().writeValueAsBytes(value));
    }

    public static Reply json(Object value) {
        return json(200, value);
    }

    public static Reply html(int status, String page) {
        return of(status, "text/html; charset=utf-8", page.getBytes(StandardCharsets.UTF_8));
    }

    public static Reply text(int status, String text) {
        return of(status, "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
    }

    public static Reply see(String location) {
        return new Reply(303, Map.of("Location", location), NOTHING, null, Manner.WHOLE);
    }

    public static Reply stream(String type, Streaming stream) {
        return new Reply(200, Map.of("Content-Type", type), NOTHING, stream, Manner.WHOLE);
    }

    /** Closes the connection without a word. */
    public static Reply hangUp() {
        return new Reply(0, Map.of(), NOTHING, null, Manner.HANG_UP);
    }

    /** The same, but the connection is cut when half of it is written. */
    public Reply cut() {
        return new Reply(status, headers, body, stream, Manner.CUT);
    }

    public Reply with(String name, String value) {
        var more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Reply(status, more, body, stream, manner);
    }
}
