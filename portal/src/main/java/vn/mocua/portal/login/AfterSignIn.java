package vn.mocua.portal.login;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;
import vn.mocua.portal.vault.Vault;

/**
 * Where somebody goes once they have signed in again: kept in the browser under a keyed code, for one account, so that
 * nobody is led elsewhere and nobody else is led there.
 */
@Component
class AfterSignIn {

    private static final String NAME = "__Host-after-sign-in";
    private static final Duration LIFE = Duration.ofMinutes(15);

    /** For whoever signs in next in this browser: nobody's account. */
    private static final UUID ANYONE = new UUID(0, 0);

    /** Pages of the account without anything that a link could bring along. */
    private static final Pattern PLAIN = Pattern.compile("/account(/[a-z-]{1,40}){0,3}");

    private final Vault vault;
    private final Clock clock;

    AfterSignIn(Vault vault, Clock clock) {
        this.vault = vault;
        this.clock = clock;
    }

    /** @param path of ours, below {@code /account} */
    void write(UUID account, String path, HttpServletResponse response) {
        if (!path.startsWith("/account")) {
            throw new IllegalArgumentException("not a page of the account");
        }
        var until = clock.instant().plus(LIFE).getEpochSecond();
        var word = account + "~" + until + "~"
                + Base64.getUrlEncoder().withoutPadding().encodeToString(path.getBytes(StandardCharsets.UTF_8));
        set(word + "~" + mac(word), LIFE, response);
    }

    /** Whoever signs in next in this browser comes back to this page, if it is one to which a link may lead. */
    void writeForAnyone(@Nullable String path, HttpServletResponse response) {
        if (path != null && PLAIN.matcher(path).matches()) {
            write(ANYONE, path, response);
        }
    }

    /** Where whoever signs in wanted to go when their session ended. */
    Optional<String> readForAnyone(HttpServletRequest request) {
        return read(ANYONE, request);
    }

    void forget(HttpServletResponse response) {
        set("", Duration.ZERO, response);
    }

    /** Where the holder of this account wanted to go; empty when they wanted to go nowhere, or it is too long ago. */
    Optional<String> read(UUID account, HttpServletRequest request) {
        if (request.getCookies() == null) {
            return Optional.empty();
        }
        return Arrays.stream(request.getCookies())
                .filter(each -> each.getName().equals(NAME))
                .flatMap(each -> parse(account, each.getValue()).stream())
                .findFirst();
    }

    private Optional<String> parse(UUID account, String value) {
        var end = value.lastIndexOf('~');
        if (end < 0
                || !MessageDigest.isEqual(
                        mac(value.substring(0, end)).getBytes(StandardCharsets.US_ASCII),
                        value.substring(end + 1).getBytes(StandardCharsets.UTF_8))) {
            return Optional.empty();
        }
        var parts = value.split("~", -1);
        var holds = parts[0].equals(account.toString())
                && Long.parseLong(parts[1]) > clock.instant().getEpochSecond();
        return holds
                ? Optional.of(new String(Base64.getUrlDecoder().decode(parts[2]), StandardCharsets.UTF_8))
                : Optional.empty();
    }

    private String mac(String word) {
        var code = vault.mac("after-sign-in", word.getBytes(StandardCharsets.US_ASCII));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(code);
    }

    private static void set(String value, Duration age, HttpServletResponse response) {
        var cookie = ResponseCookie.from(NAME, value)
                .path("/")
                .secure(true)
                .httpOnly(true)
                .sameSite("Lax")
                .maxAge(age)
                .build();
        response.addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
    }
}
