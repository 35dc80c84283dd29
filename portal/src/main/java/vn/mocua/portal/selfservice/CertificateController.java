package vn.mocua.portal.selfservice;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import vn.mocua.portal.account.AccountCertificates;
import vn.mocua.portal.certificatelife.CertificateLife;
import vn.mocua.portal.journey.FormReader;
import vn.mocua.portal.journey.FormReader.Reading;
import vn.mocua.portal.journey.Redirect;
import vn.mocua.portal.journey.Visits;
import vn.mocua.portal.login.FreshSignIn;
import vn.mocua.portal.login.SignedIn;
import vn.mocua.portal.page.Field;
import vn.mocua.portal.page.Form;
import vn.mocua.portal.page.Pages;

/** A certificate of the owner's: what they call it, so that the one at home is told from the one at work; and off it goes. */
@Controller
class CertificateController {

    record NameForm(CertificateName certificateName) {}

    /** What a button sends. */
    record Nothing() {}

    private static final FormReader<Nothing> BUTTON = FormReader.of(Nothing.class);
    private static final FormReader<NameForm> READER = FormReader.of(NameForm.class);
    private static final Set<String> FRAME = Set.of("_csrf");

    private final AccountCertificates certificates;
    private final CertificateLife life;
    private final FreshSignIn fresh;
    private final Visits visits;
    private final Pages pages;
    private final Clock clock;

    CertificateController(
            AccountCertificates certificates,
            CertificateLife life,
            FreshSignIn fresh,
            Visits visits,
            Pages pages,
            Clock clock) {
        this.certificates = certificates;
        this.life = life;
        this.fresh = fresh;
        this.visits = visits;
        this.pages = pages;
        this.clock = clock;
    }

    @GetMapping("/account/certificates/{id}")
    void show(
            @AuthenticationPrincipal SignedIn owner,
            @PathVariable String id,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        var certificate = ofOwner(owner, id);
        if (certificate.isEmpty()) {
            goneOrUnknown(owner, id, response);
            return;
        }
        show(certificate.get(), certificate.get().called(), null, 200, request, response);
    }

    @PostMapping("/account/certificates/{id}")
    void call(
            @AuthenticationPrincipal SignedIn owner,
            @PathVariable String id,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        var certificate = ofOwner(owner, id);
        if (certificate.isEmpty()) {
            goneOrUnknown(owner, id, response);
            return;
        }
        switch (READER.read(request.getParameterMap(), FRAME)) {
            case Reading.Unheard<NameForm>() -> response.sendError(400);
            case Reading.Wrong<NameForm>(var problems, var typed) -> {
                var problem = pages.of(request).text(problems.getFirst().message());
                show(certificate.get(), typed.getOrDefault("certificateName", ""), problem, 422, request, response);
            }
            case Reading.Read<NameForm>(var form, var typed) -> {
                certificates.call(
                        owner.account(),
                        certificate.get().id(),
                        form.certificateName().value());
                Redirect.to("/account", response);
            }
        }
    }

    @GetMapping("/account/certificates/{id}/remove")
    void askWhetherToRemove(
            @AuthenticationPrincipal SignedIn owner,
            @PathVariable String id,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        var certificate = ofOwner(owner, id);
        if (certificate.isEmpty()) {
            goneOrUnknown(owner, id, response);
        } else if (!fresh.isFresh(owner)) {
            fresh.ask(owner, removalOf(certificate.get()), response);
        } else {
            var isLast = !life.mayBeRemoved(owner.account(), certificate.get());
            showRemoval(certificate.get(), isLast, 200, request, response);
        }
    }

    @PostMapping("/account/certificates/{id}/remove")
    void remove(
            @AuthenticationPrincipal SignedIn owner,
            @PathVariable String id,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        if (!(BUTTON.read(request.getParameterMap(), FRAME) instanceof Reading.Read<Nothing>)) {
            response.sendError(400);
            return;
        }
        var certificate = ofOwner(owner, id);
        if (certificate.isEmpty()) {
            goneOrUnknown(owner, id, response);
            return;
        }
        if (!fresh.isFresh(owner)) {
            fresh.ask(owner, removalOf(certificate.get()), response);
            return;
        }
        var visit = visits.of(request);
        switch (life.remove(owner.account(), certificate.get().id(), visit.address(), visit.language())) {
            case REMOVED, NOT_THERE -> Redirect.to("/account?removed", response);
            case LAST_WAY_IN -> showRemoval(certificate.get(), true, 422, request, response);
        }
    }

    private void showRemoval(
            AccountCertificates.Kept certificate,
            boolean refused,
            int status,
            HttpServletRequest request,
            HttpServletResponse response) {
        var page = pages.of(request);
        var name = certificate.called().isEmpty() ? page.text("account.certificates.unnamed") : certificate.called();
        pages.show(
                request,
                response,
                status,
                "selfservice/removeCertificate.jte",
                Map.of(
                        "form",
                        new Form(removalOf(certificate), Map.of(), Map.of(), null),
                        "name",
                        name,
                        "words",
                        CertificateWords.of(certificate, clock.instant(), page).issued(),
                        "refused",
                        refused));
    }

    private static String removalOf(AccountCertificates.Kept certificate) {
        return "/account/certificates/" + certificate.id() + "/remove";
    }

    /** Whoever goes back to the page of one that they took off, or presses twice, reads that it is off. */
    private void goneOrUnknown(SignedIn owner, String id, HttpServletResponse response) throws IOException {
        var certificate = uuid(id);
        if (certificate != null && certificates.isTakenOff(owner.account(), certificate)) {
            Redirect.to("/account?removed", response);
        } else {
            response.sendError(404);
        }
    }

    /** One of somebody else's is none. */
    private Optional<AccountCertificates.Kept> ofOwner(SignedIn owner, String id) {
        return certificates.of(owner.account()).stream()
                .filter(each -> each.id().equals(uuid(id)))
                .findFirst();
    }

    private static @Nullable UUID uuid(String id) {
        try {
            return UUID.fromString(id);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private void show(
            AccountCertificates.Kept certificate,
            String typed,
            @Nullable String problem,
            int status,
            HttpServletRequest request,
            HttpServletResponse response) {
        var page = pages.of(request);
        var field = new Field("certificateName", page.text("field.certificateName"), null, typed, problem, true);
        pages.show(
                request,
                response,
                status,
                "selfservice/certificate.jte",
                Map.of(
                        "form",
                        new Form(
                                "/account/certificates/" + certificate.id(),
                                Map.of(),
                                Map.of("certificateName", field),
                                null),
                        "words",
                        CertificateWords.of(certificate, clock.instant(), page).issued()));
    }
}
