package vn.mocua.portal.journey;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** One request for one page of a journey. */
record Turn<S>(Journey<S> journey, HttpServletRequest request, HttpServletResponse response) {

    void goTo(String path) throws IOException {
        Redirect.to(path, response);
    }

    /** The same, but for what came with the address: the page does not repeat it in its links. */
    Turn<S> withoutQuery() {
        return new Turn<>(
                journey,
                new HttpServletRequestWrapper(request) {
                    @Override
                    public @Nullable String getQueryString() {
                        return null;
                    }
                },
                response);
    }

    /** Nobody sees the answer yet: only the headers are wanted, or the page is fetched in case it is opened. */
    boolean isAhead() {
        var purpose = request.getHeader("Sec-Purpose");
        return request.getMethod().equals("HEAD") || (purpose != null && purpose.startsWith("prefetch"));
    }

    String sent(String name) {
        var value = request.getParameter(name);
        return value == null ? "" : value;
    }
}
