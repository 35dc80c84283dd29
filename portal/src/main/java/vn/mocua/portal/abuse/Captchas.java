package vn.mocua.portal.abuse;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Issues captchas, shows them, and checks their answers: each token once, within five minutes, for one form only.
 *
 * <p>Nothing is kept until an answer comes; then the token is burnt in the database, whether the answer is right or not.
 * Threat T07; docs/protocols/captcha.md.
 */
public class Captchas {

    private static final Duration LIFETIME = Duration.ofMinutes(5);

    /** By how much the clocks of two nodes may differ. */
    private static final Duration CLOCKS_DIFFER = Duration.ofSeconds(30);

    private static final Duration RENEWABLE = Duration.ofMinutes(30);
    private static final int DIGITS = 6;
    private static final int LONGEST_BINDING = 200;
    private static final int LONGEST_ANSWER = 64;

    private final CaptchaSeal seal;
    private final BurntCaptchas burnt;
    private final Clock clock;
    private final CaptchaPicture picture = new CaptchaPicture();
    private final CaptchaSound sound = new CaptchaSound();
    private final SecureRandom random = new SecureRandom();

    /**
     * @param key 32 bytes in base64 under which tokens are sealed and nothing else; {@code demo:} before it marks a key
     *     that a sandbox knows
     * @throws IllegalStateException in one line, if there is no such key
     */
    public Captchas(@Nullable String key, JdbcClient db, Clock clock) {
        this.seal = new CaptchaSeal(key);
        this.burnt = new BurntCaptchas(db);
        this.clock = clock;
    }

    /** Whether the key is one that a sandbox knows: such a portal may be reached from its own machine only. */
    public boolean isDemo() {
        return seal.isDemo();
    }

    /**
     * A new captcha.
     *
     * @param boundTo the journey and form that it is for, such as a draft's id and a step's key; sealed, never shown;
     *     at most 200 characters, else an IllegalArgumentException
     */
    public Captcha issue(String boundTo) {
        if (boundTo.length() > LONGEST_BINDING) {
            throw new IllegalArgumentException("a captcha is bound to at most " + LONGEST_BINDING + " characters");
        }
        var id = new byte[16];
        random.nextBytes(id);
        return Captcha.of(seal.seal(new CaptchaSeal.Content(
                digits(random.nextInt(1_000_000)),
                boundTo,
                clock.instant().plus(LIFETIME).getEpochSecond(),
                Base64.getUrlEncoder().withoutPadding().encodeToString(id))));
    }

    /** A new captcha for the same form; also for an expired or burnt token, but not for one older than half an hour. */
    public Optional<Captcha> renew(@Nullable String token) {
        return seal.open(token)
                .filter(old -> issued(old).plus(RENEWABLE).isAfter(clock.instant()))
                .map(old -> issue(old.boundTo()));
    }

    /** The captcha of a token, to be shown once more since its answer was not looked at; empty when it has expired. */
    public Optional<Captcha> shown(String token) {
        return seal.open(token).filter(this::isAlive).map(alive -> Captcha.of(token));
    }

    /**
     * Whether the answer is right; the token is burnt before the answer is looked at.
     *
     * <p>Blanks are ignored and digits of every width are read. Anything missing, unreadable, expired, used before or
     * meant for another form is wrong; a silent database is an exception, never a yes.
     *
     * @throws IllegalStateException within a transaction, whose rollback would make the token whole again
     */
    public boolean check(@Nullable String token, @Nullable String answer, String boundTo) {
        var content = seal.open(token).filter(this::isAlive);
        if (token == null || content.isEmpty()) {
            return false;
        }
        boolean first =
                burnt.burn(sha256(token), Instant.ofEpochSecond(content.get().expires()));
        boolean right = same(content.get().answer(), digitsOf(answer));
        boolean here = same(content.get().boundTo(), boundTo);
        return first & right & here;
    }

    /**
     * Whether an answer that {@link #check} turned down is right all the same, so that it was only sent before: a second
     * click, or somebody who tries to use one captcha twice. Nothing may be done for whoever shows that.
     */
    public boolean wasSolved(@Nullable String token, @Nullable String answer, String boundTo) {
        return seal.open(token)
                .filter(this::isAlive)
                .filter(content -> same(content.answer(), digitsOf(answer)) & same(content.boundTo(), boundTo))
                .isPresent();
    }

    /** What to say beside the field of an answer that {@link #check} turned down. */
    public String whyNot(@Nullable String token, @Nullable String answer, String boundTo) {
        if (answer == null || answer.isBlank()) {
            return "captcha.missing";
        }
        return wasSolved(token, answer, boundTo) ? "captcha.spent" : "captcha.wrong";
    }

    /** The picture as PNG; empty for a token that does not open or has expired. Always the same for one token. */
    public Optional<byte[]> picture(String token) {
        return seal.open(token).filter(this::isAlive).map(open -> picture.draw(open.answer(), seed(open)));
    }

    /** The sound as WAV, in Vietnamese or, for {@code en}, in English; empty as for the picture. */
    public Optional<byte[]> sound(String token, String languageTag) {
        return seal.open(token).filter(this::isAlive).map(open -> sound.speak(open.answer(), languageTag, seed(open)));
    }

    void forgetExpired() {
        burnt.forgetExpired(clock.instant());
    }

    private boolean isAlive(CaptchaSeal.Content content) {
        var left = content.expires() - clock.instant().getEpochSecond();
        // No clock gives a captcha more time than it was given, however far it is set back.
        return left > 0 && left <= LIFETIME.plus(CLOCKS_DIFFER).toSeconds();
    }

    private static Instant issued(CaptchaSeal.Content content) {
        return Instant.ofEpochSecond(content.expires()).minus(LIFETIME);
    }

    /** Secret, since the id is sealed: who knew the seed could straighten the picture. */
    private static long seed(CaptchaSeal.Content content) {
        return ByteBuffer.wrap(sha256(content.id())).getLong();
    }

    private static String digits(int number) {
        return String.valueOf(1_000_000 + number).substring(1);
    }

    private static String digitsOf(@Nullable String answer) {
        var digits = new StringBuilder(DIGITS);
        if (answer != null && answer.length() <= LONGEST_ANSWER) {
            answer.codePoints()
                    .filter(c -> !Character.isWhitespace(c) && !Character.isSpaceChar(c))
                    .map(c -> Character.digit(c, 10))
                    .forEach(digit -> digits.append(digit < 0 ? "?" : digit));
        }
        return digits.toString();
    }

    private static boolean same(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
