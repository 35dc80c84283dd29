package vn.mocua.portal.messaging;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;
import vn.mocua.portal.page.Language;
import vn.mocua.portal.page.ReplacementRule;
import vn.mocua.portal.page.Wording;
import vn.mocua.portal.page.Wordings;

/**
 * What the words of short messages and mails must be like, so that an operator can put others in the place of ours.
 *
 * <p>How long the arguments of a short message may become stands in {@code outgoing/*.properties}: under the message's
 * key, separated by bars, with {@code {prefix.* argument}} for the longest words under a prefix; and under
 * {@code <key>.letters} how many letters its words have where a line is added to them.
 */
@Component
class OutgoingWords implements ReplacementRule {

    /** What a key's words become. */
    enum Kind {
        SMS("[a-z-]+\\.sms\\.[a-z0-9-]+|notice\\.[a-z0-9-]+\\.sms"),
        /** Words that stand in short messages. */
        PART("[a-z-]+\\.sms-[a-z-]+\\.[a-z-]+|otp\\.whom\\.[a-z-]+"),
        SUBJECT("([a-z-]+\\.mail\\.[a-z0-9-]+|notice\\.[a-z0-9-]+\\.mail)\\.subject"),
        MAIL("([a-z-]+\\.mail\\.[a-z0-9-]+|notice\\.[a-z0-9-]+\\.mail)\\.text"),
        /** What every mail says around its own words. */
        FRAME("mail\\.(link|automatic)");

        private final Pattern keys;

        Kind(String keys) {
            this.keys = Pattern.compile(keys);
        }

        static Optional<Kind> of(String key) {
            return Arrays.stream(values())
                    .filter(kind -> kind.keys.matcher(key).matches())
                    .findFirst();
        }
    }

    private static final Pattern LONGEST_UNDER = Pattern.compile("\\{([a-z.-]+)\\.\\*(?: ([^}]*))?}");
    private static final Pattern MARKUP = Pattern.compile("</?[A-Za-z!]|&[A-Za-z]+;|&#");
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}|[\\u2028\\u2029]");
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9 -]+");
    private static final int LONGEST_LINE = 200;

    private static final String ARGUMENTS = "outgoing/*.properties";
    private static final String UNKNOWN_ARGUMENT = "W".repeat(20);

    private final Map<String, String> arguments = arguments();

    /** What is wrong with words of ours, or with those that would be in their place; nothing when they are good. */
    Optional<String> fault(Wording wording, Wording own, Wordings others) {
        var kind = Kind.of(wording.key());
        if (kind.isEmpty()) {
            return Optional.of("is not the text of a short message or a mail");
        }
        if (!isPattern(wording)) {
            return Optional.of("has a brace or an apostrophe that is not of a gap");
        }
        if (!wording.gaps().equals(own.gaps())) {
            return Optional.of("has the gaps " + wording.gaps() + " instead of " + own.gaps());
        }
        if (!own.times().containsAll(wording.times())) {
            return Optional.of("names the times " + wording.times() + " where there are " + own.times());
        }
        if (wording.text().isBlank()) {
            return Optional.of("is empty");
        }
        return switch (kind.get()) {
            case SMS -> sms(wording, others);
            case PART ->
                PLAIN.matcher(wording.with("0")).matches() && wording.text().length() <= longestLike(own)
                        ? Optional.empty()
                        : Optional.of("is not of unaccented letters, or longer than the longest of its kind");
            case SUBJECT, FRAME ->
                CONTROL.matcher(wording.text()).find() || wording.text().length() > LONGEST_LINE
                        ? Optional.of("is not one line of at most " + LONGEST_LINE + " letters")
                        : markup(wording);
            case MAIL -> markup(wording);
        };
    }

    @Override
    public void check(Wordings own, List<Wording> replacements) {
        var faults = faults(own, replacements);
        if (!faults.isEmpty()) {
            throw new Wordings.Unusable(faults);
        }
    }

    List<String> faults(Wordings own, List<Wording> replacements) {
        var all = own.with(replacements);
        var faults = new ArrayList<String>();
        for (var each : replacements) {
            var ours = own.find(each.language(), each.key()).orElseThrow();
            fault(each, ours, all).ifPresent(fault -> faults.add(each.file() + ": " + each.key() + " " + fault));
        }
        return faults;
    }

    /** A short message with its arguments as long as they become, and the letters that are added to it. */
    String longest(Wording sms, Wordings others) {
        var filled = new ArrayList<String>();
        var declared = arguments.get(sms.key());
        for (var each : declared == null ? new String[0] : declared.split("\\|")) {
            filled.add(LONGEST_UNDER
                    .matcher(each)
                    .replaceAll(found -> Matcher.quoteReplacement(longestUnder(found, sms.language(), others))));
        }
        var last = sms.gaps().stream().max(Comparator.naturalOrder()).orElse(-1);
        while (filled.size() <= last) {
            filled.add(UNKNOWN_ARGUMENT);
        }
        return sms.with(filled.toArray());
    }

    /** How many letters of a short message its words may take. */
    int letters(String key) {
        return Integer.parseInt(arguments.getOrDefault(key + ".letters", "160"));
    }

    /** Whether it is written down how long each argument of a short message becomes. */
    boolean knowsArguments(Wording sms) {
        var declared = arguments.get(sms.key());
        return sms.gaps().isEmpty()
                || declared != null && sms.gaps().stream().allMatch(gap -> gap < declared.split("\\|").length);
    }

    private Optional<String> sms(Wording wording, Wordings others) {
        var longest = longest(wording, others);
        var most = letters(wording.key());
        if (longest.length() > most) {
            return Optional.of("has " + longest.length() + " letters with its longest arguments, more than " + most);
        }
        try {
            var _ = new SmsText(longest);
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private static Optional<String> markup(Wording wording) {
        return MARKUP.matcher(wording.text()).find()
                ? Optional.of("has HTML in it; mails are written as plain text")
                : Optional.empty();
    }

    private static boolean isPattern(Wording wording) {
        if (wording.gaps().isEmpty()) {
            return wording.text().indexOf('{') < 0 && wording.text().indexOf('}') < 0;
        }
        try {
            var _ = wording.with();
            return wording.text().indexOf('\'') < 0;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static int longestLike(Wording own) {
        var prefix = own.key().substring(0, own.key().lastIndexOf('.'));
        return longestUnder(prefix, own.language(), Wordings.builtIn()).text().length();
    }

    private static String longestUnder(MatchResult found, Language language, Wordings words) {
        var argument = found.group(2);
        return longestUnder(found.group(1), language, words).with(argument == null ? "" : argument);
    }

    private static Wording longestUnder(String prefix, Language language, Wordings words) {
        return words.all(language).stream()
                .filter(each -> each.key().startsWith(prefix + "."))
                .max(Comparator.comparingInt(each -> each.text().length()))
                .orElseThrow();
    }

    private static Map<String, String> arguments() {
        var found = new TreeMap<String, String>();
        try {
            for (var file : new PathMatchingResourcePatternResolver().getResources("classpath*:" + ARGUMENTS)) {
                var properties = new Properties();
                try (var reader = new InputStreamReader(file.getInputStream(), StandardCharsets.UTF_8)) {
                    properties.load(reader);
                }
                properties.stringPropertyNames().forEach(key -> found.put(key, properties.getProperty(key)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }
}
