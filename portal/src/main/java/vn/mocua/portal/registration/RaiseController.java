package vn.mocua.portal.registration;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import vn.mocua.portal.abuse.Limits;
import vn.mocua.portal.abuse.Taken;
import vn.mocua.portal.abuse.Use;
import vn.mocua.portal.account.Account;
import vn.mocua.portal.account.Accounts;
import vn.mocua.portal.identity.Evidence;
import vn.mocua.portal.identity.Subject;
import vn.mocua.portal.identity.SubjectKind;
import vn.mocua.portal.journey.FormReader;
import vn.mocua.portal.journey.FormReader.Reading;
import vn.mocua.portal.journey.Journeys;
import vn.mocua.portal.journey.Visits;
import vn.mocua.portal.page.Field;
import vn.mocua.portal.page.Form;
import vn.mocua.portal.page.Page;
import vn.mocua.portal.page.Pages;

/** The owner of an account proves more about themselves: the methods of registration again, ending in evidence. */
@Controller
class RaiseController {

    record Choice(@Nullable String method) {}

    private static final FormReader<Choice> READER = FormReader.of(Choice.class);
    private static final Set<String> FRAME = Set.of("_csrf");

    private final MethodsOnOffer methods;
    private final RegistrationJourneys journeys;
    private final Journeys begun;
    private final Accounts accounts;
    private final Limits limits;
    private final Visits visits;
    private final Pages pages;

    RaiseController(
            MethodsOnOffer methods,
            RegistrationJourneys journeys,
            Journeys begun,
            Accounts accounts,
            Limits limits,
            Visits visits,
            Pages pages) {
        this.methods = methods;
        this.journeys = journeys;
        this.begun = begun;
        this.accounts = accounts;
        this.limits = limits;
        this.visits = visits;
        this.pages = pages;
    }

    @GetMapping("/account/raise")
    void choose(Principal owner, HttpServletRequest request, HttpServletResponse response) {
        show(accountOf(owner), null, 200, request, response);
    }

    @PostMapping("/account/raise")
    void chosen(Principal owner, HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!(READER.read(request.getParameterMap(), FRAME) instanceof Reading.Read<Choice>(var choice, var typed))) {
            response.sendError(400);
            return;
        }
        var account = accountOf(owner);
        var key = choice.method() == null ? "" : choice.method();
        var page = pages.of(request);
        var offer = methods.find(key, kindOf(account)).orElse(null);
        var method = methods.method(key);
        if (offer == null || method.isEmpty()) {
            var problem = page.text(key.isEmpty() ? "method.missing" : "method.notOffered");
            show(account, problem, 422, request, response);
            return;
        }
        var closed = ClosedWords.because(page, offer);
        if (closed != null) {
            show(account, page.text("method.closed", page.text(key + ".name"), closed), 422, request, response);
            return;
        }
        var visit = visits.of(request);
        if (limits.take(Use.of("journeys-per-network", visit.network()))
                instanceof Taken.Refused(var limit, var when)) {
            var seconds = Duration.between(visit.now(), when).toSeconds() + 1;
            response.setHeader("Retry-After", Long.toString(Math.max(1, seconds)));
            response.sendError(429);
            return;
        }
        var known = Registration.raising(kindOf(account), account.id()).cappedAt(offer.level());
        begun.begin(journeys.toRaiseBy(method.get()), known, request, response);
    }

    private Account accountOf(Principal owner) {
        return accounts.find(UUID.fromString(owner.getName())).orElseThrow();
    }

    private static SubjectKind kindOf(Account account) {
        return switch (account.subject()) {
            case Subject.Citizen citizen -> SubjectKind.CITIZEN;
            case Subject.Business business -> SubjectKind.BUSINESS;
            case Subject.Agency agency -> SubjectKind.AGENCY;
        };
    }

    private void show(
            Account account,
            @Nullable String problem,
            int status,
            HttpServletRequest request,
            HttpServletResponse response) {
        var page = pages.of(request);
        var field = new Field("method", page.text("field.method"), null, "", problem, true);
        var model = new HashMap<String, Object>();
        model.put("form", new Form("/account/raise", Map.of(), Map.of("method", field), null));
        model.put("level", account.ial().name());
        model.put("ways", ways(page, account));
        pages.show(request, response, status, "registration/raise.jte", model);
    }

    private List<RaiseWay> ways(Page page, Account account) {
        var had = account.evidence().stream().map(Evidence::method).toList();
        return methods.now().stream()
                .filter(offer -> offer.openTo().contains(kindOf(account)))
                .filter(offer -> methods.method(offer.key()).isPresent())
                .map(offer -> new RaiseWay(
                        offer.key(), offer.level().name(), had.contains(offer.key()), ClosedWords.because(page, offer)))
                .toList();
    }
}
