package vn.mocua.portal.login;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.session.Session;
import org.springframework.stereotype.Component;
import vn.mocua.portal.account.AccountSessions;

/** Where somebody is signed in to an account, in words by which its owner knows each place again. */
@Component
public class OpenSessions {

    /**
     * One of them.
     *
     * @param key by which its owner ends it
     * @param device such as {@code Chrome, Android}; empty when nothing is known of it
     * @param how null in a session of before
     * @param isThis whether it is the one that asks
     * @param isElsewhere whether its holder acts for another account in it at the moment
     */
    public record Open(
            String key,
            String device,
            SignedIn.@Nullable How how,
            Instant begunAt,
            Instant lastSeenAt,
            boolean isThis,
            boolean isElsewhere) {}

    private final AccountSessions sessions;
    private final FindByIndexNameSessionRepository<? extends Session> kept;
    private final Duration inAll;
    private final Clock clock;

    OpenSessions(
            AccountSessions sessions,
            FindByIndexNameSessionRepository<? extends Session> kept,
            @Value("${mocua.session.in-all:12h}") Duration inAll,
            Clock clock) {
        this.sessions = sessions;
        this.kept = kept;
        this.inAll = inAll;
        this.clock = clock;
    }

    /**
     * This one first, then who was seen last.
     *
     * @param id of the session that asks
     */
    public List<Open> of(UUID account, String id) {
        var now = clock.instant();
        var byId = kept.findByPrincipalName(account.toString());
        return sessions.of(account).stream()
                .filter(each -> isOpen(byId.get(each.id())))
                .map(each -> open(each, byId.get(each.id()), id))
                .filter(each -> each.begunAt().plus(inAll).isAfter(now))
                .sorted((one, other) -> Boolean.compare(other.isThis(), one.isThis()))
                .toList();
    }

    private static boolean isOpen(@Nullable Session content) {
        return content != null && !content.isExpired();
    }

    private static Open open(AccountSessions.Session session, @Nullable Session content, String id) {
        var owner = content == null ? null : ownerIn(content);
        return new Open(
                session.key(),
                owner == null ? "" : Objects.requireNonNullElse(owner.device(), ""),
                owner == null ? null : owner.how(),
                owner == null ? session.begunAt() : owner.since(),
                session.lastSeenAt(),
                session.id().equals(id),
                owner != null && owner.actor() != null);
    }

    private static @Nullable SignedIn ownerIn(Session session) {
        return session.getAttribute(HttpSessionSecurityContextRepository.SPRING_SECURITY_CONTEXT_KEY)
                                instanceof SecurityContext context
                        && context.getAuthentication() != null
                        && context.getAuthentication().getPrincipal() instanceof SignedIn owner
                ? owner
                : null;
    }
}
