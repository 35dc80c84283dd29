package vn.mocua.portal.login;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import vn.mocua.portal.account.IdleAccounts.Admitted;

/**
 * To which generation of its account's sessions a session belongs. It is read in the transaction that grants the session,
 * kept with the request until that begins, and with the session from then on.
 */
public final class Granted {

    private static final String HERE = Granted.class.getName();

    private Granted() {}

    static void to(Admitted admitted) {
        if (RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes now) {
            now.getRequest().setAttribute(HERE, admitted);
        }
    }

    static Admitted in(HttpServletRequest request) {
        return (Admitted) Objects.requireNonNull(request.getAttribute(HERE), "a session begins that nobody granted");
    }

    /** That of a session of before is the first. */
    public static int of(@Nullable Authentication session) {
        return session != null && session.getDetails() instanceof Integer generation ? generation : 0;
    }
}
