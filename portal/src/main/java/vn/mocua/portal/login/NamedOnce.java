package vn.mocua.portal.login;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.session.web.http.CookieSerializer;

/**
 * The cookie by which a browser names its session, read once in a request. Spring Session asks again for the name when the
 * page is sent and the session saved, only to compare the two, and would read the whole session for it once more.
 */
final class NamedOnce implements CookieSerializer {

    private static final String NAMED = NamedOnce.class.getName();

    private final CookieSerializer cookies;

    NamedOnce(CookieSerializer cookies) {
        this.cookies = cookies;
    }

    @Override
    public List<String> readCookieValues(HttpServletRequest request) {
        if (request.getAttribute(NAMED) != null) {
            return List.of();
        }
        var names = cookies.readCookieValues(request);
        request.setAttribute(NAMED, names.isEmpty() ? "" : names.getFirst());
        return names;
    }

    /** What the browser has need not be sent to it. */
    @Override
    public void writeCookieValue(CookieValue cookie) {
        if (!cookie.getCookieValue().equals(cookie.getRequest().getAttribute(NAMED))) {
            cookies.writeCookieValue(cookie);
        }
    }
}
