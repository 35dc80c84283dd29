package vn.mocua.portal.member;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import vn.mocua.portal.RunningPortal;
import vn.mocua.portal.Visitor;
import vn.mocua.portal.account.Account;
import vn.mocua.portal.account.Accounts;
import vn.mocua.portal.member.Company.Person;
import vn.mocua.portal.notice.OwnerNotices;
import vn.mocua.portal.page.Language;

/** Two weeks before a last day the person and the organisation hear of it: once, by day, whichever node comes first. */
@Tag("slow")
class LastDaysAreToldTest {

    private final RunningPortal portal = RunningPortal.usual();

    private LocalDate in(int days) {
        return LastDay.today(portal.clock().instant()).plusDays(days);
    }

    private Person joinsUntil(Company company, Visitor own, int days) {
        var person = Person.fresh(portal);
        company.invites(own, person.an(), "delegate", LastDay.text(in(days)));
        person.accepts(company);
        return person;
    }

    /** As if days had passed. */
    private void comesNear(Company company, Person person, int days) {
        JdbcClient.create(portal.database().asOwner())
                .sql("update member set ends_on = ? where company = ? and person = ?")
                .params(in(days), company.account(), person.account())
                .update();
    }

    private void remind() {
        portal.bean(MemberRounds.class).remind();
    }

    private int told(UUID account, String notice) {
        return portal.rows("notice_fate where account = '" + account + "' and notice = '" + notice + "'");
    }

    private void changes(Visitor own, Company company, Person person, int days) {
        var page = own.open("/account/people/" + company.member(person));
        assertThat(own.submit(page, page.path() + "/until", Map.of("lastDay", LastDay.text(in(days))))
                        .location())
                .isEqualTo("/account/people?done=changed");
    }

    @Test
    void bothHearOnceAndTheOrganisationOfAllByOneMessage() throws Exception {
        var company = Company.fresh(portal);
        var own = company.signedIn();
        var binh = joinsUntil(company, own, 60);
        var chi = joinsUntil(company, own, 60);
        JdbcClient.create(portal.database().asOwner())
                .sql("update account set language = 'en' where id = ?")
                .param(binh.account())
                .update();
        var staying = company.joins(own, Role.DELEGATE);
        comesNear(company, binh, 15);
        comesNear(company, chi, 15);
        remind();
        assertThat(told(binh.account(), "member-ending")).isZero();
        comesNear(company, binh, 14);
        comesNear(company, chi, 14);
        var runs = new ArrayList<Future<?>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var i = 0; i < 4; i++) {
                runs.add(threads.submit(this::remind));
            }
        }
        for (var run : runs) {
            run.get();
        }
        comesNear(company, binh, 14);
        remind();
        assertThat(told(binh.account(), "member-ending")).isEqualTo(1);
        assertThat(told(chi.account(), "member-ending")).isEqualTo(1);
        assertThat(told(staying.account(), "member-ending")).isZero();
        assertThat(told(company.account(), "member-people-ending"))
                .as("one message for two people")
                .isEqualTo(1);
        assertThat(portal.rows("outbox_message m join notice_fate f on f.id = m.id where m.daytime and f.account in ('"
                        + company.account() + "', '" + binh.account() + "') and f.notice like 'member%ending'"))
                .as("nobody is woken by it")
                .isEqualTo(2);
        assertThat(portal.bean(OwnerNotices.class).languageOf(binh.account()))
                .as("in which they signed in last")
                .isEqualTo(Language.EN);
        assertThat(binh.browser().open("/account/notices").text()).contains("Sắp hết thời hạn bạn làm việc thay");
        assertThat(own.open("/account/notices").text()).contains("Sắp có người hết thời hạn làm việc thay tổ chức");
    }

    @Test
    void whoeverHeardOfADayThatIsNearIsNotTold() {
        var company = Company.fresh(portal);
        var own = company.signedIn();
        var invited = joinsUntil(company, own, 5);
        var moved = joinsUntil(company, own, 60);
        changes(own, company, moved, 7);
        remind();
        assertThat(told(invited.account(), "member-ending")).isZero();
        assertThat(told(moved.account(), "member-ending")).isZero();
        assertThat(told(moved.account(), "member-end-changed")).isEqualTo(1);
        changes(own, company, moved, 7);
        assertThat(told(moved.account(), "member-end-changed"))
                .as("saved twice, changed once")
                .isEqualTo(1);
        changes(own, company, moved, 90);
        comesNear(company, moved, 3);
        remind();
        assertThat(told(moved.account(), "member-ending"))
                .as("another last day, which came near")
                .isEqualTo(1);
        assertThat(told(company.account(), "member-people-ending")).isEqualTo(1);

        var page = own.open("/account/people/" + company.member(moved));
        own.submit(page, page.path() + "/role", Map.of("role", "manager"));
        remind();
        assertThat(told(moved.account(), "member-ending"))
                .as("the same day in another role")
                .isEqualTo(1);
    }

    @Test
    void whatIsOverOrClosedIsNotToldOf() {
        var company = Company.fresh(portal);
        var own = company.signedIn();
        var ended = joinsUntil(company, own, 60);
        comesNear(company, ended, -1);
        var frozen = joinsUntil(company, own, 60);
        comesNear(company, frozen, 2);
        freeze(frozen.account(), Account.Status.ACTIVE, Account.Status.FROZEN);
        remind();
        assertThat(told(ended.account(), "member-ending")).isZero();
        assertThat(told(frozen.account(), "member-ending")).isZero();
        assertThat(told(company.account(), "member-people-ending")).isZero();
        freeze(frozen.account(), Account.Status.FROZEN, Account.Status.ACTIVE);
        remind();
        assertThat(told(frozen.account(), "member-ending")).isEqualTo(1);
        assertThat(told(company.account(), "member-people-ending")).isEqualTo(1);
    }

    private void freeze(UUID account, Account.Status from, Account.Status to) {
        portal.bean(Accounts.class).turn(account, from, to, "account.frozen-for-test", "system", null);
    }
}
