package vn.mocua.portal.page;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Collections;
import java.util.HashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/** Says to come again. It asks for no session: those are kept in the database, which may be what is busy. */
@Component
public class BusyPage {

    private final Pages pages;

    BusyPage(Pages pages) {
        this.pages = pages;
    }

    public void show(HttpServletRequest request, HttpServletResponse response) {
        // The word against forged forms is made from the session.
        request.removeAttribute("_csrf");
        response.setHeader(HttpHeaders.RETRY_AFTER, "5");
        var model = new HashMap<String, @Nullable Object>(Collections.singletonMap("incident", null));
        model.put("words", "503");
        model.put("again", 1);
        pages.show(request, response, 503, "error/error.jte", model);
    }
}
