package vn.mocua.portal.passkey;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;
import vn.mocua.portal.account.Account;
import vn.mocua.portal.account.Accounts;
import vn.mocua.portal.identity.Subject.Agency;
import vn.mocua.portal.identity.Subject.Business;
import vn.mocua.portal.identity.Subject.Citizen;
import vn.mocua.portal.login.SignedIn;
import vn.mocua.portal.page.Page;

/** What a browser is asked with, as JSON for script: WebAuthn 5.4 and 5.5, bytes as base64url. */
@Component
class PasskeyOptions {

    private final PasskeyChallenges challenges;
    private final Ceremonies ceremonies;
    private final Passkeys passkeys;
    private final Accounts accounts;
    private final JsonMapper json;

    PasskeyOptions(
            PasskeyChallenges challenges,
            Ceremonies ceremonies,
            Passkeys passkeys,
            Accounts accounts,
            JsonMapper json) {
        this.challenges = challenges;
        this.ceremonies = ceremonies;
        this.passkeys = passkeys;
        this.accounts = accounts;
        this.json = json;
    }

    /** Who alone may answer a challenge to sign in: this browser. */
    static String bearer(Page page) {
        return page.csrf();
    }

    /** Who alone may answer a challenge to add a passkey: this browser, in this session, for this account. */
    static String bearer(SignedIn owner, Page page) {
        return page.csrf() + "|" + owner.account();
    }

    void toSignIn(Page page, HttpServletResponse response) throws IOException {
        write(
                Map.of(
                        "challenge", Answers.text(challenges.issue(Purpose.SIGN_IN, bearer(page))),
                        "rpId", ceremonies.relyingParty(),
                        "userVerification", "required",
                        "timeout", PasskeyChallenges.LIFE.toMillis()),
                response);
    }

    /**
     * A passkey that finds its account by itself, opened by finger, face or screen lock, of whatever maker; and none in a
     * device that has one. What it calls its holder by is what our own pages show.
     */
    void toAdd(SignedIn owner, Page page, HttpServletResponse response) throws IOException {
        var account = accounts.find(owner.account()).orElseThrow();
        var known = passkeys.of(account.id()).stream()
                .map(each -> Map.of(
                        "type",
                        "public-key",
                        "id",
                        Answers.text(ceremonies.credentialId(each)),
                        "transports",
                        each.transports()))
                .toList();
        var algorithms = Ceremonies.ALGORITHMS.stream()
                .map(each -> Map.of("type", "public-key", "alg", each.getValue()))
                .toList();
        write(
                Map.of(
                        "challenge",
                        Answers.text(challenges.issue(Purpose.ADD, bearer(owner, page))),
                        "rp",
                        Map.of("id", ceremonies.relyingParty(), "name", page.text("page.portal")),
                        "user",
                        Map.of(
                                "id",
                                Answers.text(passkeys.handleOf(account.id())),
                                "name",
                                owner.greeting(),
                                "displayName",
                                name(account)),
                        "pubKeyCredParams",
                        algorithms,
                        "excludeCredentials",
                        known,
                        "authenticatorSelection",
                        Map.of("residentKey", "required", "requireResidentKey", true, "userVerification", "required"),
                        "attestation",
                        "none",
                        "attestationFormats",
                        List.of("none"),
                        "timeout",
                        PasskeyChallenges.LIFE.toMillis()),
                response);
    }

    private void write(Map<String, ?> options, HttpServletResponse response) throws IOException {
        response.setContentType("application/json");
        response.setHeader("Cache-Control", "no-store");
        response.getOutputStream().write(json.writeValueAsBytes(options));
    }

    private static String name(Account account) {
        return switch (account.subject()) {
            case Citizen citizen -> citizen.fullName().value();
            case Business business -> business.name().value();
            case Agency agency -> agency.name().value();
        };
    }
}
