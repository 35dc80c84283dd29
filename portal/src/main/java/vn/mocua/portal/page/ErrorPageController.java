package vn.mocua.portal.page;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpHeaders;
import org.springframework.security.web.WebAttributes;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;

/** What a person meets when a request fails: a page in their language that says what to do, and no detail. */
@Controller
class ErrorPageController implements ErrorController {

    private static final Logger log = LoggerFactory.getLogger(ErrorPageController.class);

    private static final Set<Integer> HAVE_WORDS = Set.of(400, 403, 404, 405, 413, 429, 500, 503);

    /** Letters and digits that are not taken for one another when read out on the phone. */
    private static final String ALPHABET = "ACDEFGHJKLMNPQRTUVWXY34679";

    private final Pages pages;
    private final SecureRandom random = new SecureRandom();

    ErrorPageController(Pages pages) {
        this.pages = pages;
    }

    @RequestMapping("${spring.web.error.path:${error.path:/error}}")
    void show(HttpServletRequest request, HttpServletResponse response) {
        var status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code ? code : 404;
        var before = status == 405 ? pageBefore(request) : "";
        if (!before.isEmpty()) {
            response.setHeader(HttpHeaders.LOCATION, before);
            response.setStatus(HttpServletResponse.SC_SEE_OTHER);
            return;
        }
        var model = new HashMap<String, @Nullable Object>();
        model.put("words", words(status, request));
        model.put("incident", status >= 500 && status != 503 ? report(request) : null);
        model.put("again", again(response));
        model.put("back", status == 413 ? addressOf(request) : "");
        pages.show(request, response, status, "error/error.jte", model);
    }

    /**
     * The page on which the form stands whose answer somebody opens anew: in another language, or by its address. Forms are
     * sent to an address below that of their page.
     */
    private static String pageBefore(HttpServletRequest request) {
        var address = addressOf(request);
        return request.getMethod().equals("GET") && !address.isEmpty()
                ? address.substring(0, address.lastIndexOf('/'))
                : "";
    }

    /** What was asked for; empty where it could be taken for another site's address. */
    private static String addressOf(HttpServletRequest request) {
        return request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI) instanceof String address
                        && address.startsWith("/")
                        && !address.startsWith("//")
                ? address
                : "";
    }

    private static String words(int status, HttpServletRequest request) {
        if (request.getAttribute(WebAttributes.ACCESS_DENIED_403) instanceof CsrfException) {
            return "stale";
        }
        return String.valueOf(HAVE_WORDS.contains(status) ? status : status < 500 ? 400 : 500);
    }

    /** Writes down what happened under a number that the person can name to us. */
    private String report(HttpServletRequest request) {
        var incident = new StringBuilder();
        for (var i = 0; i < 8; i++) {
            incident.append(i == 4 ? "-" : "").append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        log.error("incident {}", incident, (Throwable) request.getAttribute(RequestDispatcher.ERROR_EXCEPTION));
        return incident.toString();
    }

    /** Whole minutes until the same may be tried again; null when nobody said. */
    private static @Nullable Integer again(HttpServletResponse response) {
        var seconds = response.getHeader(HttpHeaders.RETRY_AFTER);
        return seconds != null && seconds.matches("\\d{1,6}") ? (Integer.parseInt(seconds) + 59) / 60 : null;
    }
}
