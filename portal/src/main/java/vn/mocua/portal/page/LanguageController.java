package vn.mocua.portal.page;

import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.regex.Pattern;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** Remembers the language a person chose, and leads back to where they were. */
@Controller
class LanguageController {

    /** A path of ours and nothing else: a second slash or a backslash would lead to another site. */
    private static final Pattern OWN_PATH = Pattern.compile("/(?![/\\\\])[A-Za-z0-9/._~?&=-]{0,300}");

    @GetMapping("/language/{language:vi|en}")
    void choose(
            @PathVariable String language,
            @RequestParam(defaultValue = "/") String back,
            HttpServletResponse response) {
        var cookie = ResponseCookie.from(Pages.LANGUAGE_COOKIE, language)
                .path("/")
                .secure(true)
                .httpOnly(true)
                .sameSite("Lax")
                .maxAge(Duration.ofDays(365))
                .build();
        response.addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.setHeader(HttpHeaders.LOCATION, OWN_PATH.matcher(back).matches() ? back : "/");
        response.setStatus(HttpServletResponse.SC_SEE_OTHER);
    }
}
