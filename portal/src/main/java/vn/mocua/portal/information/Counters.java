package vn.mocua.portal.information;

import java.text.Normalizer;
import java.time.DayOfWeek;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where people can go in person: {@code mocua.counters[0].name} and so on. A list that is configured replaces the
 * shipped one as a whole.
 */
@ConfigurationProperties("mocua")
public record Counters(@DefaultValue List<Counter> counters) {

    /** Whose roof a counter stands under. */
    public enum Kind {
        COUNTER,
        POST_OFFICE
    }

    /** The halves of a working day for which a visit can be reserved. */
    public enum Half {
        MORNING,
        AFTERNOON
    }

    /**
     * One counter.
     *
     * @param hours when it is open, as people there say it
     * @param hoursEn the same in English; the Vietnamese is shown where it is missing
     * @param key its name in records, which stays when the list is put into another order; made of its name where it is
     *     not set
     * @param days on which a visit can be reserved
     * @param halves of those days
     */
    public record Counter(
            String name,
            String address,
            String phone,
            String hours,
            @Nullable String hoursEn,
            @Nullable String key,
            @DefaultValue("COUNTER") Kind kind,

            @DefaultValue({"MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY"})
            Set<DayOfWeek> days,

            @DefaultValue({"MORNING", "AFTERNOON"}) Set<Half> halves) {

        public Counter {
            key = slug(key == null || key.isBlank() ? name : key);
            days = Set.copyOf(days);
            halves = Set.copyOf(halves);
        }

        /** Never null: what is not set is made of the name. */
        @Override
        public String key() {
            return key == null ? slug(name) : key;
        }

        private static String slug(String words) {
            var plain = Normalizer.normalize(words.toLowerCase(Locale.ROOT), Normalizer.Form.NFD)
                    .replaceAll("\\p{Mn}", "")
                    .replace('\u0111', 'd')
                    .replaceAll("[^a-z0-9]+", "-")
                    .replaceAll("^-|-$", "");
            return plain.substring(0, Math.min(60, plain.length()));
        }
    }

    public Counters {
        counters = List.copyOf(counters);
        var keys = new HashSet<String>();
        for (var counter : counters) {
            if (!keys.add(counter.key())) {
                throw new IllegalArgumentException(
                        "mocua.counters: two are called " + counter.key() + "; give one a key of its own");
            }
        }
    }

    public Optional<Counter> find(String key) {
        return counters.stream().filter(each -> each.key().equals(key)).findFirst();
    }
}
