package vn.mocua.portal.login;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import vn.mocua.portal.Citizen;
import vn.mocua.portal.Meanwhile;
import vn.mocua.portal.RunningPortal;
import vn.mocua.portal.Visitor;
import vn.mocua.portal.Visitor.Answer;
import vn.mocua.portal.account.Account.Status;
import vn.mocua.portal.account.AccountSessions;
import vn.mocua.portal.account.Accounts;
import vn.mocua.portal.account.RememberedDevices;
import vn.mocua.portal.identity.Identifier;

/** Threat T32: who signs in in the very moment in which the account is taken from them is not in. */
class SessionsOfAFormerGenerationTest {

    private final RunningPortal portal = RunningPortal.shared();
    private final AccountSessions sessions = portal.bean(AccountSessions.class);
    private final Visitor browser = portal.visitor();
    private final Citizen an = Citizen.fresh(portal);

    private UUID registered() {
        an.registers(browser);
        return portal.bean(Accounts.class)
                .holderOf(java.util.List.of(
                        new Identifier(Identifier.Kind.NATIONAL_ID, an.person().nationalId())))
                .orElseThrow();
    }

    /** Writes the row of a session again that was deleted: as a request does that was granted it a moment before. */
    private String survives(Runnable end) {
        var owner = JdbcClient.create(portal.database().asOwner());
        var session = owner.sql("select row_to_json(s)::text from spring_session s where principal_name = ?")
                .param(account().toString())
                .query(String.class)
                .single();
        var attributes = owner.sql("select attribute_name, attribute_bytes from spring_session_attributes where"
                        + " session_primary_id = (select primary_id from spring_session where principal_name = ?)")
                .param(account().toString())
                .query((row, number) -> Map.entry(row.getString(1), row.getBytes(2)))
                .list();
        end.run();
        owner.sql("insert into spring_session select * from json_populate_record(null::spring_session, ?::json)"
                        + " on conflict do nothing")
                .param(session)
                .update();
        for (var each : attributes) {
            owner.sql("insert into spring_session_attributes select primary_id, ?, ? from spring_session"
                            + " where principal_name = ? on conflict do nothing")
                    .params(each.getKey(), each.getValue(), account().toString())
                    .update();
        }
        return session;
    }

    private UUID account;

    private UUID account() {
        return account;
    }

    @Test
    void aSessionThatIsWrittenAfterAllWereEndedIsNone() {
        account = registered();
        assertThat(an.signsIn(browser).path()).isEqualTo("/account");
        survives(() -> sessions.endAll(account));
        assertThat(browser.open("/account").path()).startsWith("/sign-in");
        assertThat(an.signsIn(browser).path()).isEqualTo("/account");
        assertThat(browser.get("/account").status()).isEqualTo(200);
    }

    @Test
    void theSessionThatStaysWhenOthersAreEndedStaysUntilAllAre() {
        account = registered();
        assertThat(an.signsIn(browser).path()).isEqualTo("/account");
        var id = sessions.of(account).getFirst().id();
        sessions.endOthers(account, id);
        assertThat(browser.get("/account").status()).isEqualTo(200);
        sessions.endOthers(account, id);
        assertThat(browser.get("/account").status()).isEqualTo(200);
        survives(() -> sessions.endOthers(account, "another"));
        assertThat(browser.open("/account").path()).startsWith("/sign-in");
    }

    /** Threat T32: what the browser keeps of a sign-in that was overtaken spares nobody a code later (decision 48). */
    @Test
    void aDeviceThatIsRememberedInTheInstantOfAFreezeIsAskedForACodeAfterIt() {
        account = registered();
        var code = an.newestCode();
        var otp = browser.follow(an.typesPassword(browser, Citizen.PASSWORD));
        var right = an.codeAfter(code);
        var answer = Meanwhile.with(
                portal,
                () -> portal.bean(JdbcClient.class)
                        .sql("lock table remembered_device in exclusive mode")
                        .update(),
                () -> {
                    portal.bean(Accounts.class)
                            .turn(account, Status.ACTIVE, Status.FROZEN, "recovery.frozen", "visitor", "192.0.2.1");
                    sessions.endAll(account);
                },
                () -> browser.submit(otp, "/sign-in/otp", Map.of("otp", right, "remember", "on")));
        assertThat(answer.location()).as("it was granted before").isEqualTo("/account");
        assertThat(browser.cookies()).containsKey("__Host-device");
        assertThat(browser.open("/account").path()).startsWith("/sign-in");
        assertThat(portal.bean(RememberedDevices.class).of(account)).isEmpty();

        // Its owner takes it back: whoever has that browser and knows the password is asked for a code.
        JdbcClient.create(portal.database().asOwner())
                .sql("update account set status = 'ACTIVE' where id = ?")
                .param(account)
                .update();
        assertThat(browser.follow(an.typesPassword(browser, Citizen.PASSWORD)).path())
                .isEqualTo("/sign-in/otp");
    }

    /** The sign-in waits for a freeze that has begun, or the freeze for it: whoever is first, nobody is in. */
    @ParameterizedTest
    @ValueSource(ints = {0, 2, 5, 10, 20, 40})
    void ofASignInAndAFreezeAtOnceNobodyStaysIn(int later) throws Exception {
        account = registered();
        var code = an.newestCode();
        var otp = browser.follow(an.typesPassword(browser, Citizen.PASSWORD));
        Optional<Answer> typed = otp.path().equals("/sign-in/otp") ? Optional.of(otp) : Optional.empty();
        var right = typed.isPresent() ? an.codeAfter(code) : "";
        var begin = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var signsIn = threads.submit(() -> {
                begin.await();
                return browser.submit(typed.orElseThrow(), "/sign-in/otp", Map.of("otp", right));
            });
            var freezes = threads.submit(() -> {
                begin.await();
                TimeUnit.MILLISECONDS.sleep(later);
                return portal.bean(TransactionTemplate.class).execute(status -> {
                    var turned = portal.bean(Accounts.class)
                            .turn(account, Status.ACTIVE, Status.FROZEN, "recovery.frozen", "visitor", "192.0.2.1");
                    sessions.endAll(account);
                    return turned;
                });
            });
            begin.countDown();
            assertThat(signsIn.get().status()).isIn(303, 422);
            assertThat(freezes.get()).isTrue();
        }
        assertThat(browser.open("/account").path()).startsWith("/sign-in");
    }
}
