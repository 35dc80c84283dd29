package vn.mocua.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import vn.mocua.portal.account.Accounts;
import vn.mocua.portal.identity.Identifier;

/** Threat T39: every act in the catalogue leaves exactly one entry, which nobody can change. */
class EveryActIsWrittenDownOnceTest {

    private static final Pattern ACT = Pattern.compile("Act(?:[.]of)?[(]\\s*\"([a-z.-]+)\"");

    private final RunningPortal portal = RunningPortal.shared();

    @Test
    void eachActLeavesOneEntry() throws IOException {
        var an = Citizen.fresh(portal);
        var email = "an-" + UUID.randomUUID() + "@hop-thu.example";
        var visitor = portal.visitor();
        visitor.follow(visitor.submit(an.arrivesAtPassword(visitor, Map.of("email", email)), an.passwords()));
        var account = portal.bean(Accounts.class)
                .holderOf(List.of(
                        new Identifier(Identifier.Kind.NATIONAL_ID, an.person().nationalId())))
                .orElseThrow();
        assertThat(acts(account)).containsExactly("account.opened");

        an.typesPassword(portal.visitor(), "Sai-mat-khau-1");
        assertThat(acts(account)).containsExactly("account.opened", "account.sign-in-failed");

        var page = an.signsIn(visitor);
        assertThat(acts(account)).endsWith("account.signed-in").hasSize(3);

        var code = Waiting.until(
                Duration.ofSeconds(30),
                () -> portal.sandbox().mail(email).stream()
                        .map(mail -> Pattern.compile("\\b\\d{6}\\b").matcher(mail.text()))
                        .filter(Matcher::find)
                        .map(Matcher::group)
                        .findFirst());
        assertThat(visitor.submit(page, "/account/email", Map.of("otp", Citizen.wrong(code)))
                        .status())
                .isEqualTo(422);
        assertThat(acts(account)).hasSize(3);
        assertThat(visitor.submit(page, "/account/email", Map.of("otp", code)).location())
                .isEqualTo("/account");
        visitor.submit(page, "/account/email", Map.of("otp", code));
        assertThat(acts(account)).endsWith("account.email-confirmed").hasSize(4);

        addsTheSameProofAgain(an, visitor);
        assertThat(acts(account)).endsWith("account.evidence-added").hasSize(5);

        visitor.post("/sign-out", Map.of("_csrf", visitor.get("/account").valueOf("_csrf")));
        visitor.post("/sign-out", Map.of("_csrf", visitor.get("/sign-in").valueOf("_csrf")));
        assertThat(acts(account)).endsWith("account.signed-out").hasSize(6);
        assertThat(new TreeSet<>(acts(account))).isEqualTo(catalogue());
        assertThat(portal.rows(
                        "audit_client c join audit_entry e on e.id = c.entry where e.subject = '" + account + "'"))
                .isEqualTo(6);
    }

    private static void addsTheSameProofAgain(Citizen an, Visitor visitor) {
        var choice = visitor.open("/account/raise");
        var details = visitor.follow(visitor.submit(choice, "/account/raise", Map.of("method", "mobile-subscriber")));
        var newest = an.newestCode();
        var otp = visitor.follow(an.sendsDetails(visitor, details, Map.of()));
        visitor.submit(otp, Map.of("otp", an.codeAfter(newest)));
    }

    @Test
    void theSealerChainsThemAllAndTheRunTimeRoleCanChangeNone() {
        Waiting.until(
                Duration.ofSeconds(30), () -> Optional.of(true).filter(yes -> portal.rows("audit_unsealed") == 0));
        var db = JdbcClient.create(portal.database().asPortal());
        for (var table : List.of("audit_entry", "audit_seal", "audit_checkpoint")) {
            for (var statement : List.of("delete from " + table, "truncate " + table)) {
                assertThat(catchThrowable(() -> db.sql(statement).update()))
                        .as(statement)
                        .isNotNull();
            }
        }
        assertThat(catchThrowable(
                        () -> db.sql("update audit_entry set actor = 'nobody'").update()))
                .isNotNull();
    }

    private List<String> acts(UUID account) {
        return JdbcClient.create(portal.database().asOwner())
                .sql("select action from audit_entry where subject = ? order by id")
                .param(account)
                .query(String.class)
                .list();
    }

    /** What owners do by themselves is told in the tests of that room. */
    private static final Set<String> OF_SELF_SERVICE = Set.of(
            "account.password-changed",
            "account.phone-changed",
            "account.phone-change-asked",
            "account.phone-change-cancelled",
            "account.phone-removal-asked",
            "account.phone-removal-cancelled",
            "account.phone-removed",
            "account.email-changed",
            "account.email-removed",
            "account.data-downloaded",
            "account.closing-asked",
            "account.closing-cancelled",
            "account.forgotten");

    /** Every act upon an account; those of an administrator and on reservations stand in tests of their own. */
    private static TreeSet<String> catalogue() throws IOException {
        var acts = new TreeSet<String>();
        try (var files = Files.walk(Path.of("src/main/java"))) {
            for (var file :
                    files.filter(each -> each.toString().endsWith(".java")).toList()) {
                var found = ACT.matcher(Files.readString(file));
                while (found.find()) {
                    if (found.group(1).startsWith("account.") && !OF_SELF_SERVICE.contains(found.group(1))) {
                        acts.add(found.group(1));
                    }
                }
            }
        }
        return acts;
    }
}
