package vn.mocua.portal.member;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import vn.mocua.portal.Citizen;
import vn.mocua.portal.RunningPortal;
import vn.mocua.portal.Visitor;
import vn.mocua.portal.Visitor.Answer;
import vn.mocua.portal.account.Account;
import vn.mocua.portal.account.Accounts;
import vn.mocua.portal.identity.Evidence;
import vn.mocua.portal.identity.FullName;
import vn.mocua.portal.identity.NationalId;
import vn.mocua.portal.identity.Subject;
import vn.mocua.portal.member.Company.Person;

/**
 * People act for organisations from accounts of their own, as far as their role goes, named in whatever they do, and not a
 * moment longer than they may (threats T27, T32, T34); the organisation outlives the loss of one of them.
 */
class PeopleActForCompaniesTest {

    /** The clock of this portal is moved forward. */
    private static final class Shared {
        static final RunningPortal PORTAL = RunningPortal.own(
                "member_portal",
                Map.of("mocua.trusted-proxies", "127.0.0.1", "mocua.limits.member-invitations", "12/1d"));
    }

    private final RunningPortal portal = Shared.PORTAL;

    private static String today(RunningPortal portal, int further) {
        var day = LocalDate.ofInstant(portal.clock().instant(), ZoneId.of("Asia/Ho_Chi_Minh"))
                .plusDays(further);
        return "%02d/%02d/%d".formatted(day.getDayOfMonth(), day.getMonthValue(), day.getYear());
    }

    private int sql(String statement, Object... parameters) {
        return JdbcClient.create(portal.database().asOwner())
                .sql(statement)
                .params(parameters)
                .update();
    }

    private Answer presses(Visitor browser, String page, String action, Map<String, String> filledIn) {
        return browser.submit(browser.open(page), action, filledIn);
    }

    private Answer withdraws(Visitor browser, UUID member) {
        return presses(browser, "/account/people/" + member, "/account/people/" + member + "/withdraw", Map.of());
    }

    @Test
    void aPersonIsInvitedAcceptsActsAndIsNamedInWhatTheyDo() {
        var company = Company.fresh(portal);
        var own = company.signedIn();
        assertThat(own.open("/account").html().select("a[href=/account/people]"))
                .hasSize(1);
        assertThat(own.open("/account/people").text()).contains("chưa có người đại diện nào");
        var binh = Person.fresh(portal);
        binh.provesWithKey();
        var invited = company.invites(own, binh.an(), "representative", "");
        assertThat(invited.text()).contains("Đã ghi lời mời", "Chờ trả lời", "Tài khoản của tổ chức mời");

        assertThat(binh.browser().open("/account").text()).contains("Có tổ chức mời bạn làm việc thay họ");
        portal.bean(MemberRounds.class).tell();
        assertThat(portal.rows("outbox_message where purpose = 'member-invitation'"))
                .isPositive();
        var page = binh.browser().open(binh.invitation(company));
        assertThat(page.text()).contains(company.name(), company.taxCode().value(), "Người đại diện");
        binh.accepts(company);
        assertThat(own.open("/account/people").text())
                .contains("Đang làm việc", binh.name(), "Tổ chức mới có một người đại diện");
        assertThat(own.open("/account").text()).contains("mới có một người đại diện");

        binh.actingFor(company);
        var acting = binh.browser().open("/account");
        assertThat(acting.html().select(".acting").text())
                .contains(binh.name() + " đang làm việc thay cho " + company.name());
        assertThat(acting.html().select(".eyebrow").text()).isEqualTo("Tài khoản của tổ chức");
        assertThat(binh.browser()
                        .open("/account/activity")
                        .html()
                        .select(".eyebrow")
                        .text())
                .isEqualTo("Tài khoản của tổ chức");
        assertThat(acting.html().select(".head nav").text())
                .contains("***" + company.taxCode().value().substring(7));
        var chi = Person.fresh(portal);
        assertThat(company.invites(binh.browser(), chi.an(), "delegate", today(portal, 30))
                        .text())
                .contains(binh.name() + " mời ngày", "Làm việc đến hết " + today(portal, 30));
        assertThat(company.acts())
                .contains(
                        "member.invited by account:" + company.account(),
                        "member.joined by account:" + binh.account(),
                        "member.acting-begun by account:" + binh.account())
                .endsWith("member.invited by account:" + binh.account());
        assertThat(own.open("/account/activity").text())
                .contains("Đã mời người làm việc thay tổ chức do " + binh.name() + " làm");
        assertThat(binh.browser().open("/account/activity").text()).contains("do " + binh.name() + " làm");

        var back = binh.browser().follow(presses(binh.browser(), "/account", "/account/acting/end", Map.of()));
        assertThat(back.path()).isEqualTo("/account/companies");
        assertThat(back.html().select(".acting")).isEmpty();
        assertThat(binh.isInOwnAccount()).isTrue();
        assertThat(binh.browser().open("/account/activity").text())
                .contains("Đã chuyển sang làm việc thay một tổ chức", "Đã nhận lời làm việc thay");
        assertThat(portal.rows("outbox_message where purpose in ('member-invited', 'member-joined')"))
                .isPositive();
    }

    /** What is done by code that knows nothing of people who act is written down as theirs all the same. */
    @Test
    void everyRoomsActsCarryThePerson() {
        var company = Company.fresh(portal);
        var binh = company.joins(company.signedIn(), Role.REPRESENTATIVE).actingFor(company);
        presses(
                binh.browser(),
                "/account/password",
                "/account/password",
                Map.of(
                        "password", "Con-duong-moi-88",
                        "passwordConfirmation", "Con-duong-moi-88"));
        presses(binh.browser(), "/account/close", "/account/close", Map.of("understood", "true"));
        presses(binh.browser(), "/account/close", "/account/close/cancel", Map.of());
        assertThat(company.acts())
                .contains(
                        "account.password-changed by account:" + binh.account(),
                        "account.closing-asked by account:" + binh.account(),
                        "account.closing-cancelled by account:" + binh.account())
                .filteredOn(act -> act.endsWith("by account:" + company.account()))
                .allMatch(act -> act.startsWith("account.opened")
                        || act.startsWith("account.signed-in")
                        || act.startsWith("member.invited"));
        presses(binh.browser(), "/account", "/sign-out", Map.of());
        assertThat(portal.rows("audit_entry where action = 'account.signed-out' and subject = '" + binh.account()
                        + "' and actor = 'account:" + binh.account() + "'"))
                .isEqualTo(1);
        assertThat(binh.browser().get("/account").location()).isEqualTo("/sign-in");
    }

    @Test
    void bothCardsLeadToTheSamePersonOnce() {
        var company = Company.fresh(portal);
        var own = company.signedIn();
        var binh = Person.fresh(portal);
        var old = "2%08d".formatted(Math.abs(binh.account().hashCode()) % 100_000_000);
        var accounts = portal.bean(Accounts.class);
        var known = accounts.find(binh.account()).orElseThrow();
        var citizen = (Subject.Citizen) known.subject();
        var evidence = known.evidence().getFirst();
        accounts.add(
                binh.account(),
                List.of(new Evidence(
                        new Subject.Citizen(
                                citizen.nationalId(), NationalId.of(old), citizen.fullName(), citizen.birthDate()),
                        evidence.strength(),
                        evidence.method(),
                        evidence.source(),
                        evidence.ial(),
                        Map.of(),
                        evidence.obtainedAt())),
                Map.of(),
                "127.0.0.1");
        company.invites(own, old, binh.name(), "delegate", "");
        company.invites(own, binh.an(), "manager", "");
        assertThat(binh.browser().get("/account/companies").html().select("section:has(#invitations) li"))
                .hasSize(2);
        binh.accepts(company);
        var other = binh.invitation(company);
        assertThat(binh.browser()
                        .submit(binh.browser().open(other), other + "/accept", Map.of())
                        .text())
                .contains("Bạn đang làm việc thay tổ chức này rồi");
        assertThat(portal.rows("member where company = '" + company.account() + "' and person is not null"))
                .isEqualTo(1);
        assertThat(FullName.of(binh.name())).isEqualTo(citizen.fullName());
    }

    /** Nobody learns by inviting who has an account, nor is anybody reached by a number with a slip in it (threat T01). */
    @Test
    void theAnswerIsTheSameWhetherTheNumberIsKnownOrNot() {
        var company = Company.fresh(portal);
        var own = company.signedIn();
        var binh = Person.fresh(portal);
        var nobody = Citizen.fresh(portal);
        var known = company.invites(own, binh.an(), "delegate", "");
        var unknown = company.invites(own, nobody, "delegate", "");
        assertThat(row(known, binh.name()).replace(binh.name(), ""))
                .isEqualTo(row(unknown, nobody.person().fullName())
                        .replace(nobody.person().fullName(), "")
                        .replace(
                                nobody.person().nationalId().substring(9),
                                binh.an().person().nationalId().substring(9)));
        portal.bean(MemberRounds.class).tell();
        assertThat(row(own.open("/account/people"), binh.name())).contains("Chờ trả lời");

        var wrong = Person.fresh(portal);
        var before = portal.rows("outbox_message where purpose = 'member-invitation'");
        company.invites(own, wrong.an().person().nationalId(), "Người Hoàn Toàn Khác", "manager", "");
        portal.bean(MemberRounds.class).tell();
        assertThat(portal.rows("outbox_message where purpose = 'member-invitation'"))
                .isEqualTo(before);
        assertThat(wrong.invitation(company)).isEmpty();

        var id = JdbcClient.create(portal.database().asOwner())
                .sql("select id from member where company = ? order by invited_at")
                .param(company.account())
                .query(UUID.class)
                .list();
        for (var member : id) {
            var stranger = wrong.browser();
            assertThat(stranger.get("/account/companies/" + member).status()).isEqualTo(404);
            for (var act : List.of("accept", "decline", "leave", "act")) {
                var answer = stranger.post(
                        "/account/companies/" + member + "/" + act,
                        Map.of("_csrf", stranger.open("/account/companies").valueOf("_csrf")));
                assertThat(answer.location()).as(act).startsWith("/account/companies");
            }
        }
        assertThat(portal.rows("member where company = '" + company.account() + "' and over_at is null"))
                .isEqualTo(3);
        assertThat(wrong.isInOwnAccount()).isTrue();

        // Who opens an account later is told then, by day.
        var told = portal.rows("outbox_message where purpose = 'member-invitation'");
        nobody.registers(portal.visitorFromElsewhere());
        portal.bean(MemberRounds.class).tell();
        assertThat(portal.rows("outbox_message where purpose = 'member-invitation'"))
                .isGreaterThan(told);
    }

    private static String row(Answer list, String name) {
        return list.html().select(".sessions li:contains(" + name + ") > div").text();
    }

    @Test
    void invitationsRunOutAndAreDeclined() {
        var company = Company.fresh(portal);
        var own = company.signedIn();
        var binh = Person.fresh(portal);
        company.invites(own, binh.an(), "delegate", "");
        var link = binh.invitation(company);
        var page = binh.browser().open(link);
        sql(
                "update member set expires_at = ? where company = ?",
                portal.clock().instant().atOffset(ZoneOffset.UTC),
                company.account());
        assertThat(binh.browser().submit(page, link + "/accept", Map.of()).location())
                .isEqualTo("/account/companies");
        assertThat(binh.browser().get(link).status()).isEqualTo(404);
        assertThat(binh.invitation(company)).isEmpty();
        assertThat(own.open("/account/people").text()).contains("Lời mời hết hạn");

        company.invites(own, binh.an(), "delegate", "");
        var again = binh.invitation(company);
        page = binh.browser().open(again);
        assertThat(binh.browser().submit(page, again + "/decline", Map.of()).location())
                .isEqualTo("/account/companies?declined");
        assertThat(binh.browser().submit(page, again + "/accept", Map.of()).location())
                .isEqualTo("/account/companies");
        assertThat(own.open("/account/people").text()).contains("Đã từ chối");
        assertThat(company.acts()).endsWith("member.declined by account:" + binh.account());
    }

    @Test
    void whatIsWrongIsSaidBesideItsField() {
        var company = Company.fresh(portal);
        var own = company.signedIn();
        var wrong = company.invites(own, "12345", "", "", "31/02/2028");
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.errorOf("nationalId")).contains("Bạn đã nhập 5");
        assertThat(wrong.errorOf("fullName")).contains("họ tên");
        assertThat(wrong.errorOf("role")).contains("chọn một vai trò");
        assertThat(wrong.errorOf("lastDay")).contains("Lịch không có");
        var an = Citizen.fresh(portal);
        assertThat(company.invites(own, an, "owner", "").errorOf("role")).contains("một trong các vai trò");
        assertThat(company.invites(own, an, "delegate", today(portal, -1)).errorOf("lastDay"))
                .contains("đã qua");
        assertThat(company.invites(own, an, "delegate", today(portal, 0)).path())
                .isEqualTo("/account/people");
        assertThat(company.invites(own, an, "manager", "").errorOf("nationalId"))
                .contains("đã có trong danh sách");
        for (int i = 0; i < 12; i++) {
            company.invites(own, Citizen.fresh(portal), "delegate", "");
        }
        var many = company.invites(own, Citizen.fresh(portal), "delegate", "");
        assertThat(many.status()).isEqualTo(429);
        assertThat(many.headers()).containsKey("retry-after");
    }

    @Test
    void twoClicksAtOnceMakeOneInvitationAndOneMember() throws Exception {
        var company = Company.fresh(portal);
        var own = company.signedIn();
        var binh = Person.fresh(portal);
        var page = own.open("/account/people/invite");
        var fields = own.fields(
                page,
                "/account/people/invite",
                Map.of(
                        "nationalId",
                        binh.an().person().nationalId(),
                        "fullName",
                        binh.name(),
                        "role",
                        "delegate",
                        "lastDay",
                        ""));
        var answers =
                atOnce(() -> own.copy().post("/account/people/invite", fields).status());
        assertThat(answers).as("the second click finds it done").containsExactly(303, 303);
        assertThat(company.invites(own, binh.an(), "manager", "").errorOf("nationalId"))
                .contains("đã có trong danh sách");
        assertThat(portal.rows("member where company = '" + company.account() + "'"))
                .isEqualTo(1);

        var link = binh.invitation(company);
        var accept = binh.browser().fields(binh.browser().open(link), link + "/accept", Map.of());
        assertThat(atOnce(() ->
                        binh.browser().copy().post(link + "/accept", accept).status()))
                .containsExactly(303, 303);
        assertThat(company.acts())
                .filteredOn(act -> act.startsWith("member.joined"))
                .hasSize(1);
    }

    private static List<Integer> atOnce(Callable<Integer> call) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var one = threads.submit(call);
            var other = threads.submit(call);
            return List.of(one.get(), other.get());
        }
    }

    /** A form of one account that lies open in another tab does nothing to the other account (threat T34). */
    @Test
    void twoTabsDoNotMixTwoAccounts() {
        var company = Company.fresh(portal);
        var binh = company.joins(company.signedIn(), Role.REPRESENTATIVE);
        var ownForm = binh.browser().open("/account/close");
        var session = binh.browser().cookies().get("__Host-session");
        binh.actingFor(company);
        assertThat(binh.browser().cookies().get("__Host-session")).isNotEqualTo(session);
        assertThat(binh.browser()
                        .submit(ownForm, "/account/close", Map.of("understood", "true"))
                        .status())
                .isEqualTo(403);
        var companyForm = binh.browser().open("/account/close");
        presses(binh.browser(), "/account", "/account/acting/end", Map.of());
        assertThat(binh.browser()
                        .submit(companyForm, "/account/close", Map.of("understood", "true"))
                        .status())
                .isEqualTo(403);
        assertThat(portal.rows("account where closing_at is not null and id in ('" + company.account() + "', '"
                        + binh.account() + "')"))
                .isZero();
    }

    /** Whatever address there is: one that is not named as open to delegates is not. */
    @Test
    void aDelegateSeesAndChangesNothingThatGuardsTheAccount() {
        var company = Company.fresh(portal);
        var own = company.signedIn();
        var binh = company.joins(own, Role.DELEGATE).actingFor(company);
        var dung = company.joins(own, Role.REPRESENTATIVE);
        var before = company.acts();
        var token = binh.browser().open("/account").valueOf("_csrf");
        var open = List.of(
                "/account",
                "/account/stay",
                "/account/activity",
                "/account/notices",
                "/account/consents",
                "/account/acting/end");
        var addresses = addressesBelowAccount(company.member(dung));
        assertThat(addresses)
                .contains(
                        "/account/people",
                        "/account/people/invite",
                        "/account/people/take-over",
                        "/account/password",
                        "/account/phone",
                        "/account/email/change",
                        "/account/close",
                        "/account/download",
                        "/account/passkeys",
                        "/account/sessions/end-all",
                        "/account/raise",
                        "/account/linked",
                        "/account/recovery");
        for (var address : addresses) {
            if (open.contains(address)) {
                continue;
            }
            var shown = binh.browser().get(address);
            assertThat(shown.status()).as("GET %s", address).isEqualTo(403);
            assertThat(shown.text()).contains("Vai trò của bạn không mở được trang này");
            assertThat(binh.browser()
                            .post(address, Map.of("_csrf", token, "understood", "true"))
                            .status())
                    .as("POST %s", address)
                    .isEqualTo(403);
        }
        for (var odd :
                List.of("/account/people/", "/account/stay/../close", "/account;x=/account/stay", "/account/%63lose")) {
            assertThat(binh.browser().open(odd).status()).as(odd).isGreaterThanOrEqualTo(400);
        }
        assertThat(company.acts()).isEqualTo(before);
        assertThat(binh.isActingFor(company)).isTrue();
        var home = binh.browser().open("/account");
        assertThat(home.html().select("main a[href^=/account/]").eachAttr("href"))
                .isNotEmpty()
                .allMatch(open::contains);
        for (var page : List.of("/account/activity", "/account/notices", "/account/consents")) {
            assertThat(binh.browser().get(page).status()).isEqualTo(200);
        }
    }

    /** Taken from the running portal, so that none can be forgotten. */
    private TreeSet<String> addressesBelowAccount(UUID member) {
        var addresses = new TreeSet<String>();
        portal.context()
                .getBeansOfType(RequestMappingHandlerMapping.class)
                .values()
                .forEach(mapping -> mapping.getHandlerMethods()
                        .keySet()
                        .forEach(each -> addresses.addAll(each.getPatternValues())));
        portal.context()
                .getBeansOfType(SimpleUrlHandlerMapping.class)
                .values()
                .forEach(mapping -> addresses.addAll(mapping.getUrlMap().keySet()));
        var filled = new TreeSet<String>();
        addresses.stream()
                .filter(each -> each.startsWith("/account"))
                .filter(each -> !each.contains("**"))
                .forEach(each ->
                        filled.add(each.replace("{id}", member.toString()).replaceAll("\\{[^}]*}|\\*", "x")));
        return filled;
    }

    @Test
    void aManagerSaysWhoTheDelegatesAreAndNoMore() {
        var company = Company.fresh(portal);
        var own = company.signedIn();
        var dung = company.joins(own, Role.REPRESENTATIVE);
        var manager = company.joins(own, Role.MANAGER).actingFor(company);
        var page = manager.browser().open("/account/people/invite");
        assertThat(page.html().select("[name=role]").eachAttr("value")).containsExactly("delegate");
        for (var role : List.of("manager", "representative")) {
            var refused = company.invites(manager.browser(), Citizen.fresh(portal), role, "");
            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.text()).contains("Vai trò của bạn không mời");
        }
        var delegate = company.joins(manager.browser(), Role.DELEGATE);
        var theirs = "/account/people/" + company.member(dung);
        assertThat(manager.browser().get(theirs).status()).isEqualTo(403);
        var token = manager.browser().open("/account/people").valueOf("_csrf");
        assertThat(manager.browser()
                        .post(theirs + "/withdraw", Map.of("_csrf", token))
                        .status())
                .isEqualTo(403);
        assertThat(manager.browser()
                        .post(theirs + "/until", Map.of("_csrf", token, "lastDay", ""))
                        .status())
                .isEqualTo(403);
        assertThat(manager.browser()
                        .post("/account/people/take-over", Map.of("_csrf", token))
                        .location())
                .isEqualTo("/account/people");
        assertThat(manager.browser().get("/account/password").status()).isEqualTo(403);
        assertThat(withdraws(manager.browser(), company.member(delegate)).location())
                .isEqualTo("/account/people?done=withdrawn");
        dung.actingFor(company);
        assertThat(dung.isActingFor(company)).isTrue();
    }

    /** Nothing outlives what it rests on (threat T32). */
    @Test
    void actingEndsAtOnceWithWhatItRestsOn() {
        var company = Company.fresh(portal);
        var own = company.signedIn();
        var withdrawn = company.joins(own, Role.DELEGATE).actingFor(company);
        withdraws(own, company.member(withdrawn));
        var form = withdrawn.browser().get("/account/activity");
        assertThat(form.location()).isEqualTo("/account/companies?over");
        assertThat(withdrawn.browser().follow(form).text()).contains("Bạn không còn làm việc thay tổ chức đó được nữa");
        assertThat(withdrawn.isInOwnAccount()).isTrue();
        assertThat(withdrawn
                        .browser()
                        .get("/account/companies/" + company.member(withdrawn))
                        .status())
                .isEqualTo(404);

        var signedOut = company.joins(own, Role.DELEGATE);
        var elsewhere = signedOut.elsewhere();
        signedOut.actingFor(company);
        assertThat(elsewhere.browser().open("/account/sessions").text()).contains("đang làm việc thay tổ chức");
        presses(elsewhere.browser(), "/account/sessions", "/account/sessions/end-others", Map.of());
        assertThat(signedOut.browser().get("/account").location())
                .as("a session in which somebody acts is one of theirs")
                .isEqualTo("/sign-in");

        var frozen = company.joins(own, Role.DELEGATE).actingFor(company);
        portal.bean(Accounts.class)
                .turn(
                        frozen.account(),
                        Account.Status.ACTIVE,
                        Account.Status.FROZEN,
                        "account.frozen-for-test",
                        "system",
                        null);
        assertThat(frozen.browser().get("/account").location()).isEqualTo("/sign-in");
        assertThat(frozen.browser().get("/account").location()).isEqualTo("/sign-in");

        var left = company.joins(own, Role.DELEGATE);
        var member = "/account/companies/" + company.member(left);
        assertThat(presses(left.browser(), member, member + "/leave", Map.of()).location())
                .isEqualTo("/account/companies?left");
        var token = left.browser().open("/account/companies").valueOf("_csrf");
        assertThat(left.browser().post(member + "/act", Map.of("_csrf", token)).location())
                .isEqualTo("/account/companies?over");

        var companysFate = company.joins(own, Role.DELEGATE).actingFor(company);
        portal.bean(Accounts.class)
                .turn(
                        company.account(),
                        Account.Status.ACTIVE,
                        Account.Status.FROZEN,
                        "account.frozen-for-test",
                        "system",
                        null);
        assertThat(companysFate.browser().get("/account").location()).isEqualTo("/account/companies?over");
        assertThat(companysFate.isInOwnAccount()).isTrue();
        assertThat(companysFate.browser().get("/account/companies").text()).contains("đang đóng hoặc đang khoá");
        var act = "/account/companies/" + company.member(companysFate) + "/act";
        assertThat(companysFate
                        .browser()
                        .post(
                                act,
                                Map.of(
                                        "_csrf",
                                        companysFate.browser().get("/account").valueOf("_csrf")))
                        .location())
                .isEqualTo("/account/companies?over");
    }

    @Test
    void theLastDayIsTheLastDay() {
        var company = Company.fresh(portal);
        var own = company.signedIn();
        var binh = Person.fresh(portal);
        company.invites(own, binh.an(), "delegate", today(portal, 0));
        binh.accepts(company);
        binh.actingFor(company);
        sql("update member set ends_on = ends_on - 1 where company = ?", company.account());
        assertThat(binh.browser().get("/account").location()).isEqualTo("/account/companies?over");
        assertThat(own.open("/account/people").text()).contains("Hết thời hạn");
        portal.bean(MemberRounds.class).end();
        assertThat(portal.rows("member where company = '" + company.account() + "' and over = 'ENDED'"))
                .isEqualTo(1);
        company.invites(own, binh.an(), "delegate", today(portal, 1));
        binh.accepts(company);
        assertThat(binh.actingFor(company).isActingFor(company)).isTrue();

        // The day after the last one, in a session that began that day.
        portal.clock().shift(Duration.ofDays(2));
        var later = binh.elsewhere().browser();
        assertThat(later.open("/account/companies").html().select("form[action$=/act]"))
                .isEmpty();
        var act = "/account/companies/" + company.member(binh) + "/act";
        assertThat(later.post(act, Map.of("_csrf", later.open("/account").valueOf("_csrf")))
                        .location())
                .isEqualTo("/account/companies?over");
        assertThat(later.open("/account").html().select(".acting")).isEmpty();
    }

    /** Whoever keeps a page open on which somebody else is faster is not told that it was saved. */
    @Test
    void aLastDayOfWhoWasSentAwayIsNotSaidToBeSaved() {
        var company = Company.fresh(portal);
        var own = company.signedIn();
        var binh = company.joins(own, Role.DELEGATE);
        var member = "/account/people/" + company.member(binh);
        var page = own.open(member);
        withdraws(own, company.member(binh));
        var notSaved = own.submit(page, member + "/until", Map.of("lastDay", today(portal, 5)));
        assertThat(notSaved.status()).isEqualTo(422);
        assertThat(notSaved.text()).contains("Không có gì thay đổi");
        assertThat(own.submit(page, member + "/withdraw", Map.of()).location())
                .isEqualTo("/account/people?done=withdrawn");
    }

    @Test
    void aDelegateIsToldToAskRatherThanToChangeAPassword() {
        var company = Company.fresh(portal);
        var binh = company.joins(company.signedIn(), Role.DELEGATE).actingFor(company);
        assertThat(binh.browser()
                        .open("/account/activity")
                        .html()
                        .select("aside")
                        .text())
                .contains("báo ngay cho người đại diện")
                .doesNotContain("mật khẩu");
    }

    @Test
    void theLastRepresentativeStaysAndTheCompanyOutlivesEveryOther() {
        var company = Company.fresh(portal);
        var own = company.signedIn();
        var binh = company.joins(own, Role.REPRESENTATIVE).actingFor(company);
        var mine = "/account/people/" + company.member(binh);
        assertThat(binh.browser().open(mine).text()).contains("người đại diện cuối cùng");
        var token = binh.browser().open("/account/people").valueOf("_csrf");
        for (var attempt : List.of("/withdraw", "/until")) {
            var fields = attempt.equals("/until")
                    ? Map.of("_csrf", token, "lastDay", today(portal, 1))
                    : Map.of("_csrf", token);
            var refused = binh.browser().post(mine + attempt, fields);
            assertThat(refused.status()).isEqualTo(422);
            assertThat(refused.text()).contains("Hãy mời thêm người đại diện khác trước");
        }
        presses(binh.browser(), "/account", "/account/acting/end", Map.of());
        var membership = "/account/companies/" + company.member(binh);
        assertThat(binh.browser().open(membership).text()).contains("chưa thôi được");
        var ownToken = binh.browser().open(membership).valueOf("_csrf");
        assertThat(binh.browser()
                        .post(membership + "/leave", Map.of("_csrf", ownToken))
                        .status())
                .isEqualTo(422);

        var chi = company.joins(binh.actingFor(company).browser(), Role.REPRESENTATIVE);
        // With a last day, Binh would be no lasting representative, and Chi the last one.
        chi.actingFor(company);
        assertThat(withdraws(chi.browser(), company.member(binh)).location())
                .isEqualTo("/account/people?done=withdrawn");
        assertThat(binh.browser().get("/account").location()).isEqualTo("/account/companies?over");

        // Whoever held the password is gone: Chi takes it back, and the keeper's sessions end.
        assertThat(own.get("/account").status()).isEqualTo(200);
        var before = portal.rows("outbox_message where purpose = 'member-taken-over' and channel = 'sms'");
        var taken = presses(chi.browser(), "/account/people/take-over", "/account/people/take-over", Map.of());
        assertThat(taken.location()).isEqualTo("/account/password");
        assertThat(own.get("/account").location()).isEqualTo("/sign-in");
        assertThat(portal.rows("outbox_message where purpose = 'member-taken-over' and channel = 'sms'"))
                .as("the former number and the representative's")
                .isEqualTo(before + 2);
        var former = portal.visitorFromElsewhere();
        assertThat(former.submit(
                                former.open("/sign-in"),
                                "/sign-in",
                                Map.of("username", company.taxCode().value(), "password", Citizen.PASSWORD))
                        .status())
                .isEqualTo(422);
        var password = chi.browser().follow(presses(chi.browser(), "/account/password", "/account/password", Map.of()));
        var set = chi.browser()
                .follow(chi.browser()
                        .submit(
                                password,
                                Map.of(
                                        "password", "Con-duong-moi-88",
                                        "passwordConfirmation", "Con-duong-moi-88")));
        assertThat(set.path()).isEqualTo("/account");
        assertThat(company.acts())
                .contains(
                        "member.taken-over by account:" + chi.account(),
                        "sign-in.password-added by account:" + chi.account());
        var newest = chi.an().newestCode();
        var fresh = portal.visitorFromElsewhere();
        var otp = fresh.follow(fresh.submit(
                fresh.open("/sign-in"),
                "/sign-in",
                Map.of("username", company.taxCode().value(), "password", "Con-duong-moi-88")));
        assertThat(fresh.follow(fresh.submit(
                                otp, "/sign-in/otp", Map.of("otp", chi.an().codeAfter(newest))))
                        .path())
                .isEqualTo("/account");
        assertThat(withdraws(fresh, company.member(chi)).location())
                .as("the organisation's own sign-in remains, and may end anybody's acting")
                .isEqualTo("/account/people?done=withdrawn");
    }

    @Test
    void whoCanChangeWhatGuardsTheAccountIsKnownAsSurelyAsItsHolder() {
        var company = Company.fresh(portal);
        var own = company.signedIn();
        var binh = Person.fresh(portal);
        company.invites(own, binh.an(), "representative", "");
        var link = binh.invitation(company);
        var page = binh.browser().open(link);
        assertThat(page.text()).contains("xác minh ở mức cao hơn");
        assertThat(page.html().select("form[action$=/accept]")).isEmpty();
        assertThat(binh.browser()
                        .post(link + "/accept", Map.of("_csrf", page.valueOf("_csrf")))
                        .location())
                .isEqualTo(link);
        assertThat(portal.rows("member where company = '" + company.account() + "' and person is not null"))
                .isZero();
        binh.provesWithKey();
        binh.accepts(company);
        sql(
                "update account_evidence set withdrawn_at = now() where account = ? and strength = 'KEY_PROVEN'",
                binh.account());
        assertThat(binh.actsFor(company).location())
                .as("what fell since is worth nothing any more")
                .isEqualTo("/account/companies/" + company.member(binh));
    }

    @Test
    void whatGuardsTheAccountAsksThePersonToSignInAgainAndLeadsBack() {
        var company = Company.fresh(portal);
        var binh = company.joins(company.signedIn(), Role.REPRESENTATIVE).actingFor(company);
        portal.clock().shift(Duration.ofMinutes(11));
        var asked = binh.browser().get("/account/people/invite");
        assertThat(asked.location()).isEqualTo("/sign-in?again");
        var token = binh.browser().open("/account/people").valueOf("_csrf");
        assertThat(binh.browser()
                        .post("/account/people/invite", Map.of("_csrf", token))
                        .location())
                .isEqualTo("/sign-in?again");
        var newest = binh.an().newestCode();
        var otp = binh.browser()
                .follow(binh.browser()
                        .submit(
                                binh.browser().open("/sign-in?again"),
                                "/sign-in",
                                Map.of("username", binh.an().person().nationalId(), "password", Citizen.PASSWORD)));
        var back = binh.browser()
                .follow(binh.browser()
                        .submit(otp, "/sign-in/otp", Map.of("otp", binh.an().codeAfter(newest))));
        assertThat(back.path()).isEqualTo("/account/companies/" + company.member(binh));
        assertThat(back.text()).contains("Tiếp tục làm việc thay");
        var on = binh.browser().submit(back, back.path() + "/act", Map.of());
        assertThat(on.location()).isEqualTo("/account/people/invite");
        assertThat(binh.browser().follow(on).status()).isEqualTo(200);
        assertThat(binh.isActingFor(company)).isTrue();

        presses(binh.browser(), "/account", "/account/acting/end", Map.of());
        for (var elsewhere : List.of("https://evil.example", "//evil.example/account", "/sign-out", "/account?x=y")) {
            assertThat(binh.browser()
                            .open("/account/companies/" + company.member(binh) + "?then=" + elsewhere)
                            .html()
                            .select("[name=then]"))
                    .isEmpty();
        }
        var form = binh.browser().open(back.path());
        assertThat(binh.browser()
                        .submit(form, back.path() + "/act", Map.of("then", "//evil.example/account"))
                        .location())
                .isEqualTo("/account");
    }

    /** Threat T27: an invitation, and an acceptance, that were not the owner's are taken back by the owner's word. */
    @Test
    void notMeTakesAnInvitationBack() {
        var company = Company.fresh(portal);
        var binh = company.joins(company.signedIn(), Role.DELEGATE).actingFor(company);
        company.saysNotMe("to chuc vua moi mot nguoi", binh.an());
        assertThat(binh.browser().get("/account").location()).isEqualTo("/account/companies?over");
        assertThat(portal.rows("member where company = '" + company.account() + "' and over = 'WITHDRAWN'"))
                .isEqualTo(1);
        assertThat(portal.bean(Accounts.class).statusOf(company.account())).contains(Account.Status.FROZEN);
    }

    @Test
    void onlyOrganisationsHavePeopleAndOnlyPeopleActForThem() {
        var company = Company.fresh(portal);
        var own = company.signedIn();
        var binh = company.joins(own, Role.REPRESENTATIVE);
        for (var address : List.of("/account/people", "/account/people/invite", "/account/people/take-over")) {
            assertThat(binh.browser().get(address).location()).isEqualTo("/account");
        }
        assertThat(own.get("/account/companies").location()).isEqualTo("/account");
        assertThat(own.get("/account/people/take-over").location()).isEqualTo("/account/people");
        assertThat(own.open("/account").html().select("a[href=/account/companies]"))
                .isEmpty();
        var other = Company.fresh(portal);
        var theirs = other.signedIn();
        var member = "/account/people/" + company.member(binh);
        assertThat(theirs.get(member).status()).isEqualTo(404);
        var token = theirs.open("/account/people").valueOf("_csrf");
        assertThat(theirs.post(member + "/withdraw", Map.of("_csrf", token)).status())
                .isEqualTo(404);
        assertThat(own.post(member + "/withdraw", Map.of("_csrf", token)).status())
                .isEqualTo(403);
        binh.actingFor(company);
        assertThat(binh.browser().get("/account/companies").location())
                .as("one account at a time")
                .isEqualTo("/account");
    }

    /** What an organisation and its people may take with them names whose it is and nobody else. */
    @Test
    void theCopyOfAPersonsDataListsTheirOrganisations() {
        var company = Company.fresh(portal);
        var own = company.signedIn();
        var binh = company.joins(own, Role.DELEGATE);
        var page = binh.browser().open("/account/download");
        var buttons = page.html().select("main form [name]");
        assertThat(buttons).isNotEmpty();
        var copy = binh.browser().submit(page, "/account/download", Map.of("format", "json"));
        assertThat(copy.body()).contains("memberships", company.name(), "DELEGATE");
        var companys = own.submit(own.open("/account/download"), "/account/download", Map.of("format", "json"));
        assertThat(companys.body())
                .containsPattern("\"members\" : \\[ \\{\\s+\"role\" : \"DELEGATE\"")
                .doesNotContain(binh.name(), binh.account().toString());
    }
}
