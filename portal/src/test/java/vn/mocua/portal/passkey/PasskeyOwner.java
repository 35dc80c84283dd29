package vn.mocua.portal.passkey;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import vn.mocua.portal.Citizen;
import vn.mocua.portal.RunningPortal;
import vn.mocua.portal.Visitor;
import vn.mocua.portal.Visitor.Answer;
import vn.mocua.portal.account.Accounts;
import vn.mocua.portal.identity.Identifier;

/** Somebody who is signed in and has a device that makes passkeys. */
public record PasskeyOwner(RunningPortal portal, Citizen citizen, Visitor browser, SoftPasskey passkey, UUID account) {

    /** Registered, signed in with everything that a new device is asked, and no passkey added yet. */
    static PasskeyOwner fresh(RunningPortal portal, Visitor browser) {
        return fresh(portal, browser, new SoftPasskey(portal.url().toString()));
    }

    static PasskeyOwner fresh(RunningPortal portal, Visitor browser, SoftPasskey passkey) {
        var citizen = Citizen.fresh(portal);
        citizen.registers(browser);
        assertThat(citizen.signsIn(browser).path()).isEqualTo("/account");
        var account = portal.bean(Accounts.class)
                .holderOf(List.of(new Identifier(
                        Identifier.Kind.NATIONAL_ID, citizen.person().nationalId())))
                .orElseThrow();
        return new PasskeyOwner(portal, citizen, browser, passkey, account);
    }

    public static PasskeyOwner withPasskey(RunningPortal portal, Visitor browser) {
        return fresh(portal, browser).adding();
    }

    PasskeyOwner adding() {
        assertThat(adds(Map.of()).location()).isEqualTo("/account/passkeys?done=added");
        return this;
    }

    String optionsToAdd() {
        var page = browser.open("/account/passkeys/add");
        return browser.post("/account/passkeys/options", Map.of("_csrf", page.valueOf("_csrf")))
                .body();
    }

    Answer adds(Map<String, String> more) {
        var sent = new HashMap<>(passkey.make(optionsToAdd()));
        sent.putAll(more);
        return sends(sent);
    }

    Answer sends(Map<String, String> made) {
        var page = browser.open("/account/passkeys/add");
        return browser.submit(page, "/account/passkeys/add", made);
    }

    /** In another browser, by the passkey alone. */
    public Answer signsIn(Visitor elsewhere) {
        return answer(elsewhere, passkey.sign(options(elsewhere)));
    }

    public static String options(Visitor browser) {
        browser.open("/sign-in");
        return browser.get("/sign-in/by/passkey/options").body();
    }

    static Answer answer(Visitor browser, Map<String, String> signed) {
        return answer(browser, browser.open("/help").valueOf("_csrf"), signed);
    }

    static Answer answer(Visitor browser, String csrf, Map<String, String> signed) {
        var sent = new HashMap<>(signed);
        sent.put("_csrf", csrf.isEmpty() ? browser.cookies().getOrDefault("__Host-csrf", "") : csrf);
        return browser.follow(browser.post("/sign-in/by/passkey", sent));
    }

    List<String> acts() {
        return JdbcClient.create(portal.database().asOwner())
                .sql("select action from audit_entry where subject = :id order by id")
                .param("id", account)
                .query((row, number) -> row.getObject("action", String.class))
                .list();
    }
}
