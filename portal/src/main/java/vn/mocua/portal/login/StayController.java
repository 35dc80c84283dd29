package vn.mocua.portal.login;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import vn.mocua.portal.page.Pages;

/** "I am still here": to come by is enough to go on being signed in, within the limit that holds in any case. */
@Controller
class StayController {

    private final Pages pages;

    StayController(Pages pages) {
        this.pages = pages;
    }

    /** Answers how many seconds are left now. Whoever is not signed in any more is led to sign in like everywhere. */
    @PostMapping("/account/stay")
    void stay(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var stay = Objects.requireNonNull(pages.stay(request));
        var left = "{\"idle\":%d,\"all\":%d}".formatted(stay.idle(), stay.all()).getBytes(StandardCharsets.US_ASCII);
        response.setContentType("application/json");
        response.setHeader("Cache-Control", "no-store");
        response.setContentLength(left.length);
        response.getOutputStream().write(left);
    }
}
