package vn.mocua.portal.journey;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;
import vn.mocua.portal.vault.Vault;

/**
 * The browser's word for the journey under way: the draft's id, the word's generation, and a keyed code over both, so
 * that nobody can make one up and an older one can be told from the newest.
 *
 * <p>A second cookie lives only as long as the browser stays open; without it the browser was closed in between, and
 * the person is asked whether to resume.
 */
@Component
class JourneyCookie {

    private static final String OPEN = "__Host-open";

    private final Vault vault;

    JourneyCookie(Vault vault) {
        this.vault = vault;
    }

    record Word(UUID draft, int generation) {}

    Optional<Word> read(Journey<?> journey, HttpServletRequest request) {
        return value(request, name(journey)).flatMap(this::parse);
    }

    boolean stayedOpen(HttpServletRequest request) {
        return value(request, OPEN).isPresent();
    }

    void write(Journey<?> journey, Draft<?> draft, HttpServletResponse response) {
        var text = draft.id() + "." + draft.generation();
        add(
                response,
                cookie(name(journey), text + "." + mac(text), journey.lifetime().inAll()));
        stayOpen(response);
    }

    void stayOpen(HttpServletResponse response) {
        add(response, cookie(OPEN, "1", Duration.ofSeconds(-1)));
    }

    void forget(Journey<?> journey, HttpServletResponse response) {
        add(response, cookie(name(journey), "", Duration.ZERO));
    }

    private Optional<Word> parse(String value) {
        var parts = value.split("\\.", -1);
        if (parts.length != 3) {
            return Optional.empty();
        }
        var genuine = MessageDigest.isEqual(
                mac(parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII),
                parts[2].getBytes(StandardCharsets.US_ASCII));
        return genuine
                ? Optional.of(new Word(UUID.fromString(parts[0]), Integer.parseInt(parts[1])))
                : Optional.empty();
    }

    private String mac(String text) {
        var code = vault.mac("journey-cookie", text.getBytes(StandardCharsets.US_ASCII));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(code);
    }

    /** One for all journeys of an area: who begins another way to register leaves the first. */
    private static String name(Journey<?> journey) {
        return "__Host-" + journey.home().substring(1).replace('/', '-');
    }

    private static ResponseCookie cookie(String name, String value, Duration age) {
        return ResponseCookie.from(name, value)
                .path("/")
                .secure(true)
                .httpOnly(true)
                .sameSite("Lax")
                .maxAge(age)
                .build();
    }

    private static void add(HttpServletResponse response, ResponseCookie cookie) {
        response.addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
    }

    private static Optional<String> value(HttpServletRequest request, String name) {
        var cookies = request.getCookies();
        if (cookies != null) {
            for (Cookie each : cookies) {
                if (each.getName().equals(name)) {
                    return Optional.of(each.getValue());
                }
            }
        }
        return Optional.empty();
    }
}
