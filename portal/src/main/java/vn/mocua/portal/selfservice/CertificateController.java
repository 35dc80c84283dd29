package vn.mocua.portal.selfservice;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
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
import vn.mocua.portal.journey.FormReader;
import vn.mocua.portal.journey.FormReader.Reading;
import vn.mocua.portal.journey.Redirect;
import vn.mocua.portal.login.SignedIn;
import vn.mocua.portal.page.Field;
import vn.mocua.portal.page.Form;
import vn.mocua.portal.page.Pages;

/** What the owner calls one of their certificates, so that the one at home is told from the one at work. */
@Controller
class CertificateController {

    record NameForm(CertificateName certificateName) {}

    private static final FormReader<NameForm> READER = FormReader.of(NameForm.class);
    private static final Set<String> FRAME = Set.of("_csrf");

    private final AccountCertificates certificates;
    private final Pages pages;

    CertificateController(AccountCertificates certificates, Pages pages) {
        this.certificates = certificates;
        this.pages = pages;
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
            response.sendError(404);
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
            response.sendError(404);
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
                        page.text(
                                "account.certificates.until",
                                certificate.authority(),
                                page.date(certificate.validTo()))));
    }
}
