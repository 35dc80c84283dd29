package vn.mocua.portal.registration;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import vn.mocua.portal.abuse.Limits;
import vn.mocua.portal.abuse.Taken;
import vn.mocua.portal.abuse.Use;
import vn.mocua.portal.identity.SubjectKind;
import vn.mocua.portal.journey.FormReader;
import vn.mocua.portal.journey.FormReader.Reading;
import vn.mocua.portal.journey.Journeys;
import vn.mocua.portal.journey.Redirect;
import vn.mocua.portal.journey.Visits;
import vn.mocua.portal.offer.Offer;
import vn.mocua.portal.page.Field;
import vn.mocua.portal.page.Form;
import vn.mocua.portal.page.Page;
import vn.mocua.portal.page.Pages;

/** The choice of who registers, and how. */
@Controller
class ChooserController {

    record Choice(@Nullable String kind, @Nullable String method) {
        static final Choice NONE = new Choice(null, null);
    }

    private static final FormReader<Choice> READER = FormReader.of(Choice.class);
    private static final Set<String> FRAME = Set.of("_csrf");

    private final MethodsOnOffer methods;
    private final RegistrationJourneys journeys;
    private final Journeys begun;
    private final Limits limits;
    private final Visits visits;
    private final Pages pages;

    ChooserController(
            MethodsOnOffer methods,
            RegistrationJourneys journeys,
            Journeys begun,
            Limits limits,
            Visits visits,
            Pages pages) {
        this.methods = methods;
        this.journeys = journeys;
        this.begun = begun;
        this.limits = limits;
        this.visits = visits;
        this.pages = pages;
    }

    /** A page of ours may suggest a kind and a method. */
    @GetMapping("/register")
    void choose(
            @RequestParam Optional<String> kind,
            @RequestParam Optional<String> method,
            HttpServletRequest request,
            HttpServletResponse response) {
        var applicant = SubjectKinds.named(kind.orElse("")).orElse(SubjectKind.CITIZEN);
        show(applicant, method.orElse(""), null, null, 200, request, response);
    }

    @PostMapping("/register")
    void chosen(HttpServletRequest request, HttpServletResponse response) throws IOException {
        switch (READER.read(request.getParameterMap(), FRAME)) {
            case Reading.Read<Choice>(var choice, var typed) -> chosen(choice, request, response);
            case Reading.Wrong<Choice>(var problems, var typed) -> chosen(Choice.NONE, request, response);
            case Reading.Unheard<Choice>() -> response.sendError(400);
        }
    }

    /** It has no steps here; an address that follows those of the others leads to where they are. */
    @GetMapping("/register/" + InPerson.KEY)
    void inPerson(HttpServletResponse response) {
        var open = methods.now().stream().anyMatch(offer -> offer.key().equals(InPerson.KEY) && offer.isOpen());
        Redirect.to(open ? InPerson.PAGE : "/register", response);
    }

    private void chosen(Choice choice, HttpServletRequest request, HttpServletResponse response) throws IOException {
        var kind = choice.kind() == null ? "" : choice.kind();
        var method = choice.method() == null ? "" : choice.method();
        var applicant = SubjectKinds.named(kind);
        if (applicant.isEmpty()) {
            show(SubjectKind.CITIZEN, method, pages.of(request).text("kind.missing"), null, 422, request, response);
            return;
        }
        var page = pages.of(request);
        var offer = methods.find(method, applicant.get()).orElse(null);
        if (offer == null) {
            var problem = page.text(method.isEmpty() ? "method.missing" : "method.notOffered");
            show(applicant.get(), "", null, problem, 422, request, response);
            return;
        }
        var closed = ClosedWords.because(page, offer);
        if (closed != null) {
            var problem = page.text("method.closed", page.text(offer.key() + ".name"), closed);
            show(applicant.get(), "", null, problem, 422, request, response);
            return;
        }
        var offered = methods.method(offer.key());
        if (offered.isEmpty()) {
            Redirect.to(InPerson.PAGE, response);
            return;
        }
        if (limits.take(Use.of("journeys-per-network", visits.of(request).network()))
                instanceof Taken.Refused(var limit, var when)) {
            var seconds = Duration.between(visits.of(request).now(), when).toSeconds() + 1;
            response.setHeader("Retry-After", Long.toString(Math.max(1, seconds)));
            response.sendError(429);
            return;
        }
        var known = Registration.of(applicant.get()).cappedAt(offer.level());
        begun.begin(journeys.of(offered.get()), known, request, response);
    }

    private void show(
            SubjectKind kind,
            String method,
            @Nullable String kindProblem,
            @Nullable String methodProblem,
            int status,
            HttpServletRequest request,
            HttpServletResponse response) {
        var page = pages.of(request);
        var fields = Map.of(
                "kind", field(page, "kind", SubjectKinds.name(kind), kindProblem),
                "method", field(page, "method", method, methodProblem));
        var form = new Form("/register", Map.of(), fields, null);
        var model = new HashMap<String, Object>();
        model.put("form", form);
        model.put(
                "kinds",
                Arrays.stream(SubjectKind.values())
                        .map(each -> new KindChoice(SubjectKinds.name(each), each == kind))
                        .toList());
        model.put("groups", groups(page, kind, method));
        model.put("unfinished", unfinished(request).orElse(null));
        pages.show(request, response, status, "registration/chooser.jte", model);
    }

    /** A group for each level, the one first whose method is first. */
    private List<MethodGroup> groups(Page page, SubjectKind kind, String chosen) {
        return methods.now().stream()
                .collect(Collectors.groupingBy(
                        Offer::level,
                        LinkedHashMap::new,
                        Collectors.mapping(
                                offer -> MethodCard.of(
                                        page,
                                        offer,
                                        offer.isOpenTo(kind) && offer.key().equals(chosen)),
                                Collectors.toList())))
                .entrySet()
                .stream()
                .map(group -> new MethodGroup(group.getKey().name(), group.getValue()))
                .toList();
    }

    private Optional<String> unfinished(HttpServletRequest request) {
        return begun.unfinished(methods.all().stream().map(journeys::of).toList(), request);
    }

    private static Field field(Page page, String name, String typed, @Nullable String problem) {
        return new Field(name, page.text("field." + name), null, typed, problem, true);
    }
}
