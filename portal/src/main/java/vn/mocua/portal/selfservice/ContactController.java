package vn.mocua.portal.selfservice;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Set;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import vn.mocua.portal.abuse.Limit;
import vn.mocua.portal.abuse.Limits;
import vn.mocua.portal.abuse.Rate;
import vn.mocua.portal.abuse.Taken;
import vn.mocua.portal.abuse.Use;
import vn.mocua.portal.account.Accounts;
import vn.mocua.portal.account.ContactChanges;
import vn.mocua.portal.identity.Subject;
import vn.mocua.portal.journey.FormReader;
import vn.mocua.portal.journey.FormReader.Reading;
import vn.mocua.portal.journey.Journeys;
import vn.mocua.portal.journey.Redirect;
import vn.mocua.portal.journey.Visits;
import vn.mocua.portal.login.FreshSignIn;
import vn.mocua.portal.login.SignedIn;
import vn.mocua.portal.page.AccountPage;
import vn.mocua.portal.page.Pages;

/** The pages from which an owner goes to change their phone or their e-mail address, and takes a change back. */
@Controller
class ContactController {

    /** What a button sends. */
    record Nothing() {}

    private static final FormReader<Nothing> BUTTON = FormReader.of(Nothing.class);
    private static final Set<String> FRAME = Set.of("_csrf");
    private static final String LIMIT = "contact-changes-per-account";
    private static final String PHONE = "/account/phone";
    private static final String EMAIL = "/account/email";

    private final Accounts accounts;
    private final ContactChanges changes;
    private final ContactsChanged changed;
    private final PhoneJourney phoneJourney;
    private final EmailJourney emailJourney;
    private final Journeys journeys;
    private final Limits limits;
    private final FreshSignIn fresh;
    private final Visits visits;
    private final Pages pages;
    private final Duration simAge;

    ContactController(
            Accounts accounts,
            ContactChanges changes,
            ContactsChanged changed,
            PhoneJourney phoneJourney,
            EmailJourney emailJourney,
            Journeys journeys,
            Limits limits,
            FreshSignIn fresh,
            Visits visits,
            Pages pages,
            @Value("${mocua.subscriber.sim-age:72h}") Duration simAge) {
        this.accounts = accounts;
        this.changes = changes;
        this.changed = changed;
        this.phoneJourney = phoneJourney;
        this.emailJourney = emailJourney;
        this.journeys = journeys;
        this.limits = limits;
        this.fresh = fresh;
        this.visits = visits;
        this.pages = pages;
        this.simAge = simAge;
    }

    @Bean
    static AccountPage phonePage() {
        return new AccountPage("phone", PHONE, 30);
    }

    @Bean
    static AccountPage emailPage() {
        return new AccountPage("email", EMAIL, 31);
    }

    /** Begun, not finished: each beginning may cost a question outside and two messages. */
    @Bean
    static Limit contactChangesPerAccount() {
        return new Limit(LIMIT, Rate.of("6/1d"), 1, 50);
    }

    @GetMapping(PHONE)
    void phone(@AuthenticationPrincipal SignedIn owner, HttpServletRequest request, HttpServletResponse response) {
        if (fresh.isFresh(owner)) {
            show(owner, "selfservice/phone.jte", request, response);
        } else {
            fresh.ask(owner, PHONE, response);
        }
    }

    @GetMapping(EMAIL)
    void email(@AuthenticationPrincipal SignedIn owner, HttpServletRequest request, HttpServletResponse response) {
        if (fresh.isFresh(owner)) {
            show(owner, "selfservice/email.jte", request, response);
        } else {
            fresh.ask(owner, EMAIL, response);
        }
    }

    @PostMapping("/account/phone")
    void changePhone(@AuthenticationPrincipal SignedIn owner, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (mayBegin(owner, PHONE, request, response)) {
            var account = accounts.find(owner.account()).orElseThrow();
            var known = PhoneChange.of(
                    account.id(),
                    account.subject().masked(),
                    account.subject().identifiers().getFirst().kind(),
                    account.phone());
            journeys.begin(phoneJourney.journey(), known, request, response);
        }
    }

    @PostMapping("/account/email/change")
    void changeEmail(@AuthenticationPrincipal SignedIn owner, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (mayBegin(owner, EMAIL, request, response)) {
            var account = accounts.find(owner.account()).orElseThrow();
            var known = new EmailChange(account.id(), account.subject().masked(), null, null, false);
            journeys.begin(emailJourney.journey(), known, request, response);
        }
    }

    @PostMapping("/account/email/remove")
    void removeEmail(@AuthenticationPrincipal SignedIn owner, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (mayBegin(owner, EMAIL, request, response)) {
            var removed = changed.emailRemoved(owner.account(), visits.of(request));
            // Else the page says why not: it was opened before that was so.
            Redirect.to(removed ? "/account?changed=email-removed" : EMAIL, response);
        }
    }

    @PostMapping("/account/phone/remove")
    void removePhone(@AuthenticationPrincipal SignedIn owner, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (mayBegin(owner, PHONE, request, response)) {
            changed.phoneRemovedLater(owner.account(), visits.of(request));
            // The page says until when it waits, or why it stays: it was opened before that was so.
            Redirect.to(PHONE, response);
        }
    }

    /** Takes back what waits: that makes nothing weaker, so nobody need sign in again for it. */
    @PostMapping("/account/phone/cancel")
    void cancel(@AuthenticationPrincipal SignedIn owner, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (!(BUTTON.read(request.getParameterMap(), FRAME) instanceof Reading.Read<Nothing>)) {
            response.sendError(400);
            return;
        }
        changed.cancel(owner.account(), visits.of(request));
        Redirect.to("/account?changed=phone-kept", response);
    }

    private boolean mayBegin(SignedIn owner, String page, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (!fresh.isFresh(owner)) {
            fresh.ask(owner, page, response);
            return false;
        }
        if (!(BUTTON.read(request.getParameterMap(), FRAME) instanceof Reading.Read<Nothing>)) {
            response.sendError(400);
            return false;
        }
        if (limits.take(Use.of(LIMIT, owner.account().toString())) instanceof Taken.Refused(var limit, var when)) {
            var seconds = Duration.between(visits.of(request).now(), when).toSeconds() + 1;
            response.setHeader("Retry-After", Long.toString(Math.max(1, seconds)));
            response.sendError(429);
            return false;
        }
        return true;
    }

    private void show(SignedIn owner, String template, HttpServletRequest request, HttpServletResponse response) {
        var account = accounts.find(owner.account()).orElseThrow();
        var model = new HashMap<String, Object>();
        if (template.endsWith("phone.jte")) {
            model.put("phone", account.phone() == null ? "" : account.phone().masked());
            changes.waiting(account.id()).ifPresent(waiting -> {
                model.put(
                        "waitingFor",
                        waiting.next() == null ? "" : waiting.next().masked());
                model.put("dueAt", waiting.dueAt());
            });
            model.put(
                    "keeping",
                    changes.keepsPhone(account)
                            .map(each -> each.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                            .orElse(""));
            model.put("hasPassword", account.hasPassword());
            model.put("wait", changed.waiting());
            model.put("simAge", simAge);
            model.put("isCitizen", account.subject() instanceof Subject.Citizen);
        } else {
            model.put("email", account.email() == null ? "" : account.email().masked());
            model.put("confirmed", account.emailConfirmedAt() != null);
            model.put("isOnly", account.phone() == null);
        }
        pages.show(request, response, 200, template, model);
    }
}
