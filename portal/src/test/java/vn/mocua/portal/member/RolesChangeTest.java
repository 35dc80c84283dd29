package vn.mocua.portal.member;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import vn.mocua.portal.Citizen;
import vn.mocua.portal.RunningPortal;
import vn.mocua.portal.Visitor;
import vn.mocua.portal.Visitor.Answer;
import vn.mocua.portal.Waiting;
import vn.mocua.portal.member.Company.Person;

/**
 * Somebody's role is changed by whoever may give both roles; nothing outlives it that rested on the former one, and whoever
 * it was done to hears of it (threats T27, T32).
 */
@Tag("slow")
class RolesChangeTest {

    private final RunningPortal portal = RunningPortal.usual();

    private Answer gives(Visitor browser, UUID member, Role role) {
        var page = browser.open("/account/people/" + member);
        return browser.submit(page, page.path() + "/role", Map.of("role", role.key()));
    }

    private Answer forges(Visitor browser, UUID member, String act, Map<String, String> fields) {
        var all = new HashMap<>(fields);
        all.put("_csrf", browser.open("/account").valueOf("_csrf"));
        return browser.post("/account/people/" + member + "/" + act, all);
    }

    private int standing(Company company, Role role) {
        return portal.rows(
                "member where company = '" + company.account() + "' and over_at is null and role = '" + role + "'");
    }

    private int changes(Company company) {
        return portal.rows(
                "audit_entry where action = 'member.role-changed' and subject = '" + company.account() + "'");
    }

    private static List<Integer> atOnce(Callable<Integer> one, Callable<Integer> other) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = threads.submit(one);
            var second = threads.submit(other);
            return List.of(first.get(), second.get());
        }
    }

    @Test
    void aRoleIsChangedAndWhoeverActsBeginsAnewInTheNewOne() {
        var company = Company.fresh(portal);
        var own = company.signedIn();
        var binh = company.joins(own, Role.DELEGATE).actingFor(company);
        var member = company.member(binh);
        assertThat(binh.browser().get("/account/people").status()).isEqualTo(403);
        var page = own.open("/account/people/" + member);
        assertThat(page.html().select("[name=role]").eachAttr("value"))
                .containsExactly("representative", "manager", "delegate");
        assertThat(page.html().select("[name=role][checked]").eachAttr("value")).containsExactly("delegate");

        var changed = gives(own, member, Role.MANAGER);
        assertThat(changed.location()).isEqualTo("/account/people?done=role");
        assertThat(own.follow(changed).text())
                .contains("Đã lưu vai trò", "Người quản lý · Số căn cước")
                .contains("Đã đổi vai trò");
        var over = binh.browser().get("/account/activity");
        assertThat(over.location()).isEqualTo("/account/companies?another-role");
        assertThat(binh.browser().follow(over).text())
                .contains("Tổ chức vừa đổi vai trò của bạn", "Người quản lý · Từ")
                .doesNotContain("Tổ chức trước đây");
        binh.actingFor(company);
        assertThat(binh.browser().get("/account/people").status()).isEqualTo(200);
        assertThat(binh.browser().get("/account/password").status()).isEqualTo(403);
        assertThat(company.acts()).contains("member.role-changed by account:" + company.account());
        assertThat(own.open("/account/activity").text())
                .contains("Đã đổi vai trò của người làm việc thay " + binh.name() + " · Người quản lý");

        var mine = binh.elsewhere().browser().open("/account/activity").text();
        assertThat(mine).contains("Một tổ chức đã đổi vai trò của bạn " + company.name() + " · Người quản lý");
        assertThat(hears(binh.an(), "doi vai tro cua ban thanh nguoi quan ly")).isEqualTo(1);
        assertThat(hears(company.keeper(), "to chuc vua doi vai tro cua mot nguoi"))
                .isEqualTo(1);
        own.cookies().put("__Host-lang", "en");
        assertThat(own.open("/account/people/" + company.member(binh)).text())
                .contains("The new role holds at once", "CHANGE THE ROLE");
        assertThat(own.open("/account/activity").text())
                .contains("The role of somebody who acts was changed " + binh.name() + " · Manager");
    }

    private long hears(Citizen whom, String words) {
        return Waiting.until(
                Duration.ofSeconds(30), () -> Optional.of(whom.smsSaying(words)).filter(some -> some > 0));
    }

    /** Nothing that lies open in another tab does more than the role of now (threat T32). */
    @Test
    void whoeverIsLoweredDoesNothingMoreWithWhatTheyHaveOpen() {
        var company = Company.fresh(portal);
        var own = company.signedIn();
        var binh = company.joins(own, Role.REPRESENTATIVE).actingFor(company);
        var chi = company.joins(own, Role.REPRESENTATIVE).actingFor(company);
        var closing = binh.browser().open("/account/close");
        var former = company.member(binh);
        assertThat(gives(chi.browser(), former, Role.DELEGATE).status()).isEqualTo(303);
        assertThat(binh.browser()
                        .submit(closing, "/account/close", Map.of("understood", "true"))
                        .location())
                .isEqualTo("/account/companies?another-role");
        assertThat(portal.rows("account where closing_at is not null and id = '" + company.account() + "'"))
                .isZero();
        binh.actingFor(company);
        assertThat(binh.browser().get("/account/close").status()).isEqualTo(403);
        assertThat(binh.browser().get("/account/people").status()).isEqualTo(403);
        assertThat(company.acts()).contains("member.role-changed by account:" + chi.account());
        assertThat(own.open("/account/activity").text())
                .contains("Đã đổi vai trò của người làm việc thay do " + chi.name() + " làm · " + binh.name());
        assertThat(hears(binh.an(), "to chuc vua doi vai tro cua mot nguoi"))
                .as("as a representative of before, who may say that it was not the organisation")
                .isEqualTo(1);
    }

    @Test
    void whoeverIsToDoEverythingIsKnownAsSurelyAsTheOrganisation() {
        var company = Company.fresh(portal);
        var own = company.signedIn();
        var binh = company.joins(own, Role.DELEGATE);
        var refused = gives(own, company.member(binh), Role.REPRESENTATIVE);
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text()).contains("cần tài khoản của người đó được xác minh");
        assertThat(standing(company, Role.DELEGATE)).isEqualTo(1);
        assertThat(changes(company)).isZero();
        binh.provesWithKey();
        assertThat(gives(own, company.member(binh), Role.REPRESENTATIVE).status())
                .isEqualTo(303);
        assertThat(standing(company, Role.REPRESENTATIVE)).isEqualTo(1);
    }

    @Test
    void nobodyGivesOrTakesARoleThatIsNotTheirsToGive() {
        var company = Company.fresh(portal);
        var own = company.signedIn();
        var dung = company.joins(own, Role.REPRESENTATIVE);
        var delegate = company.joins(own, Role.DELEGATE);
        var other = company.joins(own, Role.MANAGER);
        var manager = company.joins(own, Role.MANAGER).actingFor(company);
        assertThat(manager.browser()
                        .open("/account/people/" + company.member(delegate))
                        .html()
                        .select("[name=role]"))
                .as("there is one role that a manager gives")
                .isEmpty();
        for (var role : List.of("manager", "representative")) {
            assertThat(forges(manager.browser(), company.member(delegate), "role", Map.of("role", role))
                            .status())
                    .isEqualTo(403);
        }
        for (var whom : List.of(dung, other, manager)) {
            for (var role : List.of("delegate", "nobody")) {
                var refused = forges(manager.browser(), company.member(whom), "role", Map.of("role", role));
                assertThat(refused.status()).isEqualTo(403);
                assertThat(refused.text()).contains("Vai trò của bạn không mời");
            }
        }
        delegate.actingFor(company);
        assertThat(forges(delegate.browser(), company.member(delegate), "role", Map.of("role", "representative"))
                        .status())
                .isEqualTo(403);

        var stranger = Company.fresh(portal).signedIn();
        assertThat(forges(stranger, company.member(delegate), "role", Map.of("role", "manager"))
                        .status())
                .isEqualTo(404);
        assertThat(own.post("/account/people/" + company.member(delegate) + "/role", Map.of("role", "manager"))
                        .status())
                .as("without the word of the session")
                .isEqualTo(403);
        var page = "/account/people/" + company.member(delegate);
        for (var wrong : List.of("", "owner", "DELEGATE")) {
            var answer = forges(own, company.member(delegate), "role", Map.of("role", wrong));
            assertThat(answer.status()).isEqualTo(422);
            assertThat(answer.html().select("#role-error")).hasSize(1);
            assertThat(answer.html().select(".errors a[href=#role]")).hasSize(1);
        }
        assertThat(forges(own, company.member(delegate), "role", Map.of("role", "manager", "more", "x"))
                        .status())
                .isEqualTo(400);
        assertThat(own.open(page).html().select("[name=role][checked]").eachAttr("value"))
                .containsExactly("delegate");
        assertThat(changes(company)).isZero();
    }

    @Test
    void theOrganisationKeepsARepresentative() {
        var company = Company.fresh(portal);
        var own = company.signedIn();
        var binh = company.joins(own, Role.REPRESENTATIVE).actingFor(company);
        var mine = company.member(binh);
        assertThat(binh.browser().open("/account/people/" + mine).html().select("[name=role]"))
                .isEmpty();
        var refused = forges(binh.browser(), mine, "role", Map.of("role", "manager"));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text()).contains("Hãy mời thêm người đại diện khác trước");
        var withEnd = company.joins(binh.browser(), Role.REPRESENTATIVE);
        assertThat(forges(binh.browser(), company.member(withEnd), "until", Map.of("lastDay", "31/12/2099"))
                        .status())
                .isEqualTo(303);
        assertThat(forges(binh.browser(), mine, "role", Map.of("role", "manager"))
                        .status())
                .as("whoever has a last day does not stay")
                .isEqualTo(422);
        assertThat(gives(own, mine, Role.MANAGER).status())
                .as("the organisation's own sign-in remains")
                .isEqualTo(303);
    }

    @Test
    void atOnceMeansOneAfterTheOther() throws Exception {
        var company = Company.fresh(portal);
        var own = company.signedIn();
        var binh = company.joins(own, Role.REPRESENTATIVE).actingFor(company);
        var chi = company.joins(own, Role.REPRESENTATIVE).actingFor(company);
        var lowersChi = form(binh.browser(), company.member(chi), Role.DELEGATE);
        var lowersBinh = form(chi.browser(), company.member(binh), Role.DELEGATE);
        atOnce(
                () -> binh.browser().post(path(company, chi), lowersChi).status(),
                () -> chi.browser().post(path(company, binh), lowersBinh).status());
        assertThat(standing(company, Role.REPRESENTATIVE)).isEqualTo(1);
        assertThat(changes(company)).isEqualTo(1);

        var an = company.joins(own, Role.DELEGATE);
        var twice = form(own, company.member(an), Role.MANAGER);
        var path = path(company, an);
        assertThat(atOnce(
                        () -> own.copy().post(path, twice).status(),
                        () -> own.copy().post(path, twice).status()))
                .containsExactly(303, 303);
        assertThat(changes(company)).isEqualTo(2);
        assertThat(standing(company, Role.MANAGER)).isEqualTo(1);

        // The form of a tab that was open before: it is the person who is meant, in whichever role.
        assertThat(own.get("/account/people/" + UUID.fromString(path.split("/")[3]))
                        .location())
                .isEqualTo("/account/people/" + company.member(an));
        var withdrawn = Map.of("_csrf", twice.get("_csrf"));
        var lower = form(own, company.member(an), Role.DELEGATE);
        atOnce(
                () -> own.copy().post(path, lower).status(),
                () -> own.copy()
                        .post(path.replace("/role", "/withdraw"), withdrawn)
                        .status());
        assertThat(portal.rows("member where person = '" + an.account() + "' and over_at is null"))
                .isZero();
        var gone = own.post(path, lower);
        assertThat(gone.status()).isEqualTo(422);
        assertThat(gone.text()).contains("không còn làm việc thay tổ chức");
    }

    private Map<String, String> form(Visitor browser, UUID member, Role role) {
        var page = browser.open("/account/people/" + member);
        return browser.fields(page, page.path() + "/role", Map.of("role", role.key()));
    }

    private static String path(Company company, Person person) {
        return "/account/people/" + company.member(person) + "/role";
    }

    /** Whoever is invited accepts the role that they have seen. */
    @Test
    void anInvitationWhoseRoleIsChangedIsReadAnew() {
        var company = Company.fresh(portal);
        var own = company.signedIn();
        var binh = Person.fresh(portal);
        company.invites(own, binh.an(), "delegate", "");
        var link = binh.invitation(company);
        var seen = binh.browser().open(link);
        var member = UUID.fromString(link.substring(link.lastIndexOf('/') + 1));
        assertThat(gives(own, member, Role.MANAGER).status()).isEqualTo(303);
        assertThat(binh.browser().submit(seen, link + "/accept", Map.of()).location())
                .isEqualTo("/account/companies");
        assertThat(portal.rows("member where company = '" + company.account() + "' and person is not null"))
                .isZero();
        assertThat(binh.browser().get(link).location())
                .startsWith("/account/companies/")
                .isNotEqualTo(link);
        assertThat(binh.browser().open("/account/companies").text()).contains("Mời làm: Người quản lý");
        binh.accepts(company);
        assertThat(standing(company, Role.MANAGER)).isEqualTo(1);
        assertThat(portal.rows("audit_entry where action = 'member.role-given' and subject = '" + binh.account() + "'"))
                .as("nobody is told who has not accepted")
                .isZero();
    }

    @Test
    void nobodyIsFloodedByChanges() {
        var company = Company.fresh(portal);
        var own = company.signedIn();
        var binh = company.joins(own, Role.DELEGATE);
        for (var i = 0; i < 10; i++) {
            assertThat(gives(own, company.member(binh), i % 2 == 0 ? Role.MANAGER : Role.DELEGATE)
                            .status())
                    .isEqualTo(303);
        }
        var many = gives(own, company.member(binh), Role.MANAGER);
        assertThat(many.status()).isEqualTo(429);
        assertThat(many.headers()).containsKey("retry-after");
        assertThat(many.text()).contains("đã được đổi nhiều lần");
        var day = forges(own, company.member(binh), "until", Map.of("lastDay", "31/12/2099"));
        assertThat(day.status()).isEqualTo(429);
        assertThat(changes(company)).isEqualTo(10);
    }

    @Test
    void aSessionThatIsNotFreshAsksWhoItIs() {
        var company = Company.fresh(portal);
        var own = company.signedIn();
        var binh = company.joins(own, Role.DELEGATE);
        var form = form(own, company.member(binh), Role.MANAGER);
        portal.clock().shift(Duration.ofMinutes(11));
        assertThat(own.post(path(company, binh), form).location()).isEqualTo("/sign-in?again");
        assertThat(changes(company)).isZero();
    }

    /** What was given by somebody else than the organisation is taken back (T27); what was taken is not given back. */
    @Test
    void notMeTakesBackWhatWasGiven() {
        var company = Company.fresh(portal);
        var own = company.signedIn();
        var binh = company.joins(own, Role.DELEGATE);
        gives(own, company.member(binh), Role.MANAGER);
        company.saysNotMe("to chuc vua doi vai tro", binh.an());
        assertThat(standing(company, Role.DELEGATE)).isEqualTo(1);
        assertThat(standing(company, Role.MANAGER)).isZero();

        var another = Company.fresh(portal);
        var theirs = another.signedIn();
        var chi = another.joins(theirs, Role.MANAGER);
        gives(theirs, another.member(chi), Role.DELEGATE);
        another.saysNotMe("to chuc vua doi vai tro", chi.an());
        assertThat(standing(another, Role.DELEGATE)).isEqualTo(1);
    }
}
