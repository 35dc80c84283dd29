package vn.mocua.portal.information;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import vn.mocua.portal.page.Language;
import vn.mocua.portal.page.Pages;

/** The pages that anyone may read. */
@Controller
class InformationController {

    private static final List<String> LEAFLETS = List.of("help", "accessibility", "complaints");

    private final Pages pages;
    private final Documents documents;
    private final Counters counters;
    private final Map<String, Map<Language, Prose>> leaflets = new HashMap<>();

    InformationController(Pages pages, Documents documents, Counters counters) {
        this.pages = pages;
        this.documents = documents;
        this.counters = counters;
        LEAFLETS.forEach(name -> leaflets.put(name, leaflet(name)));
    }

    @GetMapping("/")
    void home(HttpServletRequest request, HttpServletResponse response) {
        pages.show(request, response, 200, "information/home.jte", Map.of());
    }

    @GetMapping({"/help", "/accessibility", "/complaints"})
    void leaflet(HttpServletRequest request, HttpServletResponse response) {
        var name = request.getServletPath().substring(1);
        var byLanguage = Objects.requireNonNull(leaflets.get(name));
        var prose = Objects.requireNonNull(byLanguage.get(pages.of(request).language()));
        pages.show(request, response, 200, "information/leaflet.jte", Map.of("prose", prose));
    }

    @GetMapping("/counters")
    void counters(HttpServletRequest request, HttpServletResponse response) {
        pages.show(request, response, 200, "information/counters.jte", Map.of("counters", counters.counters()));
    }

    @GetMapping("/{name:terms|sharing-policy}")
    void document(@PathVariable String name, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        document(name, documents.current(name).version(), request, response);
    }

    @GetMapping("/{name:terms|sharing-policy}/{version}")
    void document(
            @PathVariable String name,
            @PathVariable String version,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        var prose = documents.text(name, version, pages.of(request).language());
        if (prose.isEmpty()) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        pages.show(
                request,
                response,
                200,
                "information/document.jte",
                Map.of(
                        "prose", prose.get(),
                        "document", name,
                        "version", version,
                        "current", documents.current(name).version(),
                        "versions", documents.versions(name)));
    }

    private static Map<Language, Prose> leaflet(String name) {
        var read = new EnumMap<Language, Prose>(Language.class);
        for (var language : Language.values()) {
            var file = new ClassPathResource("documents/" + name + "_" + language.tag() + ".txt");
            try {
                read.put(language, Prose.read(file.getContentAsString(StandardCharsets.UTF_8)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return read;
    }
}
