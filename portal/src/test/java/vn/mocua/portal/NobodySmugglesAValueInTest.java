package vn.mocua.portal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import vn.mocua.portal.Visitor.Answer;
import vn.mocua.portal.account.Accounts;
import vn.mocua.portal.identity.Identifier;

/** Threats T05 and T08: a form takes what it asks and nothing else, and what was proved stays as it was proved. */
class NobodySmugglesAValueInTest {

    private static final String AT = "/register/mobile-subscriber/";

    private final RunningPortal portal = RunningPortal.shared();

    @Test
    void anIdentityFieldBesideTheCodeOrThePasswordIsRefusedAndTheAccountHoldsWhatWasProved() {
        var an = Citizen.fresh(portal);
        var other = Citizen.fresh(portal);
        var swapped = List.of(
                Map.of("phone", other.person().phone()),
                Map.of("nationalId", other.person().nationalId()),
                Map.of("fullName", other.person().fullName()),
                Map.of("method", "in-person"),
                Map.of("level", "IAL3"));
        var visitor = portal.visitor();
        var otp = an.fillsInDetails(visitor);
        var code = an.codeAfter("");
        for (var each : swapped) {
            assertThat(visitor.submit(otp, with(each, "otp", code)).status()).isEqualTo(400);
        }
        var password = visitor.follow(visitor.submit(otp, Map.of("otp", code)));
        assertThat(password.path()).isEqualTo(AT + "password");
        for (var each : swapped) {
            var all = new HashMap<>(an.passwords());
            all.putAll(each);
            assertThat(visitor.submit(password, all).status()).isEqualTo(400);
        }
        assertThat(visitor.follow(visitor.submit(password, an.passwords())).path())
                .isEqualTo("/register/done");

        var accounts = portal.bean(Accounts.class);
        var account = accounts.holderOf(List.of(
                        new Identifier(Identifier.Kind.NATIONAL_ID, an.person().nationalId())))
                .flatMap(accounts::find)
                .orElseThrow();
        assertThat(account.phone().national()).isEqualTo(an.person().phone());
        assertThat(account.ial().name()).isEqualTo("IAL2");
        assertThat(accounts.holderOf(List.of(new Identifier(
                        Identifier.Kind.NATIONAL_ID, other.person().nationalId()))))
                .isEmpty();
    }

    @Test
    void everyColumnOfTheDatabaseIsAFieldThatNoPageTakes() {
        var names = columns();
        assertThat(names).contains("status", "level", "strength", "account", "id", "kind", "email_confirmed_at");

        var an = Citizen.fresh(portal);
        var visitor = portal.visitor();
        var chooser = visitor.open("/register");
        refused(visitor, chooser, "/register", Map.of("kind", "citizen", "method", "mobile-subscriber"), names);
        var details = an.beginsAt(visitor);
        var filledIn = new HashMap<>(an.details());
        filledIn.put("captcha", an.solves(details));
        refused(visitor, details, details.path(), filledIn, names);
        refused(visitor, details, AT + "resume", Map.of(), names);
        refused(visitor, details, AT + "restart", Map.of(), names);
        var otp = visitor.follow(visitor.submit(details, details.path(), filledIn));
        assertThat(otp.path()).isEqualTo(AT + "otp");
        var code = an.codeAfter("");
        refused(visitor, otp, otp.path(), Map.of("otp", code), names);
        refused(visitor, otp, otp.path() + "/again", Map.of(), names);
        var password = visitor.follow(visitor.submit(otp, Map.of("otp", code)));
        refused(visitor, password, password.path(), an.passwords(), names);
        assertThat(visitor.follow(visitor.submit(password, an.passwords())).path())
                .isEqualTo("/register/done");

        var signIn = visitor.open("/sign-in");
        refused(
                visitor,
                signIn,
                "/sign-in",
                Map.of("username", an.person().nationalId(), "password", Citizen.PASSWORD),
                names);
        var account = an.signsIn(visitor);
        assertThat(account.path()).isEqualTo("/account");
        refused(visitor, account, "/account/email", Map.of("otp", "123456"), names);
        refused(visitor, account, "/account/email/again", Map.of(), names);
    }

    /** Among the form's fields, in its address, and twice: none is taken. */
    private static void refused(
            Visitor visitor, Answer page, String action, Map<String, String> filledIn, TreeSet<String> names) {
        var form = new LinkedHashMap<>(visitor.fields(page, action, filledIn));
        form.putIfAbsent("_csrf", page.valueOf("_csrf"));
        for (var name : names) {
            if (!form.containsKey(name)) {
                var more = new LinkedHashMap<>(form);
                more.put(name, "IAL3");
                assertThat(visitor.post(action, more).status())
                        .as("%s to %s", name, action)
                        .isEqualTo(400);
            }
        }
        assertThat(visitor.post(action + "?level=IAL3", form).status())
                .as("a query to %s", action)
                .isEqualTo(400);
        for (var name : filledIn.keySet()) {
            assertThat(visitor.postRaw(action, Visitor.encode(form) + "&" + name + "=x")
                            .status())
                    .as("%s twice to %s", name, action)
                    .isEqualTo(400);
        }
    }

    /** Every column, and as a form's field would be named. */
    private TreeSet<String> columns() {
        var names =
                new TreeSet<String>(List.of("level", "remember", "ial", "role", "roles", "verified", "owner", "admin"));
        JdbcClient.create(portal.database().asOwner())
                .sql("select distinct column_name from information_schema.columns where table_schema = 'public'"
                        + " and (table_name like 'account%' or table_name in ('journey_draft', 'otp_transaction'))")
                .query(String.class)
                .list()
                .forEach(names::add);
        names.remove("version"); // the frame of every page has a field of this name
        return names;
    }

    private static Map<String, String> with(Map<String, String> more, String name, String value) {
        var all = new HashMap<>(more);
        all.put(name, value);
        return all;
    }
}
