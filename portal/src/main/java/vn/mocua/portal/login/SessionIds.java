package vn.mocua.portal.login;

import org.springframework.session.SessionIdGenerator;
import org.springframework.session.UuidSessionIdGenerator;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;

/** Under which id a session is found. It may be chosen a little before the session begins, in the same request. */
@Component
class SessionIds implements SessionIdGenerator {

    private static final String CHOSEN = SessionIds.class.getName();

    private final SessionIdGenerator random = UuidSessionIdGenerator.getInstance();

    /** The id of the session that this request begins. */
    String choose() {
        var id = random.generate();
        RequestContextHolder.currentRequestAttributes().setAttribute(CHOSEN, id, RequestAttributes.SCOPE_REQUEST);
        return id;
    }

    @Override
    public String generate() {
        var request = RequestContextHolder.getRequestAttributes();
        if (request != null && request.getAttribute(CHOSEN, RequestAttributes.SCOPE_REQUEST) instanceof String chosen) {
            request.removeAttribute(CHOSEN, RequestAttributes.SCOPE_REQUEST);
            return chosen;
        }
        return random.generate();
    }
}
