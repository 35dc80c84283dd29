package vn.mocua.portal;

import java.net.URI;
import java.util.Map;
import vn.mocua.portal.Visitor.Answer;
import vn.mocua.sandbox.town.VneidAccount;

/** The pages of an identity provider outside, as somebody meets them who was sent there. */
public final class Provider {

    private final Visitor browser;
    private final Answer page;
    private final String base;

    private Provider(Answer leaving) {
        var address = URI.create(leaving.location());
        browser = new Visitor(address);
        base = "/" + address.getPath().split("/")[1];
        page = browser.open(leaving.location());
    }

    /** Where an answer of the portal leads. */
    public static Provider reachedBy(Answer leaving) {
        return new Provider(leaving);
    }

    /** Signs in and shares; the address at which the portal is to be asked. */
    public String signsIn(VneidAccount account) {
        return signsIn(account.username(), account.password());
    }

    public String signsIn(String username, String password) {
        var consent = browser.follow(
                browser.submit(page, base + "/sign-in", Map.of("username", username, "password", password)));
        return browser.submit(consent, base + "/consent", Map.of("decision", "share"))
                .location();
    }

    /** Goes back without. */
    public String cancels() {
        return browser.submit(page, base + "/consent", Map.of("decision", "cancel"))
                .location();
    }
}
