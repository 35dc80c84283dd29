package vn.mocua.portal.linked;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import vn.mocua.portal.account.Account;
import vn.mocua.portal.account.Accounts;
import vn.mocua.portal.account.CertificateStandings;
import vn.mocua.portal.journey.FormReader;
import vn.mocua.portal.journey.FormReader.Reading;
import vn.mocua.portal.journey.Journeys;
import vn.mocua.portal.journey.Redirect;
import vn.mocua.portal.journey.Visit;
import vn.mocua.portal.journey.Visits;
import vn.mocua.portal.login.FreshSignIn;
import vn.mocua.portal.login.SignedIn;
import vn.mocua.portal.notice.Notice;
import vn.mocua.portal.notice.OwnerNotices;
import vn.mocua.portal.page.AccountPage;
import vn.mocua.portal.page.Pages;

/** The owner says which providers open the account. */
@Controller
class LinkedController {

    /** What the buttons send: the key of a provider under what is to be done with it. */
    record Choice(@Nullable String link, @Nullable String unlink) {}

    private static final String HERE = "/account/linked";
    private static final FormReader<Choice> BUTTONS = FormReader.of(Choice.class);
    private static final Set<String> FRAME = Set.of("_csrf");

    private final List<LinkedProvider<?>> providers;
    private final LinkingJourneys linking;
    private final Links links;
    private final Accounts accounts;
    private final CertificateStandings standings;
    private final LinkedWay way;
    private final FreshSignIn fresh;
    private final OwnerNotices notices;
    private final TransactionTemplate transactions;
    private final Journeys journeys;
    private final Visits visits;
    private final Pages pages;

    LinkedController(
            ObjectProvider<LinkedProvider<?>> providers,
            LinkingJourneys linking,
            Links links,
            Accounts accounts,
            CertificateStandings standings,
            LinkedWay way,
            FreshSignIn fresh,
            OwnerNotices notices,
            TransactionTemplate transactions,
            Journeys journeys,
            Visits visits,
            Pages pages) {
        this.providers = providers.orderedStream().toList();
        this.linking = linking;
        this.links = links;
        this.accounts = accounts;
        this.standings = standings;
        this.way = way;
        this.fresh = fresh;
        this.notices = notices;
        this.transactions = transactions;
        this.journeys = journeys;
        this.visits = visits;
        this.pages = pages;
    }

    @Bean
    static AccountPage linkedPage() {
        return new AccountPage("linked", HERE, 50);
    }

    @GetMapping(HERE)
    void show(@AuthenticationPrincipal SignedIn owner, HttpServletRequest request, HttpServletResponse response) {
        show(owner, null, 200, request, response);
    }

    @PostMapping(HERE)
    void choose(@AuthenticationPrincipal SignedIn owner, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (!(BUTTONS.read(request.getParameterMap(), FRAME) instanceof Reading.Read<Choice>(var choice, var typed))) {
            response.sendError(400);
        } else if (!fresh.isFresh(owner)) {
            fresh.ask(owner, HERE, response);
        } else if (choice.link() != null) {
            link(owner, choice.link(), request, response);
        } else {
            unlink(owner, choice.unlink() == null ? "" : choice.unlink(), request, response);
        }
    }

    private void link(SignedIn owner, String key, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        var journey = linking.to(key);
        if (journey.isEmpty()) {
            response.sendError(400);
            return;
        }
        var kind = accountOf(owner).subject().kind().name().toLowerCase(Locale.ROOT);
        journeys.begin(journey.get(), new Linking(owner.account(), kind, "", false), request, response);
    }

    private void unlink(SignedIn owner, String key, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        var provider = of(key);
        if (provider.isEmpty()) {
            response.sendError(400);
            return;
        }
        var visit = visits.of(request);
        if (Boolean.TRUE.equals(transactions.execute(status -> unlink(owner.account(), provider.get(), visit)))) {
            Redirect.to(HERE, response);
        } else {
            show(owner, "linked.last", 422, request, response);
        }
    }

    /** False when it is the last way in: of two that go at once the second waits, and stays. */
    private boolean unlink(UUID id, LinkedProvider<?> provider, Visit visit) {
        accounts.hold(id);
        var account = accounts.find(id).orElseThrow();
        if (!way.isOpenBeside(account, provider.source()) && !standings.hasWayInBeside(id, LinkedWay.KEY)) {
            return false;
        }
        if (links.since(account, provider.source()).isPresent()) {
            links.unlink(id, provider.source(), visit.address());
            notices.tell(account, visit.language(), Notice.undoable("provider-unlinked", provider.name()));
        }
        return true;
    }

    private Optional<LinkedProvider<?>> of(String key) {
        return providers.stream().filter(each -> each.key().equals(key)).findFirst();
    }

    private Account accountOf(SignedIn owner) {
        return accounts.find(owner.account()).orElseThrow();
    }

    private void show(
            SignedIn owner,
            @Nullable String problem,
            int status,
            HttpServletRequest request,
            HttpServletResponse response) {
        var account = accountOf(owner);
        var page = pages.of(request);
        var shown = providers.stream()
                .map(each -> new LinkState(
                        each.key(),
                        each.name(),
                        links.since(account, each.source()).orElse(null)))
                .toList();
        pages.show(
                request,
                response,
                status,
                "linked/linked.jte",
                Map.of("providers", shown, "problem", problem == null ? "" : page.text(problem)));
    }
}
