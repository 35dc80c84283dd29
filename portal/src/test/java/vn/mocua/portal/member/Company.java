package vn.mocua.portal.member;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.jdbc.core.simple.JdbcClient;
import vn.mocua.portal.Citizen;
import vn.mocua.portal.RunningPortal;
import vn.mocua.portal.Visitor;
import vn.mocua.portal.Visitor.Answer;
import vn.mocua.portal.Waiting;
import vn.mocua.portal.account.Accounts;
import vn.mocua.portal.account.NewAccount;
import vn.mocua.portal.identity.Evidence;
import vn.mocua.portal.identity.Ial;
import vn.mocua.portal.identity.Identifier;
import vn.mocua.portal.identity.NationalId;
import vn.mocua.portal.identity.OrganisationName;
import vn.mocua.portal.identity.PhoneNumber;
import vn.mocua.portal.identity.Strength;
import vn.mocua.portal.identity.Subject;
import vn.mocua.portal.identity.Subject.Business;
import vn.mocua.portal.identity.TaxCode;
import vn.mocua.portal.password.Password;
import vn.mocua.portal.password.PasswordHashes;

/**
 * A business with an account of its own, whose password and phone one person holds; and people who may act for it.
 *
 * @param keeper whose phone gets its codes
 */
record Company(RunningPortal portal, UUID account, TaxCode taxCode, String name, Citizen keeper) {

    private static final AtomicInteger COMPANIES = new AtomicInteger(20_000);
    private static final int[] WEIGHTS = {31, 29, 23, 19, 17, 13, 7, 5, 3};

    static Company fresh(RunningPortal portal) {
        var taxCode = nextTaxCode();
        var keeper = Citizen.fresh(portal);
        var business = new Business(taxCode, OrganisationName.of("Công ty Thử nghiệm " + taxCode.value()));
        var opening = portal.bean(Accounts.class)
                .open(new NewAccount(
                        business,
                        PhoneNumber.of(keeper.person().phone()),
                        null,
                        List.of(key(business, portal)),
                        portal.bean(PasswordHashes.class).hash(Password.of(Citizen.PASSWORD)),
                        Map.of(),
                        "127.0.0.1",
                        "vi"));
        return new Company(
                portal,
                ((Accounts.Opening.Opened) opening).account(),
                taxCode,
                business.name().value(),
                keeper);
    }

    private static TaxCode nextTaxCode() {
        while (true) {
            var nine = "0109%05d".formatted(COMPANIES.incrementAndGet());
            var sum = 0;
            for (int i = 0; i < WEIGHTS.length; i++) {
                sum += WEIGHTS[i] * (nine.charAt(i) - '0');
            }
            if (10 - sum % 11 < 10) {
                return TaxCode.of(nine + (10 - sum % 11));
            }
        }
    }

    private static Evidence key(Subject subject, RunningPortal portal) {
        return new Evidence(
                subject,
                Strength.KEY_PROVEN,
                "usb-signing",
                "certificate",
                Ial.IAL3,
                Map.of(
                        "fingerprint",
                        UUID.randomUUID().toString(),
                        "authority",
                        "Toy CA",
                        "validTo",
                        "2031-01-01T00:00:00Z"),
                portal.bean(Clock.class).instant());
    }

    /** Its own sign-in: tax code, password, and the code on the keeper's phone. */
    Visitor signedIn() {
        var visitor = portal.visitorFromElsewhere();
        var newest = keeper.newestCode();
        var otp = visitor.follow(visitor.submit(
                visitor.open("/sign-in"),
                "/sign-in",
                Map.of("username", taxCode.value(), "password", Citizen.PASSWORD)));
        var home = visitor.follow(visitor.submit(otp, "/sign-in/otp", Map.of("otp", keeper.codeAfter(newest))));
        if (!home.path().equals("/account")) {
            throw new IllegalStateException("the company is not signed in: " + home.path() + " " + home.text());
        }
        return visitor;
    }

    /** Somebody who has just been invited by whoever is in this browser, has accepted, and is not acting yet. */
    Person joins(Visitor inviter, Role role) {
        var person = Person.fresh(portal);
        if (role == Role.REPRESENTATIVE) {
            person.provesWithKey();
        }
        invites(inviter, person.an(), role.key(), "");
        person.accepts(this);
        return person;
    }

    Answer invites(Visitor inviter, Citizen whom, String role, String lastDay) {
        return invites(inviter, whom.person().nationalId(), whom.person().fullName(), role, lastDay);
    }

    Answer invites(Visitor inviter, String nationalId, String fullName, String role, String lastDay) {
        var page = inviter.open("/account/people/invite");
        return inviter.follow(inviter.submit(
                page,
                "/account/people/invite",
                Map.of("nationalId", nationalId, "fullName", fullName, "role", role, "lastDay", lastDay)));
    }

    /** What somebody's row on the list is called by. */
    UUID member(Person person) {
        return JdbcClient.create(portal.database().asOwner())
                .sql("select id from member where company = ? and person = ? order by invited_at desc, id desc limit 1")
                .params(account, person.account())
                .query(UUID.class)
                .single();
    }

    /** Act and actor, the oldest first. */
    List<String> acts() {
        return JdbcClient.create(portal.database().asOwner())
                .sql("select action || ' by ' || actor from audit_entry where subject = ? order by id")
                .param(account)
                .query(String.class)
                .list();
    }

    /** Somebody with an account of their own, signed in. */
    record Person(RunningPortal portal, Citizen an, UUID account, Visitor browser) {

        static Person fresh(RunningPortal portal) {
            var an = Citizen.fresh(portal);
            an.registers(portal.visitorFromElsewhere());
            var account = portal.bean(Accounts.class)
                    .holderOf(List.of(Identifier.of(NationalId.of(an.person().nationalId()))))
                    .orElseThrow();
            return new Person(portal, an, account, signsIn(portal, an));
        }

        private static Visitor signsIn(RunningPortal portal, Citizen an) {
            var browser = portal.visitorFromElsewhere();
            if (!an.signsIn(browser).path().equals("/account")) {
                throw new IllegalStateException("not signed in");
            }
            return browser;
        }

        Person elsewhere() {
            return new Person(portal, an, account, signsIn(portal, an));
        }

        String name() {
            return an.person().fullName();
        }

        /** Level 3, as a signing token would bring it. */
        void provesWithKey() {
            var accounts = portal.bean(Accounts.class);
            var subject = accounts.find(account).orElseThrow().subject();
            accounts.add(account, List.of(key(subject, portal)), Map.of(), "127.0.0.1");
        }

        /** The link to the invitation of a company. */
        String invitation(Company company) {
            return browser.get("/account/companies")
                    .html()
                    .select("section:has(#invitations) li:contains("
                            + company.taxCode().value() + ") a.quiet")
                    .attr("href");
        }

        Answer accepts(Company company) {
            var link = invitation(company);
            var answer = browser.submit(browser.open(link), link + "/accept", Map.of());
            if (!answer.location().equals("/account/companies?accepted")) {
                throw new IllegalStateException("not accepted: " + answer.status() + " " + answer.location());
            }
            return browser.follow(answer);
        }

        Answer actsFor(Company company) {
            var action = "/account/companies/" + company.member(this) + "/act";
            return browser.submit(browser.open("/account/companies"), action, Map.of());
        }

        Person actingFor(Company company) {
            var answer = actsFor(company);
            if (!answer.location().equals("/account") || !isActingFor(company)) {
                throw new IllegalStateException("does not act: " + answer.status() + " " + answer.location());
            }
            return this;
        }

        boolean isActingFor(Company company) {
            var home = browser.get("/account");
            return home.status() == 200
                    && home.html().select(".acting").text().contains(company.name())
                    && home.html().select("h1").text().contains(company.name());
        }

        boolean isInOwnAccount() {
            return browser.get("/account").html().select("h1").text().contains(name());
        }
    }

    /** Its keeper answers the message in which these words stand: that was not them. */
    void saysNotMe(String words, Citizen solver) {
        var code = Waiting.until(
                Duration.ofSeconds(30),
                () -> portal.sandbox().sms(keeper.person().phone()).stream()
                        .filter(sms -> sms.text().contains(words))
                        .map(sms -> sms.text().replaceAll(".* ", ""))
                        .findFirst());
        var anyone = portal.visitorFromElsewhere();
        var page = anyone.open("/not-me");
        var fields = new HashMap<String, String>();
        page.html().select("main form input").forEach(input -> {
            if (input.attr("name").equals("captcha")) {
                fields.put("captcha", solver.solves(page));
            } else if (!input.attr("type").equals("hidden")
                    && !input.attr("name").isEmpty()) {
                fields.put(input.attr("name"), code);
            }
        });
        assertThat(anyone.follow(anyone.submit(page, fields)).text()).contains("Đã khoá tài khoản để bảo vệ bạn");
    }
}
