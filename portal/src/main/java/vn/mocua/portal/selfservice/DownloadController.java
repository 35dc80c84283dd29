package vn.mocua.portal.selfservice;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import tools.jackson.databind.json.JsonMapper;
import vn.mocua.portal.journey.FormReader;
import vn.mocua.portal.journey.FormReader.Reading;
import vn.mocua.portal.journey.Visit;
import vn.mocua.portal.journey.Visits;
import vn.mocua.portal.login.FreshSignIn;
import vn.mocua.portal.login.SignedIn;
import vn.mocua.portal.page.AccountPage;
import vn.mocua.portal.page.Pages;

/** The owner takes a copy of all that is held about them: for programs as JSON, for people as a PDF or a page. */
@Controller
class DownloadController {

    /** What the buttons send: {@code pdf}, {@code html} or {@code json}. */
    record Wanted(String format) {}

    static final String ADDRESS = "/account/download";

    private static final FormReader<Wanted> READER = FormReader.of(Wanted.class);
    private static final Set<String> FRAME = Set.of("_csrf");

    private final OwnData data;
    private final Taken taken;
    private final FreshSignIn fresh;
    private final JsonMapper json;
    private final Visits visits;
    private final Pages pages;

    DownloadController(OwnData data, Taken taken, FreshSignIn fresh, JsonMapper json, Visits visits, Pages pages) {
        this.data = data;
        this.taken = taken;
        this.fresh = fresh;
        this.json = json;
        this.visits = visits;
        this.pages = pages;
    }

    @Bean
    static AccountPage downloadPage() {
        return new AccountPage("download", ADDRESS, 70);
    }

    @GetMapping(ADDRESS)
    void show(@AuthenticationPrincipal SignedIn owner, HttpServletRequest request, HttpServletResponse response) {
        if (fresh.isFresh(owner)) {
            pages.show(request, response, 200, "selfservice/download.jte", Map.of());
        } else {
            fresh.ask(owner, ADDRESS, response);
        }
    }

    @PostMapping(ADDRESS)
    void take(@AuthenticationPrincipal SignedIn owner, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (!fresh.isFresh(owner)) {
            fresh.ask(owner, ADDRESS, response);
            return;
        }
        if (!(READER.read(request.getParameterMap(), FRAME) instanceof Reading.Read<Wanted>(var wanted, var typed))
                || !Set.of("pdf", "html", "json").contains(wanted.format())) {
            response.sendError(400);
            return;
        }
        var visit = visits.of(request);
        taken.take(owner.account(), wanted.format(), visit);
        var all = data.of(owner.account());
        response.setHeader(
                "Content-Disposition", "attachment; filename=\"" + name(visit) + "." + wanted.format() + "\"");
        if (wanted.format().equals("json")) {
            write(all, visit, response);
            return;
        }
        var page = pages.of(request);
        var copy = ReadableCopy.of(all, visit.now(), page);
        if (wanted.format().equals("pdf")) {
            response.setContentType("application/pdf");
            response.setHeader("Cache-Control", "no-store");
            CopyAsPdf.write(copy, page.language().tag(), response.getOutputStream());
        } else {
            pages.show(request, response, 200, "selfservice/data.jte", Map.of("copy", copy));
        }
    }

    private void write(Map<String, List<Map<String, String>>> all, Visit visit, HttpServletResponse response)
            throws IOException {
        response.setContentType("application/json;charset=UTF-8");
        response.setHeader("Cache-Control", "no-store");
        try (var out = json.writerWithDefaultPrettyPrinter().writeValues(response.getOutputStream())) {
            out.write(Map.of("takenAt", visit.now().toString(), "data", all));
        }
    }

    /** Of the day alone: a file's name stands in lists that others see. */
    private static String name(Visit visit) {
        return "mocua-" + Moments.day(visit.now());
    }
}
