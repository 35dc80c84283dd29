package vn.mocua.portal.offer;

import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import vn.mocua.portal.identity.Ial;
import vn.mocua.portal.identity.SubjectKind;

/** Terms as people write them, on a command line and in a policy file alike: a name and a value each. */
final class TermWords {

    static final List<String> NAMES =
            List.of("state", "order", "kinds", "cap", "from", "to", "notice-vi", "notice-en", "until");

    /** Takes a value back: then it is as the method declares it. */
    static final String NONE = "none";

    private static final int LONGEST_NOTICE = 300;
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("uuuu-MM-dd").withResolverStyle(ResolverStyle.STRICT);
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm").withResolverStyle(ResolverStyle.STRICT);

    private TermWords() {}

    static Terms read(String method, Map<String, String> all) {
        for (var name : all.keySet()) {
            if (!NAMES.contains(name)) {
                throw new Nonsense(method + ": not understood: " + name);
            }
        }
        var words = new LinkedHashMap<String, String>();
        all.forEach((name, value) -> {
            if (!value.strip().equals(NONE)) {
                words.put(name, Normalizer.normalize(value, Normalizer.Form.NFC).strip());
            }
        });
        return new Terms(
                method,
                on(method, words.getOrDefault("state", "on")),
                kinds(method, words.get("kinds")),
                cap(method, words.get("cap")),
                day(method, "from", words.get("from")),
                day(method, "to", words.get("to")),
                notice(method, words.get("notice-vi"), words.get("notice-en")),
                time(method, words.get("until")),
                order(method, words.get("order")));
    }

    /** The other way round; reading it gives the same terms. */
    static Map<String, String> of(Terms terms) {
        var words = new LinkedHashMap<String, String>();
        words.put("state", terms.on() ? "on" : "off");
        put(words, "order", terms.order());
        put(words, "kinds", terms.kinds().isEmpty() ? null : of(terms.kinds()));
        put(words, "cap", terms.cap());
        put(words, "from", terms.from());
        put(words, "to", terms.to());
        var notice = terms.notice();
        put(words, "notice-vi", notice == null ? null : notice.vi());
        put(words, "notice-en", notice == null ? null : notice.en());
        put(words, "until", terms.until() == null ? null : time(terms.until()));
        return words;
    }

    static String of(Set<SubjectKind> kinds) {
        return kinds.stream().sorted().map(TermWords::name).collect(Collectors.joining(" "));
    }

    static String name(SubjectKind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    /** As it is read on a clock in Vietnam. */
    static String time(Instant instant) {
        return TIME.format(LocalDateTime.ofInstant(instant, Terms.VIETNAM));
    }

    private static void put(Map<String, String> words, String name, @Nullable Object value) {
        if (value != null) {
            words.put(name, value.toString());
        }
    }

    private static boolean on(String method, String word) {
        return switch (word) {
            case "on" -> true;
            case "off" -> false;
            default -> throw new Nonsense(method + ": state is on or off, not " + word);
        };
    }

    private static Set<SubjectKind> kinds(String method, @Nullable String words) {
        if (words == null) {
            return Set.of();
        }
        var kinds = EnumSet.noneOf(SubjectKind.class);
        for (var word : words.split("[ ,]+")) {
            kinds.add(Arrays.stream(SubjectKind.values())
                    .filter(kind -> name(kind).equals(word))
                    .findFirst()
                    .orElseThrow(() -> new Nonsense(method + ": kinds are citizen, business and agency, not " + word)));
        }
        return kinds;
    }

    private static @Nullable Ial cap(String method, @Nullable String word) {
        if (word == null) {
            return null;
        }
        return switch (word) {
            case "IAL2" -> Ial.IAL2;
            case "IAL3" -> Ial.IAL3;
            default -> throw new Nonsense(method + ": cap is IAL2 or IAL3, not " + word);
        };
    }

    private static @Nullable LocalDate day(String method, String name, @Nullable String word) {
        try {
            var day = word == null ? null : LocalDate.parse(word, DAY);
            if (day != null && (day.getYear() < 2000 || day.getYear() > 2100)) {
                throw new Nonsense(method + ": " + name + " is in a year that cannot be meant: " + word);
            }
            return day;
        } catch (DateTimeException e) {
            throw new Nonsense(method + ": " + name + " is a day such as 2026-12-31, not " + word);
        }
    }

    private static @Nullable Instant time(String method, @Nullable String word) {
        try {
            return word == null
                    ? null
                    : LocalDateTime.parse(word.replace(' ', 'T'), TIME)
                            .atZone(Terms.VIETNAM)
                            .toInstant();
        } catch (DateTimeException e) {
            throw new Nonsense(method + ": until is a time in Vietnam such as 2026-12-31T22:00, not " + word);
        }
    }

    private static @Nullable Notice notice(String method, @Nullable String vi, @Nullable String en) {
        if (vi == null && en == null) {
            return null;
        }
        if (vi == null || en == null || vi.isEmpty() || en.isEmpty()) {
            throw new Nonsense(method + ": a notice is in both languages, notice-vi and notice-en");
        }
        for (var text : List.of(vi, en)) {
            if (text.length() > LONGEST_NOTICE) {
                throw new Nonsense(method + ": a notice has at most " + LONGEST_NOTICE + " letters");
            }
            if (text.indexOf('\uFFFD') >= 0) {
                throw new Nonsense(method + ": the notice did not arrive in UTF-8: set LC_ALL=C.UTF-8");
            }
            if (text.chars().anyMatch(Character::isISOControl)) {
                throw new Nonsense(method + ": a notice is one line");
            }
        }
        return new Notice(vi, en);
    }

    private static @Nullable Integer order(String method, @Nullable String word) {
        if (word == null) {
            return null;
        }
        if (!word.matches("[1-9][0-9]{0,2}")) {
            throw new Nonsense(method + ": order is a number from 1 to 999, not " + word);
        }
        return Integer.valueOf(word);
    }
}
