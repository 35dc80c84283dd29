package vn.mocua.portal.selfservice;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import vn.mocua.portal.account.Account;
import vn.mocua.portal.account.AccountCertificates;
import vn.mocua.portal.account.Accounts;
import vn.mocua.portal.account.ContactChanges;
import vn.mocua.portal.audit.Audit;
import vn.mocua.portal.identity.Otp;
import vn.mocua.portal.identity.Subject.Agency;
import vn.mocua.portal.identity.Subject.Business;
import vn.mocua.portal.identity.Subject.Citizen;
import vn.mocua.portal.journey.FormReader;
import vn.mocua.portal.journey.FormReader.Reading;
import vn.mocua.portal.journey.Problem;
import vn.mocua.portal.journey.Redirect;
import vn.mocua.portal.journey.Secret;
import vn.mocua.portal.journey.Visits;
import vn.mocua.portal.login.FreshSignIn;
import vn.mocua.portal.login.SignedIn;
import vn.mocua.portal.otp.OneTimeCodes;
import vn.mocua.portal.otp.OneTimeCodes.Checking;
import vn.mocua.portal.otp.OneTimeCodes.Sending;
import vn.mocua.portal.otp.Purpose;
import vn.mocua.portal.page.AccountBanner;
import vn.mocua.portal.page.AccountPage;
import vn.mocua.portal.page.Field;
import vn.mocua.portal.page.Form;
import vn.mocua.portal.page.Page;
import vn.mocua.portal.page.Pages;
import vn.mocua.portal.selfservice.AccountView.Datum;
import vn.mocua.portal.selfservice.AccountView.EmailState;
import vn.mocua.portal.selfservice.AccountView.Note;
import vn.mocua.portal.selfservice.AccountView.Proof;

/** The owner's own page. */
@Controller
class AccountController {

    record EmailCode(@Secret Otp otp) {}

    /** What a button of its own sends. */
    record Nothing() {}

    private static final FormReader<Nothing> BUTTON = FormReader.of(Nothing.class);
    private static final FormReader<EmailCode> READER = FormReader.of(EmailCode.class);
    private static final Set<String> FRAME = Set.of("_csrf");
    private static final int ACTIVITIES = 5;

    private final Accounts accounts;
    private final AccountCertificates certificates;
    private final Clock clock;
    private final OneTimeCodes codes;
    private final Audit audit;
    private final Visits visits;
    private final Pages pages;
    private final FreshSignIn fresh;
    private final ContactChanges contacts;
    private final ActivityWords words;
    private final List<AccountPage> further;
    private final List<AccountBanner> banners;

    AccountController(
            Accounts accounts,
            AccountCertificates certificates,
            OneTimeCodes codes,
            Audit audit,
            Visits visits,
            Pages pages,
            Clock clock,
            FreshSignIn fresh,
            ContactChanges contacts,
            ActivityWords words,
            ObjectProvider<AccountPage> further,
            ObjectProvider<AccountBanner> banners) {
        this.accounts = accounts;
        this.certificates = certificates;
        this.clock = clock;
        this.codes = codes;
        this.audit = audit;
        this.visits = visits;
        this.pages = pages;
        this.fresh = fresh;
        this.contacts = contacts;
        this.words = words;
        this.further = further.stream()
                .sorted(Comparator.comparingInt(AccountPage::order))
                .toList();
        this.banners = banners.orderedStream().toList();
    }

    @GetMapping("/account")
    void show(@AuthenticationPrincipal SignedIn owner, HttpServletRequest request, HttpServletResponse response) {
        var wayOn = fresh.wayOn(owner, request, response);
        if (wayOn.isPresent()) {
            Redirect.to(wayOn.get(), response);
        } else {
            show(owner, request, response, 200, null);
        }
    }

    @PostMapping("/account/email")
    void confirmEmail(@AuthenticationPrincipal SignedIn owner, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        switch (READER.read(request.getParameterMap(), FRAME)) {
            case Reading.Unheard<EmailCode>() -> response.sendError(400);
            case Reading.Wrong<EmailCode>(var problems, var typed) ->
                show(owner, request, response, 422, problems.getFirst());
            case Reading.Read<EmailCode>(var form, var typed) -> {
                var problem = confirm(owner, form.otp(), request);
                if (problem == null) {
                    Redirect.to("/account", response);
                } else {
                    show(owner, request, response, 422, problem);
                }
            }
        }
    }

    @PostMapping("/account/email/again")
    void sendAgain(@AuthenticationPrincipal SignedIn owner, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (!(BUTTON.read(request.getParameterMap(), FRAME) instanceof Reading.Read<Nothing>)) {
            response.sendError(400);
            return;
        }
        var account = accounts.find(owner.account()).orElseThrow();
        if (account.email() == null || account.emailConfirmedAt() != null) {
            Redirect.to("/account", response);
            return;
        }
        var visit = visits.of(request);
        var spent = account.emailCodes() == null
                || codes.standing(account.emailCodes())
                        .map(each -> !each.mayBeSentAgain())
                        .orElse(true);
        var sending = codes.send(
                Purpose.CONFIRM_EMAIL, spent ? null : account.emailCodes(), account.email(), account.id(), visit);
        switch (sending) {
            case Sending.Sent(var transaction) -> {
                accounts.noteEmailCodes(account.id(), transaction);
                Redirect.to("/account", response);
            }
            // Another page of this account was faster; the next press begins anew.
            case Sending.NoMore(var triesUsedUp) -> Redirect.to("/account", response);
            case Sending.NotBefore(var when) -> {
                var seconds = Math.max(1, Duration.between(visit.now(), when).toSeconds() + 1);
                response.setHeader("Retry-After", Long.toString(seconds));
                show(owner, request, response, 429, Problem.with("otp", "email.notBefore", when));
            }
        }
    }

    private @Nullable Problem confirm(SignedIn owner, Otp typed, HttpServletRequest request) {
        var account = accounts.find(owner.account()).orElseThrow();
        if (account.email() == null || account.emailCodes() == null) {
            return Problem.with("otp", "otp.expired");
        }
        var checking = codes.check(
                Purpose.CONFIRM_EMAIL,
                account.emailCodes(),
                account.email(),
                account.id().toString(),
                typed,
                visits.of(request));
        return switch (checking) {
            case Checking.Right() -> {
                accounts.confirmEmail(
                        account.id(), account.email(), visits.of(request).address());
                yield null;
            }
            case Checking.Wrong(var triesLeft) -> Problem.with("otp", "otp.wrong", triesLeft);
            case Checking.Expired() -> Problem.with("otp", "otp.expired");
            case Checking.UsedUp(var byThis) -> Problem.with("otp", "otp.expired");
            case Checking.NotBefore(var when) -> Problem.with("otp", "otp.tooManyTries", when);
        };
    }

    private void show(
            SignedIn owner,
            HttpServletRequest request,
            HttpServletResponse response,
            int status,
            @Nullable Problem problem) {
        var account = accounts.find(owner.account()).orElseThrow();
        var page = pages.of(request);
        pages.show(
                request,
                response,
                status,
                "selfservice/account.jte",
                Map.of(
                        "view",
                        view(account, problem, request, page),
                        "further",
                        further.stream()
                                .filter(each ->
                                        each.kinds().contains(account.subject().kind()))
                                .filter(each -> page.mayOpen(each.address()))
                                .toList(),
                        "banners",
                        banners.stream()
                                .flatMap(each -> each.of(account.id(), account.subject()).stream())
                                .filter(each -> page.mayOpen(each.address()))
                                .toList()));
    }

    private AccountView view(Account account, @Nullable Problem problem, HttpServletRequest request, Page page) {
        var waiting = account.email() != null && account.emailConfirmedAt() == null;
        var state = account.email() == null ? EmailState.NONE : waiting ? EmailState.UNCONFIRMED : EmailState.CONFIRMED;
        var here = visits.of(request).address();
        return new AccountView(
                name(account),
                account.ial().name(),
                data(account, page),
                account.evidence().stream()
                        .map(each -> new Proof(
                                page.text("evidence." + each.method()) + " \u2192 "
                                        + page.text("registration.level." + each.ial()),
                                each.obtainedAt()))
                        .toList(),
                state,
                account.email() == null ? null : account.email().masked(),
                waiting ? confirmForm(problem, page) : null,
                certificates(account, page),
                audit.of(account.id(), ACTIVITIES).stream()
                        .map(each -> words.of(each, here, page))
                        .toList(),
                notes(account, request, page),
                account.hasPassword());
    }

    private List<Note> notes(Account account, HttpServletRequest request, Page page) {
        var notes = new ArrayList<Note>();
        if (request.getParameter("added") != null) {
            notes.add(added(request.getParameter("added"), page));
        }
        if (request.getParameter("removed") != null) {
            notes.add(new Note("check", true, page.text("account.certificates.removed"), null, null));
        }
        if (account.evidence().isEmpty()) {
            notes.add(new Note(
                    "warning",
                    false,
                    page.text("account.evidence.fallen"),
                    "/account/raise",
                    page.text("account.evidence.raise")));
        }
        var changed = "account.changed." + request.getParameter("changed");
        if (request.getParameter("changed") != null && page.hasText(changed)) {
            notes.add(new Note("check", true, page.text(changed), null, null));
        }
        if (account.closingAt() != null) {
            notes.add(new Note(
                    "warning",
                    false,
                    page.text("account.note.closing", page.date(account.closingAt())),
                    CloseController.ADDRESS,
                    page.text("account.note.closing.more")));
        }
        if (account.isPhoneChanging()) {
            contacts.waiting(account.id())
                    .ifPresent(waiting -> notes.add(new Note(
                            "clock",
                            false,
                            waiting.next() == null
                                    ? page.text("account.note.phone-removal", page.dateTime(waiting.dueAt()))
                                    : page.text(
                                            "account.note.phone",
                                            waiting.next().masked(),
                                            page.dateTime(waiting.dueAt())),
                            "/account/phone",
                            page.text("account.note.phone.more"))));
        }
        return notes;
    }

    private static Note added(String how, Page page) {
        return switch (how) {
            case "before" -> new Note("info", false, page.text("account.evidence.added.before"), null, null);
            case "back" -> new Note("check", true, page.text("account.evidence.added.back"), null, null);
            default -> new Note("check", true, page.text("account.evidence.added"), null, null);
        };
    }

    private List<AccountView.Certificate> certificates(Account account, Page page) {
        return account.hasCertificates()
                ? certificates.of(account.id()).stream()
                        .map(each -> certificate(each, page))
                        .toList()
                : List.of();
    }

    private AccountView.Certificate certificate(AccountCertificates.Kept kept, Page page) {
        var words = CertificateWords.of(kept, clock.instant(), page);
        return new AccountView.Certificate(
                kept.called(), words.issued(), words.sound(), words.standing(), "/account/certificates/" + kept.id());
    }

    private static String name(Account account) {
        return switch (account.subject()) {
            case Citizen citizen -> citizen.fullName().value();
            case Business business -> business.name().value();
            case Agency agency -> agency.name().value();
        };
    }

    private List<Datum> data(Account account, Page page) {
        var source = account.evidence().stream()
                .findFirst()
                .map(each -> page.text("account.source." + each.source()) + ", " + page.date(each.obtainedAt()))
                .orElseGet(() -> page.text("account.source.former"));
        var data = new ArrayList<Datum>();
        if (account.subject() instanceof Citizen citizen) {
            data.add(new Datum(
                    page.text("account.nationalId"), citizen.nationalId().masked(), source));
            if (citizen.oldNationalId() != null) {
                data.add(new Datum(
                        page.text("account.oldNationalId"),
                        citizen.oldNationalId().masked(),
                        source));
            }
            data.add(new Datum(page.text("account.fullName"), citizen.fullName().value(), source));
            if (citizen.birthDate() != null) {
                data.add(new Datum(
                        page.text("account.birthDate"), citizen.birthDate().value(), source));
            }
        }
        if (account.subject() instanceof Business business) {
            data.add(new Datum(page.text("account.taxCode"), business.taxCode().masked(), source));
            data.add(new Datum(
                    page.text("account.organisationName"), business.name().value(), source));
        }
        if (account.subject() instanceof Agency agency) {
            data.add(new Datum(
                    page.text("account.agencyCode"), agency.agencyCode().value(), source));
            data.add(new Datum(
                    page.text("account.organisationName"), agency.name().value(), source));
        }
        if (account.phone() != null) {
            var since = account.phoneChangedAt() == null ? account.openedAt() : account.phoneChangedAt();
            data.add(new Datum(
                    page.text("account.phone"),
                    account.phone().masked(),
                    page.text("account.source.otp") + ", " + page.date(since),
                    "/account/phone"));
        }
        return data;
    }

    private static Form confirmForm(@Nullable Problem problem, Page page) {
        var error = problem == null
                ? null
                : page.text(problem.message(), problem.arguments().toArray());
        return new Form(
                "/account/email",
                Map.of(),
                Map.of("otp", new Field("otp", page.text("account.confirm-email.code"), null, "", error, true)),
                null);
    }
}
