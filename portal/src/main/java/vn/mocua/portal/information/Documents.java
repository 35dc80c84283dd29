package vn.mocua.portal.information;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;
import vn.mocua.portal.page.Language;

/** The texts that people agree to. Each version stays readable for ever under its own address. */
@Component
public class Documents {

    public static final String TERMS = "terms";
    public static final String SHARING_POLICY = "sharing-policy";

    private static final ZoneId HERE = ZoneId.of("Asia/Ho_Chi_Minh");
    private static final Pattern FILE = Pattern.compile("(\\d{4}-\\d{2}-\\d{2})_(vi|en)\\.txt");

    /**
     * What was agreed to, as a record of consent keeps it.
     *
     * @param name {@link #TERMS} or {@link #SHARING_POLICY}
     * @param version the day it came into force, as in {@code 2026-11-01}
     * @param fingerprint SHA-256 over the text in both languages, Vietnamese first, in hexadecimal
     */
    public record Document(String name, String version, String fingerprint) {}

    private record Texts(Map<Language, String> byLanguage, String fingerprint) {

        static Texts of(Map<Language, String> byLanguage) {
            return new Texts(byLanguage, Documents.fingerprint(byLanguage));
        }

        Prose in(Language language) {
            return Prose.read(Objects.requireNonNull(byLanguage.get(language)));
        }
    }

    private final Clock clock;
    private final Map<String, TreeMap<LocalDate, Texts>> versions;

    Documents(Clock clock) {
        this.clock = clock;
        this.versions = Map.of(TERMS, read(TERMS), SHARING_POLICY, read(SHARING_POLICY));
    }

    /** The versions in force today of all that a registration asks consent to. */
    public List<Document> current() {
        return Stream.of(TERMS, SHARING_POLICY).map(this::current).toList();
    }

    /** What whoever agrees on a page agrees to: of each text, its version and fingerprint. */
    public Map<String, String> agreed() {
        return current().stream()
                .collect(Collectors.toMap(Document::name, each -> each.version() + " " + each.fingerprint()));
    }

    /** The version in force today of one of them. */
    public Document current(String name) {
        var version = inForce(name);
        return new Document(
                name,
                version.toString(),
                Objects.requireNonNull(all(name).get(version)).fingerprint());
    }

    /** The text of a version; empty when there never was one. */
    Optional<Prose> text(String name, String version, Language language) {
        return all(name).entrySet().stream()
                .filter(entry -> entry.getKey().toString().equals(version))
                .map(entry -> entry.getValue().in(language))
                .findFirst();
    }

    /** All versions, newest first. */
    List<String> versions(String name) {
        return all(name).descendingKeySet().stream().map(LocalDate::toString).toList();
    }

    private LocalDate inForce(String name) {
        var version = all(name).floorKey(LocalDate.now(clock.withZone(HERE)));
        return version != null ? version : all(name).firstKey();
    }

    private TreeMap<LocalDate, Texts> all(String name) {
        var found = versions.get(name);
        if (found == null) {
            throw new IllegalArgumentException("no document " + name);
        }
        return found;
    }

    private static TreeMap<LocalDate, Texts> read(String name) {
        var read = new TreeMap<LocalDate, Map<Language, String>>();
        try {
            var files =
                    new PathMatchingResourcePatternResolver().getResources("classpath:documents/" + name + "/*.txt");
            for (var file : files) {
                var parts = FILE.matcher(Objects.requireNonNull(file.getFilename()));
                if (!parts.matches()) {
                    throw new IllegalStateException("not named for a day and a language: " + file);
                }
                read.computeIfAbsent(LocalDate.parse(parts.group(1)), day -> new EnumMap<>(Language.class))
                        .put(
                                Language.valueOf(parts.group(2).toUpperCase(Locale.ROOT)),
                                file.getContentAsString(StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (read.isEmpty() || read.values().stream().anyMatch(texts -> texts.size() < 2)) {
            throw new IllegalStateException("every version of " + name + " stands in both languages");
        }
        var texts = new TreeMap<LocalDate, Texts>();
        read.forEach((day, byLanguage) -> texts.put(day, Texts.of(byLanguage)));
        return texts;
    }

    private static String fingerprint(Map<Language, String> byLanguage) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            byLanguage.entrySet().stream()
                    .sorted(Map.Entry.comparingByKey(Comparator.naturalOrder()))
                    .forEach(entry -> digest.update(entry.getValue().getBytes(StandardCharsets.UTF_8)));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
