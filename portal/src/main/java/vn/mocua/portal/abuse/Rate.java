package vn.mocua.portal.abuse;

import java.time.Duration;
import java.util.regex.Pattern;

/** So many times in any stretch of so long; written {@code 5/1d}, with the units s, m, h and d. */
public record Rate(int count, Duration per) {

    private static final Pattern TEXT = Pattern.compile("\\s*([0-9]{1,9})\\s*/\\s*(\\S+)\\s*");
    private static final Pattern TIME = Pattern.compile("([0-9]{1,6})([smhd])");

    public Rate {
        if (count < 1 || per.isNegative() || per.isZero()) {
            throw new IllegalArgumentException("a rate is at least once in some time");
        }
    }

    public static Rate of(String text) {
        var parts = TEXT.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("not a rate such as 5/1d: " + text);
        }
        return new Rate(Integer.parseInt(parts.group(1)), time(parts.group(2)));
    }

    static Duration time(String text) {
        var parts = TIME.matcher(text.strip());
        if (!parts.matches()) {
            throw new IllegalArgumentException("not a time such as 30s, 5m, 1h or 1d: " + text);
        }
        long count = Long.parseLong(parts.group(1));
        return switch (parts.group(2)) {
            case "s" -> Duration.ofSeconds(count);
            case "m" -> Duration.ofMinutes(count);
            case "h" -> Duration.ofHours(count);
            default -> Duration.ofDays(count);
        };
    }

    static String text(Duration time) {
        long seconds = time.toSeconds();
        if (seconds % 86_400 == 0) {
            return seconds / 86_400 + "d";
        }
        if (seconds % 3600 == 0) {
            return seconds / 3600 + "h";
        }
        return seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
    }

    @Override
    public String toString() {
        return count + "/" + text(per);
    }
}
