package vn.mocua.portal.selfservice;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.simple.JdbcClient;
import vn.mocua.portal.Citizen;
import vn.mocua.portal.RunningPortal;
import vn.mocua.portal.Visitor;
import vn.mocua.portal.Waiting;
import vn.mocua.portal.account.Accounts;
import vn.mocua.portal.identity.Identifier;
import vn.mocua.sandbox.phone.Sms;

/** Somebody who has an account and is signed in, as these tests tell their stories. */
record Owner(Citizen an, Visitor browser, UUID account) {

    static final String PHONE = "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/130.0 Mobile Safari/537.36";

    private static final Pattern CODE = Pattern.compile("\\b\\d{6}\\b");

    /** All tests of this room share a portal whose clock they move forward. */
    static final class Shared {
        static final RunningPortal PORTAL = RunningPortal.own(
                "self_service_portal",
                Map.of(
                        "mocua.trusted-proxies", "127.0.0.1",
                        "mocua.limits.new-device-notice", "20/4h"));
    }

    static RunningPortal portal() {
        return Shared.PORTAL;
    }

    static Owner fresh() {
        return fresh(Map.of());
    }

    static Owner fresh(Map<String, String> details) {
        var an = Citizen.fresh(portal());
        var browser = portal().visitorFromElsewhere().sending("User-Agent", PHONE);
        var registered = browser.follow(browser.submit(an.arrivesAtPassword(browser, details), an.passwords()));
        if (!registered.path().equals("/register/done")
                || !an.signsIn(browser).path().equals("/account")) {
            throw new IllegalStateException("not registered: " + registered.path());
        }
        var account = portal().bean(Accounts.class)
                .holderOf(List.of(
                        new Identifier(Identifier.Kind.NATIONAL_ID, an.person().nationalId())))
                .orElseThrow();
        return new Owner(an, browser, account);
    }

    /** The same person at another device. */
    Visitor alsoSignedIn() {
        var other = portal().visitorFromElsewhere();
        if (!an.signsIn(other).path().equals("/account")) {
            throw new IllegalStateException("not signed in");
        }
        return other;
    }

    static boolean isSignedIn(Visitor browser) {
        return browser.get("/account").status() == 200;
    }

    /** Presses a button that sends nothing but what its page knows. */
    Visitor.Answer presses(String page, String action) {
        return presses(page, action, Map.of());
    }

    Visitor.Answer presses(String page, String action, Map<String, String> filledIn) {
        return browser.submit(browser.get(page), action, filledIn);
    }

    /** So much later that the sign-in is not fresh any more. */
    static void muchLater() {
        portal().clock().shift(Duration.ofMinutes(11));
    }

    List<String> acts() {
        return JdbcClient.create(portal().database().asOwner())
                .sql("select action from audit_entry where subject = ? order by id")
                .param(account)
                .query(String.class)
                .list();
    }

    /** Messages of a kind that were written since, whether they are through or not. */
    static int written(String purpose, String channel) {
        return portal().rows("outbox_message where purpose = '" + purpose + "' and channel = '" + channel + "'");
    }

    static int sql(String statement, Object... parameters) {
        return JdbcClient.create(portal().database().asOwner())
                .sql(statement)
                .params(parameters)
                .update();
    }

    static String newestCode(String phone) {
        return portal().sandbox().sms(phone).stream()
                .map(Sms::text)
                .map(CODE::matcher)
                .filter(Matcher::find)
                .map(Matcher::group)
                .findFirst()
                .orElse("");
    }

    static String codeAfter(String phone, String former) {
        return Waiting.until(
                Duration.ofSeconds(30),
                () -> Optional.of(newestCode(phone)).filter(code -> !code.isEmpty() && !code.equals(former)));
    }

    static void hears(String phone, String words) {
        Waiting.until(
                Duration.ofSeconds(30),
                () -> portal().sandbox().sms(phone).stream()
                        .map(Sms::text)
                        .filter(text -> text.contains(words))
                        .findFirst());
    }

    static String codeIn(String mailbox) {
        return Waiting.until(
                Duration.ofSeconds(30),
                () -> portal().sandbox().mail(mailbox).stream()
                        .map(mail -> CODE.matcher(mail.text()))
                        .filter(Matcher::find)
                        .map(Matcher::group)
                        .findFirst());
    }
}
