package vn.mocua.portal.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.simple.JdbcClient;
import vn.mocua.portal.Citizen;
import vn.mocua.portal.RunningPortal;
import vn.mocua.portal.Visitor;
import vn.mocua.portal.Visitor.Answer;
import vn.mocua.portal.Waiting;
import vn.mocua.portal.account.Account;
import vn.mocua.portal.account.Accounts;
import vn.mocua.portal.account.NewAccount;
import vn.mocua.portal.identity.BirthDate;
import vn.mocua.portal.identity.EmailAddress;
import vn.mocua.portal.identity.Evidence;
import vn.mocua.portal.identity.FullName;
import vn.mocua.portal.identity.Ial;
import vn.mocua.portal.identity.Identifier;
import vn.mocua.portal.identity.NationalId;
import vn.mocua.portal.identity.PhoneNumber;
import vn.mocua.portal.identity.Strength;
import vn.mocua.portal.identity.Subject;

/** How somebody gets back into an account, page by page, and what tests look at behind them. */
record GettingBack(RunningPortal portal) {

    static final String NEW_PASSWORD = "Con-do-sang-song-58";
    private static final Pattern NOT_ME = Pattern.compile("nhap ma ([A-Z0-9]{5}-[A-Z0-9]{5})");

    Accounts accounts() {
        return portal.bean(Accounts.class);
    }

    Optional<UUID> idOf(Citizen an) {
        return accounts()
                .holderOf(List.of(
                        new Identifier(Identifier.Kind.NATIONAL_ID, an.person().nationalId())));
    }

    Account accountOf(Citizen an) {
        return accounts().find(idOf(an).orElseThrow()).orElseThrow();
    }

    /** Somebody with an account of level 2, as an ordinary registration leaves it. */
    Citizen registered() {
        var an = Citizen.fresh(portal);
        assertThat(an.registers(portal.visitorFromElsewhere()).path()).isEqualTo("/register/done");
        return an;
    }

    /** An account that is there without having been opened through pages. */
    UUID opens(Citizen an, Strength strength, Ial level, Map<String, String> answers) {
        var subject = new Subject.Citizen(
                NationalId.of(an.person().nationalId()),
                null,
                FullName.of(an.person().fullName()),
                BirthDate.of(an.person().birthDate()));
        var evidence = new Evidence(
                subject,
                strength,
                "mobile-subscriber",
                "operator",
                level,
                answers,
                portal.bean(Clock.class).instant());
        var opening = accounts()
                .open(new NewAccount(
                        subject,
                        PhoneNumber.of(an.person().phone()),
                        null,
                        List.of(evidence),
                        "$argon2id$v=19$m=64,t=1,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                        Map.of(),
                        "127.0.0.1",
                        "vi"));
        return ((Accounts.Opening.Opened) opening).account();
    }

    void confirmsEmail(Citizen an, String address) {
        var id = idOf(an).orElseThrow();
        var db = JdbcClient.create(portal.database().asOwner());
        assertThat(db.sql("select email_confirmed_at from account where id = ?")
                        .param(id)
                        .query()
                        .listOfRows())
                .hasSize(1);
        accounts().confirmEmail(id, EmailAddress.of(address), "192.0.2.1");
    }

    Answer begins(Visitor visitor, String username, String way) {
        var page = visitor.open("/forgot-password");
        assertThat(page.status()).isEqualTo(200);
        return visitor.follow(visitor.submit(
                page, "/forgot-password", Map.of("username", username, "way", way, "captcha", solves(page))));
    }

    String solves(Answer page) {
        return portal.sandbox().captcha(page.valueOf("captchaToken")).orElseThrow();
    }

    /** By phone, up to the page that asks for the code. */
    Answer saysWhoTheyAre(Visitor visitor, Citizen an, Citizen phone) {
        return saysWhoTheyAre(
                visitor, an.person().nationalId(), an, phone.person().phone());
    }

    Answer saysWhoTheyAre(Visitor visitor, String username, Citizen an, String phone) {
        var details = begins(visitor, username, "phone");
        assertThat(details.path()).isEqualTo("/forgot-password/phone/details");
        var code = visitor.follow(visitor.submit(
                details,
                Map.of(
                        "fullName", an.person().fullName(),
                        "birthDate", an.person().birthDate(),
                        "phone", phone)));
        assertThat(code.path()).isEqualTo("/forgot-password/phone/code");
        return code;
    }

    Answer types(Visitor visitor, Answer page, String code) {
        return visitor.follow(visitor.submit(page, page.path(), Map.of("otp", code)));
    }

    Answer choosesPassword(Visitor visitor, Answer page) {
        return visitor.follow(visitor.submit(
                page, page.path(), Map.of("password", NEW_PASSWORD, "passwordConfirmation", NEW_PASSWORD)));
    }

    /** Up to the page that asks for the new password. */
    Answer provesByPhone(Visitor visitor, Citizen an) {
        var newest = an.newestCode();
        var code = saysWhoTheyAre(visitor, an, an);
        return types(visitor, code, an.codeAfter(newest));
    }

    Answer signsIn(Visitor visitor, Citizen an, String password) {
        var newest = an.newestCode();
        var otp = visitor.follow(an.typesPassword(visitor, password));
        return otp.path().equals("/sign-in/otp")
                ? visitor.follow(visitor.submit(otp, "/sign-in/otp", Map.of("otp", an.codeAfter(newest))))
                : otp;
    }

    /** The code of the newest message that says so. */
    String notMeCode(Citizen an, String saying) {
        return Waiting.until(
                Duration.ofSeconds(30),
                () -> portal.sandbox().sms(an.person().phone()).stream()
                        .filter(sms -> sms.text().contains(saying))
                        .map(sms -> NOT_ME.matcher(sms.text()))
                        .filter(matcher -> matcher.find())
                        .map(matcher -> matcher.group(1))
                        .findFirst());
    }

    Answer saysNotMe(Visitor visitor, String code) {
        return visitor.follow(visitor.submit(visitor.open("/not-me"), "/not-me", Map.of("notMeCode", code)));
    }

    Account.Status status(Citizen an) {
        return accountOf(an).status();
    }

    void stands(Citizen an, Account.Status status) {
        JdbcClient.create(portal.database().asOwner())
                .sql("update account set status = ? where id = ?")
                .params(status.name(), idOf(an).orElseThrow())
                .update();
    }

    int sessions(Citizen an) {
        return portal.rows("spring_session where principal_name = '" + idOf(an).orElseThrow() + "'");
    }

    /** Asks for a delayed reset; the page shows the word. */
    String asksForReset(Visitor visitor, String username) {
        var page = begins(visitor, username, "later");
        assertThat(page.path()).isEqualTo("/forgot-password/later/ask");
        var asked = visitor.follow(visitor.submit(page, page.path(), Map.of()));
        assertThat(asked.path()).isEqualTo("/forgot-password/asked");
        return asked.html().expectFirst("dl.facts b.digits").text();
    }

    Answer comesBack(Visitor visitor, String code, String method) {
        var page = visitor.open("/forgot-password/continue");
        return visitor.follow(visitor.submit(
                page,
                "/forgot-password/continue",
                Map.of("resetCode", code, "method", method, "captcha", solves(page))));
    }

    /** From the method's form to whatever follows the code. */
    Answer provesAgain(
            Visitor visitor, Answer details, Citizen who, Map<String, String> otherwise, Citizen holdsPhone) {
        assertThat(details.path()).isEqualTo("/forgot-password/prove/mobile-subscriber/details");
        var newest = holdsPhone.newestCode();
        var otp = visitor.follow(who.sendsDetails(visitor, details, otherwise));
        return otp.path().endsWith("/otp") ? types(visitor, otp, holdsPhone.codeAfter(newest)) : otp;
    }

    int openRequests(Citizen an) {
        return portal.rows("recovery_request where account = '" + idOf(an).orElseThrow()
                + "' and called_off_at is null and done_at is null");
    }
}
