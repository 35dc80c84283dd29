package vn.mocua.portal.login;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.session.SessionRepository;
import org.springframework.session.web.http.CookieSerializer;
import org.springframework.stereotype.Component;
import vn.mocua.portal.journey.Journey;

/** Begins the session of someone who has signed in; its id is always a new one. */
@Component
class Sessions {

    /** The first click's request grants the session, and writes it down as it ends. */
    private static final int LOOKS = 20;

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

    private final SecurityContextRepository contexts = new HttpSessionSecurityContextRepository();
    private final SessionRepository<?> kept;
    private final CookieSerializer cookie;
    private final Clock clock;

    Sessions(SessionRepository<?> kept, CookieSerializer cookie, Clock clock) {
        this.kept = kept;
        this.cookie = cookie;
        this.clock = clock;
    }

    /** @param generation that of the account's sessions when this one was granted */
    void begin(
            UUID account,
            String who,
            SignedIn.How how,
            int generation,
            HttpServletRequest request,
            HttpServletResponse response) {
        var former = request.getSession(false);
        if (former != null) {
            former.invalidate();
        }
        var signedIn = new SignedIn(account, who, clock.instant(), how, DeviceWords.of(request));
        var authentication = UsernamePasswordAuthenticationToken.authenticated(
                signedIn, null, List.of(new SimpleGrantedAuthority("ROLE_OWNER")));
        authentication.setDetails(generation);
        var context = new SecurityContextImpl(authentication);
        SecurityContextHolder.setContext(context);
        contexts.saveContext(context, request, response);
    }

    /**
     * Tells the browser of a session that its first click began. One that began earlier it has been told of, or has left.
     *
     * @param id of that session
     */
    void again(String id, HttpServletRequest request, HttpServletResponse response) {
        if (hasJustBegun(id)) {
            cookie.writeCookieValue(new CookieSerializer.CookieValue(request, response, id));
        }
    }

    private boolean hasJustBegun(String id) {
        for (var looks = 0; looks < LOOKS; looks++) {
            var since = beginning(id);
            if (since != null) {
                return clock.instant().isBefore(since.plus(Journey.DOUBLE_CLICK));
            }
            try {
                Thread.sleep(BETWEEN_LOOKS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return false;
    }

    /** Null as long as it is not written down, or when it is over. */
    private @Nullable Instant beginning(String id) {
        var session = kept.findById(id);
        return session != null
                        && session.getAttribute(HttpSessionSecurityContextRepository.SPRING_SECURITY_CONTEXT_KEY)
                                instanceof SecurityContext context
                        && context.getAuthentication() instanceof Authentication granted
                        && granted.getPrincipal() instanceof SignedIn owner
                ? owner.since()
                : null;
    }
}
