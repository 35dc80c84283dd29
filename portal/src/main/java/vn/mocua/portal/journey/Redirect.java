package vn.mocua.portal.journey;

import jakarta.servlet.http.HttpServletResponse;

/** Sends the browser on with 303, so that a reload never repeats what was sent. */
public final class Redirect {

    private Redirect() {}

    public static void to(String path, HttpServletResponse response) {
        response.setStatus(HttpServletResponse.SC_SEE_OTHER);
        response.setHeader("Location", path);
        response.setHeader("Cache-Control", "no-store");
    }
}
