package vn.mocua.portal;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * The portal answers under its public address only, whatever Host or forwarding headers say; and every answer carries
 * the headers that keep browsers from running, framing or storing what they should not.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class PublicAddress extends OncePerRequestFilter {

    static final String READINESS = "/actuator/health/readiness";

    private static final String CONTENT_SECURITY_POLICY = "default-src 'none'; script-src 'self'; style-src 'self';"
            + " img-src 'self'; font-src 'self'; media-src 'self'; connect-src 'self'; manifest-src 'self';"
            + " form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private final URI publicUrl;
    private final String authority;
    private final boolean encrypted;

    PublicAddress(@Value("${mocua.public-url}") URI publicUrl) {
        this.publicUrl = publicUrl;
        this.authority = publicUrl.getAuthority();
        this.encrypted = "https".equals(publicUrl.getScheme());
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        protect(response);
        var host = request.getHeader("Host");
        if (request.getRequestURI().equals(READINESS) || (host != null && isOurs(host))) {
            chain.doFilter(new Addressed(request), response);
        } else if (request.getMethod().equals("GET") || request.getMethod().equals("HEAD")) {
            response.setStatus(HttpServletResponse.SC_TEMPORARY_REDIRECT);
            var query = request.getQueryString();
            response.setHeader("Location", origin() + request.getRequestURI() + (query == null ? "" : "?" + query));
        } else {
            response.setStatus(421);
        }
    }

    @Override
    protected boolean shouldNotFilterErrorDispatch() {
        return true;
    }

    private void protect(HttpServletResponse response) {
        response.setHeader("Content-Security-Policy", CONTENT_SECURITY_POLICY);
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("X-Frame-Options", "DENY");
        response.setHeader("Referrer-Policy", "same-origin");
        response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
        response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
        response.setHeader("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=()");
        if (encrypted) {
            response.setHeader("Strict-Transport-Security", "max-age=31536000; includeSubDomains");
        }
    }

    private boolean isOurs(String host) {
        return host.toLowerCase(Locale.ROOT).equals(authority);
    }

    private String origin() {
        return publicUrl.getScheme() + "://" + authority;
    }

    /** The request as it was made to the public address, also when a proxy took off the encryption. */
    private final class Addressed extends HttpServletRequestWrapper {

        Addressed(HttpServletRequest request) {
            super(request);
        }

        @Override
        public String getScheme() {
            return publicUrl.getScheme();
        }

        @Override
        public boolean isSecure() {
            return encrypted;
        }

        @Override
        public String getServerName() {
            return publicUrl.getHost();
        }

        @Override
        public int getServerPort() {
            return publicUrl.getPort() == -1 ? (encrypted ? 443 : 80) : publicUrl.getPort();
        }

        @Override
        public @Nullable String getHeader(String name) {
            return name.regionMatches(true, 0, "X-Forwarded-", 0, 12) && !name.equalsIgnoreCase("X-Forwarded-For")
                    ? null
                    : super.getHeader(name);
        }
    }
}
