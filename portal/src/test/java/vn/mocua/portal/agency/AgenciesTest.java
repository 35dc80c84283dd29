package vn.mocua.portal.agency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import vn.mocua.portal.Printed;
import vn.mocua.portal.RunningPortal;
import vn.mocua.portal.Waiting;
import vn.mocua.portal.account.Account;
import vn.mocua.portal.account.AccountCertificates;
import vn.mocua.portal.account.Accounts;
import vn.mocua.portal.account.NewAccount;
import vn.mocua.portal.command.Command;
import vn.mocua.portal.identity.AgencyCode;
import vn.mocua.portal.identity.EmailAddress;
import vn.mocua.portal.identity.Evidence;
import vn.mocua.portal.identity.Ial;
import vn.mocua.portal.identity.OrganisationName;
import vn.mocua.portal.identity.Strength;
import vn.mocua.portal.identity.Subject.Agency;

/** An agency that registers by signature waits until two administrators have ruled, and never rules itself. */
class AgenciesTest {

    private static final AtomicInteger AGENCIES = new AtomicInteger(1000);

    private final RunningPortal portal = RunningPortal.shared();
    private final Accounts accounts = portal.bean(Accounts.class);
    private final int number = AGENCIES.incrementAndGet();
    private final Agency agency =
            new Agency(AgencyCode.of("H48." + number), OrganisationName.of("Sở Thử nghiệm " + number));
    private final String email = "co-quan-" + UUID.randomUUID() + "@hop-thu.example";

    private UUID registers() {
        return ((Accounts.Opening.Opened) opens("vi")).account();
    }

    private Accounts.Opening opens(String language) {
        var evidence = new Evidence(
                agency,
                Strength.KEY_PROVEN,
                "mobile-subscriber",
                "operator",
                Ial.IAL3,
                Map.of("fingerprint", "agency-" + number, "authority", "Toy CA", "validTo", "2031-01-01T00:00:00Z"),
                portal.bean(Clock.class).instant());
        return accounts.open(new NewAccount(
                agency, null, EmailAddress.of(email), List.of(evidence), null, Map.of(), "127.0.0.1", language));
    }

    private record Heard(int code, String words) {}

    private Heard run(Command command, String... arguments) {
        var ground = new Command.Ground() {
            @Override
            public <T> T bean(Class<T> type) {
                return portal.bean(type);
            }
        };
        try (var printed = new Printed()) {
            var code = command.run(ground, List.of(arguments));
            return new Heard(code, printed.words());
        } catch (Command.Misuse misuse) {
            return new Heard(2, String.valueOf(misuse.getMessage()));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private Account.Status statusOf(UUID account) {
        return accounts.find(account).orElseThrow().status();
    }

    private String mailSaying(String words) {
        return Waiting.until(
                        Duration.ofSeconds(30),
                        () -> portal.sandbox().mail(email).stream()
                                .filter(mail -> mail.text().contains(words))
                                .findFirst())
                .text();
    }

    @Test
    void itWaitsAndIsApprovedByTwoOnce() {
        var id = registers();
        assertThat(statusOf(id)).isEqualTo(Account.Status.PENDING);
        assertThat(run(new ListAgencies()).words())
                .contains(id.toString(), "H48." + number, "Sở Thử nghiệm " + number, "Toy CA");

        var approved = run(new ApproveAgency(), id.toString(), "--by", "lan", "--and", "minh");
        assertThat(approved.code()).isZero();
        assertThat(statusOf(id)).isEqualTo(Account.Status.ACTIVE);
        assertThat(mailSaying("được hai người có trách nhiệm duyệt")).contains("H48." + number);
        assertThat(run(new ListAgencies()).words()).doesNotContain(id.toString());
        assertThat(acts(id)).containsExactly("account.opened", "agency.approved");
        assertThat(portal.rows("notice_fate where notice = 'agency-approved' and account = '" + id + "'"))
                .as("the agency sees later whether it came")
                .isEqualTo(1);

        assertThat(run(new ApproveAgency(), id.toString(), "--by", "lan", "--and", "minh")
                        .code())
                .isEqualTo(1);
        assertThat(run(new RefuseAgency(), id.toString(), "--by", "lan", "--and", "minh", "--because", "x")
                        .code())
                .isEqualTo(1);
        assertThat(statusOf(id)).isEqualTo(Account.Status.ACTIVE);
        assertThat(acts(id)).hasSize(2);
    }

    @Test
    void oneWhoIsRefusedIsToldWhyAndMayRegisterAgain() {
        var id = registers();
        assertThat(opens("vi")).as("its code is taken while it waits").isInstanceOf(Accounts.Opening.Existing.class);
        var refused =
                run(new RefuseAgency(), id.toString(), "--by", "lan", "--and", "minh", "--because", "Sai mã định danh");
        assertThat(refused.code()).isZero();
        assertThat(statusOf(id)).isEqualTo(Account.Status.REFUSED);
        assertThat(mailSaying("Sai mã định danh")).contains("H48." + number);
        assertThat(acts(id)).containsExactly("account.opened", "agency.refused");
        assertThat(accounts.holderOf(agency.identifiers())).isEmpty();
        assertThat(portal.bean(AccountCertificates.class).holderOf("agency-" + number))
                .isEmpty();
        assertThat(statusOf(registers())).isEqualTo(Account.Status.PENDING);
    }

    @Test
    void isToldInTheLanguageInWhichItRegistered() {
        var id = ((Accounts.Opening.Opened) opens("en")).account();
        assertThat(run(new ApproveAgency(), id.toString(), "--by", "lan", "--and", "minh")
                        .code())
                .isZero();
        assertThat(mailSaying("Two people in charge have approved")).contains("H48." + number);
    }

    @Test
    void onePersonAloneRulesNothing() {
        var id = registers();
        var because = "--because";
        for (var line : List.of(
                List.of(id.toString(), "--by", "lan"),
                List.of(id.toString(), "--by", "lan", "--and", "lan"),
                List.of(id.toString(), "--by", "lan", "--and", "Lan"),
                List.of(id.toString(), "--by", "lan", "--by", "minh"),
                List.of("--by", "lan", "--and", "minh"),
                List.of("not-an-id", "--by", "lan", "--and", "minh"))) {
            assertThat(run(new ApproveAgency(), line.toArray(String[]::new)).code())
                    .as("%s", line)
                    .isEqualTo(2);
            var refusing = new ArrayList<>(line);
            refusing.addAll(List.of(because, "x"));
            assertThat(run(new RefuseAgency(), refusing.toArray(String[]::new)).code())
                    .as("%s", refusing)
                    .isEqualTo(2);
        }
        assertThat(run(new RefuseAgency(), id.toString(), "--by", "lan", "--and", "minh")
                        .words())
                .contains("why?");
        assertThat(statusOf(id)).isEqualTo(Account.Status.PENDING);
    }

    @Test
    void theRunTimeRoleFreesNothingOfAnAccountThatStands() {
        var id = registers();
        var db = JdbcClient.create(portal.database().asPortal());
        assertThat(catchThrowable(() -> db.sql("delete from account_identifier where account = :id")
                        .param("id", id)
                        .update()))
                .isNotNull();
        db.sql("select release_refused(:id)")
                .param("id", id)
                .query((row, number) -> 1)
                .list();
        assertThat(accounts.holderOf(agency.identifiers())).contains(id);
    }

    private List<String> acts(UUID account) {
        return JdbcClient.create(portal.database().asOwner())
                .sql("select action from audit_entry where subject = :id order by id")
                .param("id", account)
                .query(String.class)
                .list();
    }
}
