package vn.mocua.portal.registration;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import vn.mocua.portal.account.Accounts;
import vn.mocua.portal.journey.FormReader;
import vn.mocua.portal.journey.FormReader.Reading;
import vn.mocua.portal.journey.Journeys;
import vn.mocua.portal.journey.Redirect;

/** The button on the account's page that begins to give it a password. */
@Controller
class PasswordController {

    /** What a button sends. */
    record Nothing() {}

    private static final FormReader<Nothing> BUTTON = FormReader.of(Nothing.class);
    private static final Set<String> FRAME = Set.of("_csrf");

    private final PasswordAdded added;
    private final Journeys journeys;
    private final Accounts accounts;

    PasswordController(PasswordAdded added, Journeys journeys, Accounts accounts) {
        this.added = added;
        this.journeys = journeys;
        this.accounts = accounts;
    }

    @PostMapping("/account/password")
    void begin(Principal owner, HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!(BUTTON.read(request.getParameterMap(), FRAME) instanceof Reading.Read<Nothing>)) {
            response.sendError(400);
            return;
        }
        var account = accounts.find(UUID.fromString(owner.getName())).orElseThrow();
        // Who has nothing left by which they were verified raises their level first.
        if (account.hasPassword() || account.evidence().isEmpty()) {
            Redirect.to("/account", response);
        } else {
            journeys.begin(added.journey(), PasswordAdded.of(account), request, response);
        }
    }
}
