package vn.mocua.portal;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.security.web.csrf.DefaultCsrfToken;
import vn.mocua.portal.vault.Vault;

/**
 * A signed double-submit cookie: visitors need no session for their forms. The signature covers the session's id, so
 * that a word from before signing in is worth nothing after it (OWASP CSRF Prevention, signed double submit).
 */
final class SignedCsrfCookie implements CsrfTokenRepository {

    private static final String COOKIE = "__Host-csrf";
    private static final String HEADER = "X-CSRF-TOKEN";
    private static final String PARAMETER = "_csrf";

    private final Vault vault;
    private final SecureRandom random = new SecureRandom();

    SignedCsrfCookie(Vault vault) {
        this.vault = vault;
    }

    @Override
    public CsrfToken generateToken(HttpServletRequest request) {
        var bytes = new byte[18];
        random.nextBytes(bytes);
        var word = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        return new DefaultCsrfToken(HEADER, PARAMETER, word + "." + signature(word, request));
    }

    @Override
    public void saveToken(@Nullable CsrfToken token, HttpServletRequest request, HttpServletResponse response) {
        var cookie = ResponseCookie.from(COOKIE, token == null ? "" : token.getToken())
                .path("/")
                .secure(true)
                .httpOnly(true)
                .sameSite("Lax")
                .maxAge(token == null ? 0 : -1)
                .build();
        response.addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
    }

    @Override
    public @Nullable CsrfToken loadToken(HttpServletRequest request) {
        var cookies = request.getCookies();
        if (cookies == null) {
            return null;
        }
        for (var cookie : cookies) {
            if (cookie.getName().equals(COOKIE) && isGenuine(cookie.getValue(), request)) {
                return new DefaultCsrfToken(HEADER, PARAMETER, cookie.getValue());
            }
        }
        return null;
    }

    private boolean isGenuine(String value, HttpServletRequest request) {
        var dot = value.indexOf('.');
        return dot > 0
                && MessageDigest.isEqual(
                        value.substring(dot + 1).getBytes(StandardCharsets.US_ASCII),
                        signature(value.substring(0, dot), request).getBytes(StandardCharsets.US_ASCII));
    }

    private String signature(String word, HttpServletRequest request) {
        var session = request.getSession(false);
        var signed = word + "|" + (session == null ? "" : session.getId());
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(vault.mac("csrf", signed.getBytes(StandardCharsets.UTF_8)));
    }
}
