package vn.mocua.browser;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;

/**
 * The part of a phone or computer that keeps passkeys, as Chromium plays it for tests: it sees the finger at once.
 * Gone with its tab.
 */
final class VirtualAuthenticator {

    private final CDPSession session;
    private final String id;

    private VirtualAuthenticator(CDPSession session, String id) {
        this.session = session;
        this.id = id;
    }

    static VirtualAuthenticator in(Window window) {
        var session = window.page().context().newCDPSession(window.page());
        session.send("WebAuthn.enable");
        var options = new JsonObject();
        options.addProperty("protocol", "ctap2");
        options.addProperty("transport", "internal");
        options.addProperty("hasResidentKey", true);
        options.addProperty("hasUserVerification", true);
        options.addProperty("isUserVerified", true);
        options.addProperty("automaticPresenceSimulation", true);
        var asked = new JsonObject();
        asked.add("options", options);
        var id = session.send("WebAuthn.addVirtualAuthenticator", asked)
                .get("authenticatorId")
                .getAsString();
        return new VirtualAuthenticator(session, id);
    }

    int passkeys() {
        return session.send("WebAuthn.getCredentials", only())
                .getAsJsonArray("credentials")
                .size();
    }

    /** Whether the finger is the owner's. */
    void verifies(boolean owner) {
        var asked = only();
        asked.addProperty("isUserVerified", owner);
        session.send("WebAuthn.setUserVerified", asked);
    }

    private JsonObject only() {
        var only = new JsonObject();
        only.addProperty("authenticatorId", id);
        return only;
    }
}
