package vn.mocua.portal.login;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.stereotype.Component;
import vn.mocua.portal.journey.Redirect;

/**
 * Where a click leads whose session has ended: to sign in, and from there back to the page that was wanted. A form that was
 * sent is not sent again: nobody does that unasked.
 */
@Component
public class EndedSession {

    private final AfterSignIn after;

    EndedSession(AfterSignIn after) {
        this.after = after;
    }

    /** Of a browser that names no session, or one that is gone: the page to sign in knows which, and says so. */
    public void gone(HttpServletRequest request, HttpServletResponse response) {
        lead("/sign-in", request, response);
    }

    /** Of a session that is over though it is there. */
    public void over(HttpServletRequest request, HttpServletResponse response) {
        var session = request.getSession(false);
        if (session != null) {
            session.invalidate();
        }
        lead("/sign-in/ended", request, response);
    }

    private void lead(String to, HttpServletRequest request, HttpServletResponse response) {
        if (request.getMethod().equals("GET")) {
            after.writeForAnyone(request.getRequestURI(), response);
        }
        Redirect.to(to, response);
    }
}
