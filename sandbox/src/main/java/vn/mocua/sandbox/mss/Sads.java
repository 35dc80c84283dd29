package vn.mocua.sandbox.mss;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Signature activation data: what a confirmed prompt is worth, once, for its own hash. */
final class Sads {

    static final Duration LIFETIME = Duration.ofSeconds(300);
    private static final int MOST = 20_000;

    private record Sad(Prompt prompt, Instant until) {}

    private final Map<String, String> byPrompt = new LinkedHashMap<>();
    private final Map<String, Sad> valid = new LinkedHashMap<>();

    /** The one for a prompt, the same however often it is asked for. */
    synchronized String of(Prompt prompt, Instant now) {
        while (byPrompt.size() >= MOST) {
            var oldest = byPrompt.entrySet().iterator();
            valid.remove(oldest.next().getValue());
            oldest.remove();
        }
        return byPrompt.computeIfAbsent(prompt.id(), id -> {
            var sad = Prompts.token();
            valid.put(sad, new Sad(prompt, now.plus(LIFETIME)));
            return sad;
        });
    }

    /** Takes it away and gives what it was for; null when it is over, used, or was never. */
    synchronized @Nullable Prompt use(String sad, Instant now) {
        var found = valid.remove(sad);
        return found == null || !found.until().isAfter(now) ? null : found.prompt();
    }

    synchronized @Nullable Prompt look(String sad, Instant now) {
        var found = valid.get(sad);
        return found == null || !found.until().isAfter(now) ? null : found.prompt();
    }
}
