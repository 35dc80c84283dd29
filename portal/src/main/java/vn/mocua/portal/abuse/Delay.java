package vn.mocua.portal.abuse;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A wait that doubles with every failure in a row, up to a longest, and ends at the first success.
 *
 * <p>The setting {@code mocua.limits.<name>} changes it, written as {@code 3/30s/15m}: three failures free, then 30
 * seconds, at most 15 minutes. It never becomes a lock (threat T28): the longest wait is an hour.
 *
 * @param name in kebab-case
 * @param free failures after which one may try again at once, 0 to 10
 * @param first the first wait, at least a second
 * @param longest the longest wait, at most an hour
 */
public record Delay(String name, int free, Duration first, Duration longest) {

    static final List<Delay> ALL = List.of(
            // One account from one source: three slips are human, a fifteen-minute wait ends guessing.
            new Delay("sign-in", 3, Duration.ofSeconds(30), Duration.ofMinutes(15)),
            // One purpose at one phone or mailbox, counted when a code is sent, ended by one that is typed back.
            new Delay("otp-sending", 0, Duration.ofSeconds(60), Duration.ofMinutes(8)));

    public Delay {
        if (free < 0
                || free > 10
                || first.toSeconds() < 1
                || first.compareTo(longest) > 0
                || longest.compareTo(Duration.ofHours(1)) > 0) {
            throw new IllegalArgumentException("mocua.limits.%s is %d/%s/%s: it needs 0 to 10 free, a first wait of 1s"
                            .formatted(name, free, Rate.text(first), Rate.text(longest))
                    + " or longer, and a longest wait of no more than 1h");
        }
    }

    Delay setTo(@Nullable String setting) {
        if (setting == null) {
            return this;
        }
        var parts = setting.split("/", -1);
        if (parts.length != 3 || !parts[0].strip().matches("[0-9]{1,3}")) {
            throw new IllegalArgumentException("mocua.limits.%s is not written like 3/30s/15m".formatted(name));
        }
        return new Delay(name, Integer.parseInt(parts[0].strip()), Rate.time(parts[1]), Rate.time(parts[2]));
    }
}
