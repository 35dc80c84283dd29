package vn.mocua.portal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import vn.mocua.portal.Visitor.Answer;
import vn.mocua.portal.account.Accounts;
import vn.mocua.portal.identity.Identifier;
import vn.mocua.portal.registration.usbsigning.TokenOnTheDesk;

/**
 * Threat T51: the database breaks off at each statement of the last step, before it and after it was done, commits too:
 * there is no account or a whole one, and who sends the page again ends well.
 */
@Tag("slow")
class CrashesLeaveNoHalfAccountTest {

    private final RunningPortal portal = RunningPortal.shared();
    private final Breaking breaking = new Breaking();

    @Test
    void atWhicheverStatementTheDatabaseBreaksOff() {
        breaksOffAtEach(Citizen::arrivesAtPassword, "/password", (an, page) -> an.passwords(), this::endsWell);
    }

    /** The same where the last answer confirms a certificate: connected systems are asked before the account is opened. */
    @Test
    void atWhicheverStatementTheDatabaseBreaksOffBehindASignature() {
        breaksOffAtEach(
                this::signs,
                "/confirm",
                (an, page) -> Map.of("captcha", an.solves(page), "consent", "on"),
                (an, visitor, answer) -> endsWellBehindASignature(an, visitor));
    }

    /** How whoever was interrupted goes on. */
    private interface GoingOn {
        void from(Citizen an, Visitor visitor, Answer answer);
    }

    private void breaksOffAtEach(
            BiFunction<Citizen, Visitor, Answer> arrives,
            String at,
            BiFunction<Citizen, Answer, Map<String, String>> filledIn,
            GoingOn goesOn) {
        try (var node =
                portal.anotherNode(Map.of(), context -> context.getBeanFactory().addBeanPostProcessor(breaking))) {
            for (var after : List.of(false, true)) {
                var statements = 0;
                for (int n = 1; statements == 0; n++) {
                    assertThat(n).as("the last step has an end").isLessThan(80);
                    var an = Citizen.fresh(portal);
                    var visitor = portal.visitor().ledTo(node.url());
                    var page = arrives.apply(an, visitor);
                    assertThat(page.path()).endsWith(at);

                    var sent = filledIn.apply(an, page);
                    breaking.at(n, after);
                    var answer = visitor.submit(page, sent);
                    if (!breaking.mended()) {
                        statements = n;
                    } else {
                        assertThat(answer.status()).as("break at %d", n).isIn(303, 503);
                    }
                    isNobodyOrWhole(an);
                    goesOn.from(an, visitor, answer);
                }
                assertThat(statements).as("the last step has a middle").isGreaterThan(10);
            }
        }
    }

    private Answer signs(Citizen an, Visitor visitor) {
        var token = TokenOnTheDesk.of(portal.sandbox().authorities().forPerson(an.person()));
        var chosen = Map.of("kind", "citizen", "method", "usb-signing");
        var page = visitor.follow(visitor.submit(visitor.open("/register"), "/register", chosen));
        return visitor.follow(token.answers(visitor, page, portal.url().toString()));
    }

    private void endsWellBehindASignature(Citizen an, Visitor visitor) {
        var page = visitor.open("/register/usb-signing/elsewhere");
        if (page.path().endsWith("/confirm")) {
            page = visitor.follow(visitor.submit(page, Map.of("captcha", an.solves(page), "consent", "on")));
        } else if (page.path().endsWith("/elsewhere")) {
            page = visitor.follow(visitor.submit(page, Map.of()));
        }
        assertThat(page.path()).isEqualTo("/register/done");
        assertThat(isNobodyOrWhole(an)).isTrue();
    }

    /** The postmaster itself, by the signal that nobody can refuse; the portal starts its own server again. */
    @Test
    void theDatabaseProcessIsKilledAtEveryPage(@TempDir(cleanup = CleanupMode.NEVER) Path data) throws Exception {
        Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwxr-xr-x"));
        var own = Map.of("database.url", "", "database.migration-url", "", "mocua.data", data.toString());
        try (var alone = RunningPortal.own("unused_by_the_killed_portal", own)) {
            var an = Citizen.fresh(alone);
            var visitor = alone.visitor();
            var details = an.beginsAt(visitor);
            var filledIn = new HashMap<>(an.details());
            filledIn.put("captcha", an.solves(details));

            kill(data);
            var otp = throughBreaks(an, visitor, details, filledIn);
            assertThat(otp.path()).endsWith("/otp");
            var code = an.codeAfter("");
            kill(data);
            var password = throughBreaks(an, visitor, otp, Map.of("otp", code));
            assertThat(password.path()).endsWith("/password");
            assertThat(visitor.get("/register/mobile-subscriber/password").status())
                    .isEqualTo(200);

            kill(data);
            var done = throughBreaks(an, visitor, password, an.passwords());
            assertThat(done.path()).isEqualTo("/register/done");
            kill(data);
            Waiting.until(
                    Duration.ofSeconds(60), () -> Optional.of(true).filter(yes -> an.smsSaying("da duoc mo") > 0));
            var numbers = alone.bean(JdbcClient.class);
            Waiting.until(Duration.ofSeconds(60), () -> {
                try {
                    return Optional.of(numbers.sql("select count(*) from account")
                                    .query(Integer.class)
                                    .single())
                            .filter(accounts -> accounts == 1);
                } catch (DataAccessException away) {
                    return Optional.empty();
                }
            });
        }
    }

    /**
     * Sends a page, and again as long as the portal says that it was interrupted; the answer's page. Where the captcha
     * was burnt before the interruption, the page is shown again as it was filled in, with another one.
     */
    private static Answer throughBreaks(Citizen an, Visitor visitor, Answer page, Map<String, String> filledIn) {
        return Waiting.until(Duration.ofSeconds(60), () -> {
            var answer = visitor.submit(page, page.path(), filledIn);
            if (answer.status() == 422) {
                assertThat(answer.html().select("#fullName").val()).isEqualTo(filledIn.get("fullName"));
                var again = new HashMap<>(filledIn);
                again.put("captcha", an.solves(answer));
                answer = visitor.submit(answer, answer.path(), again);
            }
            if (answer.status() == 303) {
                answer = visitor.follow(answer);
            }
            assertThat(answer.status()).isIn(200, 503);
            return Optional.of(answer).filter(each -> each.status() == 200);
        });
    }

    private static void kill(Path data) throws IOException {
        var pid = Files.readAllLines(data.resolve("postgres/cluster/postmaster.pid"))
                .getFirst();
        var postmaster = ProcessHandle.of(Long.parseLong(pid.strip())).orElseThrow();
        assertThat(postmaster.destroyForcibly()).isTrue();
        postmaster.onExit().join();
    }

    private void endsWell(Citizen an, Visitor visitor, Answer answer) {
        var page =
                answer.status() == 303 ? visitor.follow(answer) : visitor.open("/register/mobile-subscriber/password");
        if (page.path().endsWith("/password")) {
            page = visitor.follow(visitor.submit(page, an.passwords()));
        }
        assertThat(page.path()).isEqualTo("/register/done");
        assertThat(isNobodyOrWhole(an)).isTrue();
        Waiting.until(Duration.ofSeconds(30), () -> Optional.of(true).filter(yes -> an.smsSaying("da duoc mo") == 1));
        assertThat(an.typesPassword(portal.visitor(), Citizen.PASSWORD).location())
                .isEqualTo("/sign-in/otp");
    }

    /** True when there is an account; then all that belongs to it is there. */
    private boolean isNobodyOrWhole(Citizen an) {
        var accounts = portal.bean(Accounts.class);
        var holder = accounts.holderOf(
                List.of(new Identifier(Identifier.Kind.NATIONAL_ID, an.person().nationalId())));
        assertThat(portal.rows(
                        "account where status = 'ACTIVE' and id not in (select account from account_identifier)"))
                .isZero();
        if (holder.isEmpty()) {
            return false;
        }
        var account = accounts.find(holder.get()).orElseThrow();
        assertThat(account.evidence()).hasSize(1);
        assertThat(JdbcClient.create(portal.database().asOwner())
                        .sql("select (select count(*) from account_consent where account = :id), (select count(*)"
                                + " from audit_entry where subject = :id and action = 'account.opened')")
                        .param("id", holder.get())
                        .query((row, number) -> row.getInt(1) + " " + row.getInt(2))
                        .single())
                .isEqualTo("2 1");
        return true;
    }

    /** Lets the connection of a page's request die at its n-th statement. */
    private static final class Breaking extends WatchedDatabase {

        private final AtomicInteger left = new AtomicInteger();
        private volatile boolean armed;
        private volatile boolean afterwards;

        void at(int statement, boolean after) {
            left.set(statement);
            afterwards = after;
            armed = true;
        }

        /** Ends it; whether it broke. */
        boolean mended() {
            var broke = left.get() <= 0;
            armed = false;
            return broke;
        }

        @Override
        Object asked(Connection connection, String what, Callable<Object> answer) throws Exception {
            var breaks = armed && left.decrementAndGet() == 0;
            if (breaks && !afterwards) {
                throw broken(connection);
            }
            var result = answer.call();
            if (breaks) {
                throw broken(connection);
            }
            return result;
        }

        private static SQLException broken(Connection connection) throws SQLException {
            connection.abort(Runnable::run);
            return new SQLException("the connection broke off", "08006");
        }
    }
}
