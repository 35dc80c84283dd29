package vn.mocua.portal.login;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.session.Session;

/**
 * Sessions in which it is written down once in a while that somebody was here, not with every page: no more than a hundredth
 * of the time for which a session lasts idle is lost to its owner.
 */
final class SeldomWritten<S extends Session> implements FindByIndexNameSessionRepository<SeldomWritten.Kept<S>> {

    private static final int HUNDREDTH = 100;

    private final FindByIndexNameSessionRepository<S> sessions;

    SeldomWritten(FindByIndexNameSessionRepository<S> sessions) {
        this.sessions = sessions;
    }

    @Override
    public Kept<S> createSession() {
        return new Kept<>(sessions.createSession());
    }

    @Override
    public void save(Kept<S> session) {
        sessions.save(session.kept);
    }

    @Override
    public @Nullable Kept<S> findById(String id) {
        var found = sessions.findById(id);
        return found == null ? null : new Kept<>(found);
    }

    @Override
    public void deleteById(String id) {
        sessions.deleteById(id);
    }

    @Override
    public Map<String, Kept<S>> findByIndexNameAndIndexValue(String name, String value) {
        return sessions.findByIndexNameAndIndexValue(name, value).entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, each -> new Kept<>(each.getValue())));
    }

    /** One of them: as it is kept, but for who was here a moment ago. */
    static final class Kept<S extends Session> implements Session {

        private final S kept;

        Kept(S kept) {
            this.kept = kept;
        }

        /** Any change of what is kept, this one too, has it saved at the end of the page. */
        @Override
        public void setLastAccessedTime(Instant now) {
            var lately = kept.getMaxInactiveInterval().dividedBy(HUNDREDTH);
            if (!now.isBefore(kept.getLastAccessedTime().plus(lately))) {
                kept.setLastAccessedTime(now);
            }
        }

        @Override
        public Instant getLastAccessedTime() {
            return kept.getLastAccessedTime();
        }

        @Override
        public String getId() {
            return kept.getId();
        }

        @Override
        public String changeSessionId() {
            return kept.changeSessionId();
        }

        @Override
        public <T> @Nullable T getAttribute(String name) {
            return kept.getAttribute(name);
        }

        @Override
        public Set<String> getAttributeNames() {
            return kept.getAttributeNames();
        }

        @Override
        public void setAttribute(String name, Object value) {
            kept.setAttribute(name, value);
        }

        @Override
        public void removeAttribute(String name) {
            kept.removeAttribute(name);
        }

        @Override
        public Instant getCreationTime() {
            return kept.getCreationTime();
        }

        @Override
        public void setMaxInactiveInterval(Duration interval) {
            kept.setMaxInactiveInterval(interval);
        }

        @Override
        public Duration getMaxInactiveInterval() {
            return kept.getMaxInactiveInterval();
        }

        @Override
        public boolean isExpired() {
            return kept.isExpired();
        }
    }
}
