package vn.mocua.portal.page;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.Utf8ByteOutput;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.stereotype.Component;
import org.springframework.web.util.WebUtils;

/** Shows pages: a template, filled in, in the reader's language, never kept by a cache. */
@Component
public class Pages {

    static final String LANGUAGE_COOKIE = "__Host-lang";

    /** Queries that are ours and hold nothing but plain words, so that the language switch may repeat them. */
    private static final Pattern PLAIN_QUERY = Pattern.compile("[A-Za-z0-9=&._~-]{1,200}");

    private final TemplateEngine engine =
            TemplateEngine.createPrecompiled(null, ContentType.Html, null, "vn.mocua.portal.jte");
    private final Texts texts;
    private final Clock clock;
    private final Duration sessionInAll;

    Pages(Texts texts, Clock clock, @Value("${mocua.session.in-all:12h}") Duration sessionInAll) {
        this.texts = texts;
        this.clock = clock;
        this.sessionInAll = sessionInAll;
        engine.setBinaryStaticContent(true);
    }

    /** The page as this request's reader meets it. */
    public Page of(HttpServletRequest request) {
        return new Page(
                languageOf(request),
                texts,
                path(request),
                csrf(request),
                greeting(request),
                stay(request),
                acting(request));
    }

    /**
     * Fills in a template and answers with it.
     *
     * @param template its file under {@code jte/}, such as {@code otp/code.jte}
     * @param model its parameters by name, all but {@code page}
     */
    public void show(
            HttpServletRequest request,
            HttpServletResponse response,
            int status,
            String template,
            Map<String, ?> model) {
        var page = of(request);
        var parameters = new HashMap<String, @Nullable Object>(model);
        parameters.put("page", page);
        var html = new Utf8ByteOutput();
        engine.render(template, parameters, html);

        response.setStatus(status);
        response.setContentType("text/html;charset=UTF-8");
        response.setContentLength(html.getContentLength());
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.setHeader(HttpHeaders.CONTENT_LANGUAGE, page.language().tag());
        response.addHeader(HttpHeaders.VARY, HttpHeaders.COOKIE);
        try {
            // All at once: a page has hundreds of pieces, and many look at each that passes.
            response.getOutputStream().write(html.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Vietnamese, unless the reader chose otherwise: what a browser was sold with says little about its owner. */
    public Language languageOf(HttpServletRequest request) {
        var cookie = WebUtils.getCookie(request, LANGUAGE_COOKIE);
        return cookie != null && cookie.getValue().equals(Language.EN.tag()) ? Language.EN : Language.VI;
    }

    private static String path(HttpServletRequest request) {
        if (request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI) instanceof String failed) {
            return failed;
        }
        var query = request.getQueryString();
        return query != null && PLAIN_QUERY.matcher(query).matches()
                ? request.getRequestURI() + "?" + query
                : request.getRequestURI();
    }

    private static String csrf(HttpServletRequest request) {
        return request.getAttribute("_csrf") instanceof CsrfToken token ? token.getToken() : "";
    }

    private static @Nullable String greeting(HttpServletRequest request) {
        return request.getUserPrincipal() instanceof Authentication signedIn
                        && signedIn.getPrincipal() instanceof Greeted person
                ? person.greeting()
                : null;
    }

    private static Page.@Nullable Acting acting(HttpServletRequest request) {
        return request.getAttribute(Page.Acting.ATTRIBUTE) instanceof Page.Acting acting ? acting : null;
    }

    /** How long this request's session lasts from now on; null without one. */
    public Page.@Nullable Stay stay(HttpServletRequest request) {
        if (!(request.getUserPrincipal() instanceof Authentication signedIn
                && signedIn.getPrincipal() instanceof Greeted person)) {
            return null;
        }
        var session = request.getSession(false);
        var since = person.since();
        if (session == null || since == null) {
            return null;
        }
        var now = clock.instant();
        var end = since.plus(sessionInAll);
        var all = Math.max(0, Duration.between(now, end).toSeconds());
        // That somebody was here may be written down up to a hundredth of it late.
        var interval = session.getMaxInactiveInterval();
        var sure = interval * 99L / 100;
        var idle = Math.min(sure, all);
        return new Page.Stay(now.plusSeconds(idle), end, idle, all, interval - sure + 2);
    }
}
