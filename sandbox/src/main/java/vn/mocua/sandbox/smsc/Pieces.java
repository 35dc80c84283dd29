package vn.mocua.sandbox.smsc;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import vn.mocua.sandbox.town.Telephone;

/** Pieces of long messages that wait for the others: a minute, and no more than a thousand messages. */
final class Pieces {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int MOST = 1000;

    private record Key(String from, Telephone to, int reference, int total) {}

    private record Waiting(Instant since, Map<Integer, String> texts) {}

    private final Clock clock;
    private final Map<Key, Waiting> waiting = new LinkedHashMap<>();

    Pieces(Clock clock) {
        this.clock = clock;
    }

    /** Adds one; the whole text once the last has come. */
    synchronized Optional<String> add(String from, Telephone to, SubmitSm.Piece piece, String text) {
        if (piece.total() == 1) {
            return Optional.of(text);
        }
        var now = clock.instant();
        waiting.values().removeIf(old -> old.since().plus(PATIENCE).isBefore(now));
        if (waiting.size() >= MOST) {
            waiting.remove(waiting.keySet().iterator().next());
        }
        var key = new Key(from, to, piece.reference(), piece.total());
        var texts = waiting.computeIfAbsent(key, fresh -> new Waiting(now, new TreeMap<>()))
                .texts();
        texts.put(piece.number(), text);
        if (texts.size() < piece.total()) {
            return Optional.empty();
        }
        waiting.remove(key);
        return Optional.of(String.join("", texts.values()));
    }
}
