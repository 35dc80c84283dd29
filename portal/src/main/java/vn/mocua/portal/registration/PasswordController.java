package vn.mocua.portal.registration;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import vn.mocua.portal.account.Account;
import vn.mocua.portal.account.AccountPasswords;
import vn.mocua.portal.account.Accounts;
import vn.mocua.portal.journey.FormReader;
import vn.mocua.portal.journey.FormReader.Reading;
import vn.mocua.portal.journey.Journeys;
import vn.mocua.portal.journey.Problem;
import vn.mocua.portal.journey.Redirect;
import vn.mocua.portal.journey.Secret;
import vn.mocua.portal.journey.Visits;
import vn.mocua.portal.login.FreshSignIn;
import vn.mocua.portal.login.SignedIn;
import vn.mocua.portal.page.AccountPage;
import vn.mocua.portal.page.Field;
import vn.mocua.portal.page.Form;
import vn.mocua.portal.page.Pages;
import vn.mocua.portal.password.HashingBusy;
import vn.mocua.portal.password.Password;
import vn.mocua.portal.password.PasswordHashes;
import vn.mocua.portal.password.PersonalData;

/**
 * The owner's password: another one for who has one, and for who has none the button that begins to give the account
 * one. Whoever comes has signed in a short while ago; the former password is not asked, for it may be what they forgot.
 */
@Controller
class PasswordController {

    /** What a button sends. */
    record Nothing() {}

    record Another(@Secret Password password, @Secret Password passwordConfirmation) {}

    static final String ADDRESS = "/account/password";

    private static final FormReader<Nothing> BUTTON = FormReader.of(Nothing.class);
    private static final FormReader<Another> READER = FormReader.of(Another.class);
    private static final Set<String> FRAME = Set.of("_csrf");

    private final PasswordAdded added;
    private final PasswordChange change;
    private final PasswordChoice choice;
    private final PasswordHashes hashes;
    private final Journeys journeys;
    private final Accounts accounts;
    private final AccountPasswords passwords;
    private final FreshSignIn fresh;
    private final Visits visits;
    private final Pages pages;

    PasswordController(
            PasswordAdded added,
            PasswordChange change,
            PasswordChoice choice,
            PasswordHashes hashes,
            Journeys journeys,
            Accounts accounts,
            AccountPasswords passwords,
            FreshSignIn fresh,
            Visits visits,
            Pages pages) {
        this.added = added;
        this.change = change;
        this.choice = choice;
        this.hashes = hashes;
        this.journeys = journeys;
        this.accounts = accounts;
        this.passwords = passwords;
        this.fresh = fresh;
        this.visits = visits;
        this.pages = pages;
    }

    @Bean
    static AccountPage passwordPage() {
        return new AccountPage("password", ADDRESS, 20);
    }

    @GetMapping(ADDRESS)
    void show(@AuthenticationPrincipal SignedIn owner, HttpServletRequest request, HttpServletResponse response) {
        if (!fresh.isFresh(owner)) {
            fresh.ask(owner, ADDRESS, response);
            return;
        }
        var account = accounts.find(owner.account()).orElseThrow();
        if (!account.hasPassword() && account.evidence().isEmpty()) {
            // Who has nothing left by which they were verified raises their level first.
            Redirect.to("/account", response);
            return;
        }
        show(account, request, response, 200, List.of());
    }

    @PostMapping(ADDRESS)
    void submit(@AuthenticationPrincipal SignedIn owner, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (!fresh.isFresh(owner)) {
            fresh.ask(owner, ADDRESS, response);
            return;
        }
        var account = accounts.find(owner.account()).orElseThrow();
        var former = passwords.passwordHash(account.id());
        if (former.isEmpty() && account.evidence().isEmpty()) {
            Redirect.to("/account", response);
            return;
        }
        if (former.isEmpty()) {
            begin(account, request, response);
            return;
        }
        switch (READER.read(request.getParameterMap(), FRAME)) {
            case Reading.Unheard<Another>() -> response.sendError(400);
            case Reading.Wrong<Another>(var problems, var typed) -> show(account, request, response, 422, problems);
            case Reading.Read<Another>(var form, var typed) -> {
                var problems = choice.problems(
                        form.password(),
                        form.passwordConfirmation(),
                        new PersonalData(account.subject(), account.phone(), account.email()));
                if (problems.isEmpty()) {
                    change(account, former.get(), form.password(), request, response);
                } else {
                    show(account, request, response, 422, problems);
                }
            }
        }
    }

    private void begin(Account account, HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (BUTTON.read(request.getParameterMap(), FRAME) instanceof Reading.Read<Nothing>) {
            journeys.begin(added.journey(), PasswordAdded.of(account), request, response);
        } else {
            response.sendError(400);
        }
    }

    /** A second click finds the password changed and changes nothing, nor ends anything. */
    private void change(
            Account account,
            String former,
            Password password,
            HttpServletRequest request,
            HttpServletResponse response) {
        String hash;
        try {
            hash = hashes.hash(password);
        } catch (HashingBusy busy) {
            response.setHeader(
                    "Retry-After", Long.toString(Math.max(1, busy.retryAfter().toSeconds())));
            show(account, request, response, 503, List.of(Problem.with("", "journey.busy")));
            return;
        }
        var session = request.getSession().getId();
        if (change.change(account, former, hash, session, visits.of(request))) {
            request.changeSessionId();
        }
        Redirect.to("/account?changed=password", response);
    }

    private void show(
            Account account,
            HttpServletRequest request,
            HttpServletResponse response,
            int status,
            List<Problem> problems) {
        var page = pages.of(request);
        var fields = new LinkedHashMap<String, Field>();
        if (account.hasPassword()) {
            for (var name : List.of("password", "passwordConfirmation")) {
                fields.put(
                        name,
                        new Field(
                                name,
                                page.text("field." + name),
                                null,
                                "",
                                Problem.beside(name, problems, page),
                                true));
            }
        }
        var whole = Problem.beside("", problems, page);
        var form = new Form(ADDRESS, Map.of(), fields, whole);
        pages.show(
                request,
                response,
                status,
                "registration/changePassword.jte",
                Map.of(
                        "form",
                        form,
                        "username",
                        account.subject().identifiers().getFirst().value()));
    }
}
