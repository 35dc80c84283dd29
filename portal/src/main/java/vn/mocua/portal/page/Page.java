package vn.mocua.portal.page;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What every page is given besides its own content.
 *
 * @param path the address of the page that is shown, to which the language switch leads back
 * @param csrf the word that every form sends back in the hidden field {@code _csrf}
 * @param signedInAs how the person who is signed in is greeted; null for a visitor
 * @param stay null for a visitor
 * @param acting who acts for whom, on pages of an account; null when its own holder is there
 */
public record Page(
        Language language,
        Texts texts,
        String path,
        String csrf,
        @Nullable String signedInAs,
        @Nullable Stay stay,
        @Nullable Acting acting) {

    /**
     * A person who acts for the account that is shown.
     *
     * @param person their name
     * @param company the name of the account's holder
     * @param role in kebab-case; its words stand under {@code member.role.<role>}
     * @param opens whether they may open a page of the account
     */
    public record Acting(String person, String company, String role, Predicate<String> opens) {

        /** Where the request keeps it, once it is known who is there. */
        public static final String ATTRIBUTE = Acting.class.getName();

        @Override
        public String toString() {
            return "Acting[" + role + "]";
        }
    }

    /**
     * How long whoever is signed in stays so.
     *
     * @param idleEnd when the session ends if nothing is done any more
     * @param end when it ends in any case
     * @param idle seconds to the first of the two
     * @param all seconds to the second
     * @param late seconds by which it may end later than that: whoever asks before finds it open, and keeps it open by asking
     */
    public record Stay(Instant idleEnd, Instant end, long idle, long all, long late) {

        /** Whether it ends in any case before it could end by idleness. */
        public boolean isLast() {
            return all <= idle;
        }
    }

    private static final ZoneId HERE = ZoneId.of("Asia/Ho_Chi_Minh");
    private static final Duration ALMOST_A_SECOND = Duration.ofSeconds(1).minusNanos(1);

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("dd/MM/yyyy");
    private static final DateTimeFormatter DATE = DAY.withZone(HERE);
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss").withZone(HERE);
    private static final DateTimeFormatter DATE_TIME =
            DateTimeFormatter.ofPattern("HH:mm, dd/MM/yyyy").withZone(HERE);

    /** The words for a key, in the page's language; a missing key shows itself, and a test finds it. */
    public String text(String key, Object... args) {
        return texts.text(language, key, args);
    }

    /** The words of a variant where it has its own, {@code key.variant}, or else those for all. */
    public String textOf(String variant, String key, Object... args) {
        return text(hasText(key + "." + variant) ? key + "." + variant : key, args);
    }

    /** Whether whoever is there may open a page of the account. */
    public boolean mayOpen(String address) {
        return acting == null || acting.opens().test(address);
    }

    /** What the account is to whoever is there: their own, or the one for which they act. */
    public String accountTitle() {
        return text(acting == null ? "account.title" : "member.account");
    }

    public boolean hasText(String key) {
        return texts.has(key);
    }

    /** The address of a file served by us, with its fingerprint, so that it can be cached for a year. */
    public String asset(String name) {
        return texts.asset(name);
    }

    /** The day in Vietnam, as in {@code 23/11/2026}: alike in both languages. */
    public String date(Instant instant) {
        return DATE.format(instant);
    }

    /** A day as documents are named by it, {@code 2026-11-01}, as people read it: {@code 01/11/2026}. */
    public String day(String iso) {
        return DAY.format(LocalDate.parse(iso));
    }

    /** Of the program that serves the page. */
    public String version() {
        return texts.version();
    }

    /** The time of day in Vietnam, as in {@code 09:20:12}. */
    public String time(Instant instant) {
        return TIME.format(instant);
    }

    /** The same, for what is possible from then on. */
    public String timeFrom(Instant instant) {
        return TIME.format(notTooEarly(instant));
    }

    /** For telling to the second from when on something is possible: rounded up, so that it is. */
    public static Instant notTooEarly(Instant instant) {
        return instant.plus(ALMOST_A_SECOND);
    }

    public String dateTime(Instant instant) {
        return DATE_TIME.format(instant);
    }

    /** How long something lasts, as the settings have it: in whole days from two on, else in hours, else in minutes. */
    public String span(Duration lasting) {
        return Spans.of(lasting, this::text);
    }

    /** Where the switch to the other language leads: there, and back to this page. */
    public String languageSwitch() {
        return "/language/" + language.other().tag() + "?back=" + URLEncoder.encode(path, StandardCharsets.UTF_8);
    }
}
