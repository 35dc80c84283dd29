package vn.mocua.portal.registration.toy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.jdbc.core.simple.JdbcClient;
import vn.mocua.portal.Citizen;
import vn.mocua.portal.RunningPortal;
import vn.mocua.portal.Visitor;
import vn.mocua.portal.Visitor.Answer;
import vn.mocua.portal.Waiting;
import vn.mocua.portal.account.Account;
import vn.mocua.portal.account.AccountCertificates;
import vn.mocua.portal.account.AccountPasswords;
import vn.mocua.portal.account.Accounts;
import vn.mocua.portal.account.NewAccount;
import vn.mocua.portal.identity.AgencyCode;
import vn.mocua.portal.identity.EmailAddress;
import vn.mocua.portal.identity.Evidence;
import vn.mocua.portal.identity.FullName;
import vn.mocua.portal.identity.Ial;
import vn.mocua.portal.identity.NationalId;
import vn.mocua.portal.identity.OrganisationName;
import vn.mocua.portal.identity.Otp;
import vn.mocua.portal.identity.PhoneNumber;
import vn.mocua.portal.identity.Strength;
import vn.mocua.portal.identity.Subject;
import vn.mocua.portal.identity.SubjectKind;
import vn.mocua.portal.identity.TaxCode;
import vn.mocua.portal.journey.Outcome;
import vn.mocua.portal.journey.Secret;
import vn.mocua.portal.journey.Step;
import vn.mocua.portal.journey.Visit;
import vn.mocua.portal.registration.PhoneOtp;
import vn.mocua.portal.registration.Registration;
import vn.mocua.portal.registration.RegistrationMethod;

/** Who proves by a key of their own who they are needs no phone and no password, and has one account all the same. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("slow")
class AccountsByKeyTest {

    private static final Instant UNTIL = Instant.parse("2031-01-01T00:00:00Z");
    private static final AtomicInteger CERTIFICATES = new AtomicInteger();

    private final RunningPortal portal = RunningPortal.shared();
    private RunningPortal.@Nullable Node node;

    /** Borrows the page of one-time codes: whoever types an id has its key, as far as this toy goes. */
    record SayKey(Clock clock) implements Step<Registration, SayKey.Form> {

        public record Form(
                @Nullable NationalId nationalId,
                @Nullable AgencyCode agencyCode,
                @Nullable PhoneNumber phone,
                @Nullable EmailAddress email,
                @Secret @Nullable Otp otp) {}

        @Override
        public Map<String, ?> show(Registration known, Visit visit) {
            return Map.of("sentTo", "key", "now", visit.now(), "nextSendAt", visit.now(), "expiresAt", visit.now());
        }

        @Override
        public String key() {
            return "toy-number";
        }

        @Override
        public String page() {
            return "otp/code.jte";
        }

        @Override
        public Class<Form> form() {
            return Form.class;
        }

        @Override
        public boolean isDone(Registration known) {
            return known.isProven();
        }

        @Override
        public Registration forget(Registration known) {
            return known.unproven();
        }

        @Override
        public Outcome<Registration> submit(Registration known, Form form, Visit visit) {
            var subject = form.agencyCode() == null
                    ? citizen(Objects.requireNonNull(form.nationalId()))
                    : new Subject.Agency(form.agencyCode(), OrganisationName.of("Toy Office"));
            return Outcome.advance(
                    known.provenBy(evidence(subject, fingerprint(), clock)).reachedAt(form.phone(), form.email()));
        }
    }

    static Subject citizen(NationalId id) {
        return new Subject.Citizen(id, null, FullName.of("Toy Key"), null);
    }

    static Evidence evidence(Subject subject, String fingerprint, Clock clock) {
        return new Evidence(
                subject,
                Strength.KEY_PROVEN,
                "toy",
                "toy-box",
                Ial.IAL3,
                Map.of(
                        "fingerprint",
                        fingerprint,
                        "authority",
                        "Toy CA",
                        "validFrom",
                        "2026-01-01T00:00:00Z",
                        "validTo",
                        UNTIL.toString()),
                clock.instant());
    }

    private static String fingerprint() {
        return "fingerprint-" + CERTIFICATES.incrementAndGet();
    }

    @BeforeAll
    void start() {
        node = portal.anotherNode(
                Map.of(),
                context -> context.registerBean(
                        "toyMethod",
                        RegistrationMethod.class,
                        () -> RegistrationMethod.at("toy")
                                .openTo(SubjectKind.CITIZEN, SubjectKind.AGENCY)
                                .yielding(Strength.KEY_PROVEN)
                                .steps(
                                        new SayKey(context.getBean(Clock.class)),
                                        context.getBean(PhoneOtp.class).step())));
    }

    @AfterAll
    void stop() {
        if (node != null) {
            node.close();
        }
    }

    private Visitor visitor() {
        return portal.visitor().ledTo(Objects.requireNonNull(node).url());
    }

    private static Answer registers(Visitor visitor, Map<String, String> form) {
        return registers(visitor, "citizen", form);
    }

    private static Answer registers(Visitor visitor, String kind, Map<String, String> form) {
        var chooser = visitor.open("/register");
        var page = visitor.follow(visitor.submit(chooser, "/register", Map.of("kind", kind, "method", "toy")));
        return visitor.follow(visitor.submit(page, form));
    }

    @Test
    void anAccountIsOpenedWithoutPhoneAndPassword() {
        var an = Citizen.fresh(portal);
        var done = registers(visitor(), Map.of("nationalId", an.person().nationalId()));
        assertThat(done.path()).isEqualTo("/register/done");
        assertThat(done.text()).contains("Mức 3", "USB ký số hoặc SIM ký số").doesNotContain("tin nhắn báo đăng ký");

        var account = accountOf(an);
        assertThat(account.phone()).isNull();
        assertThat(account.hasPassword()).isFalse();
        assertThat(account.status()).isEqualTo(Account.Status.ACTIVE);
        var certificates = portal.bean(AccountCertificates.class).of(account.id());
        assertThat(certificates).hasSize(1);
        assertThat(certificates.getFirst().authority()).isEqualTo("Toy CA");
        assertThat(certificates.getFirst().validTo()).isEqualTo(UNTIL);
    }

    @Test
    void anAgencysDonePageSaysThatItWaits() {
        var visitor = visitor();
        var form = Map.of("agencyCode", "H47." + CERTIFICATES.incrementAndGet(), "email", "toy@hop-thu.example");
        var done = registers(visitor, "agency", form);
        assertThat(done.path()).isEqualTo("/register/done");
        assertThat(done.text()).contains("Đã nhận đăng ký của cơ quan", "Hai người có trách nhiệm");
        assertThat(done.html().select("main a[href^=/sign-in]")).isEmpty();

        var again = registers(visitor(), "agency", form);
        assertThat(again.status()).isEqualTo(422);
        assertThat(again.text()).contains("Cơ quan này đã đăng ký");
    }

    @Test
    void aPhoneThatIsGivenIsConfirmedByACode() {
        var an = Citizen.fresh(portal);
        var visitor = visitor();
        var otp = registers(
                visitor,
                Map.of(
                        "nationalId",
                        an.person().nationalId(),
                        "phone",
                        an.person().phone()));
        assertThat(otp.path()).isEqualTo("/register/toy/otp");
        var done = visitor.follow(visitor.submit(otp, Map.of("otp", an.codeAfter(""))));
        assertThat(done.path()).isEqualTo("/register/done");
        assertThat(done.text()).contains("tin nhắn báo đăng ký");
        assertThat(accountOf(an).phone()).isEqualTo(PhoneNumber.of(an.person().phone()));
    }

    @Test
    void aSecondCertificateOpensNoSecondAccountAndShowsTheWayToAddIt() {
        var an = Citizen.fresh(portal);
        registers(visitor(), Map.of("nationalId", an.person().nationalId()));
        var refused = registers(visitor(), Map.of("nationalId", an.person().nationalId()));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text()).contains("Bạn đã có tài khoản");
        assertThat(refused.html().select("a[href=/account/raise]")).isNotEmpty();
        assertThat(portal.bean(AccountCertificates.class).of(accountOf(an).id()))
                .hasSize(1);
    }

    @Test
    void whoRegisteredByPhoneAddsACertificateToThatAccount() {
        var an = Citizen.fresh(portal);
        var visitor = visitor();
        an.registers(visitor);
        an.signsIn(visitor);
        var choice = visitor.open("/account/raise");
        var page = visitor.follow(visitor.submit(choice, "/account/raise", Map.of("method", "toy")));
        var account = visitor.follow(
                visitor.submit(page, Map.of("nationalId", an.person().nationalId())));
        assertThat(account.path()).isEqualTo("/account");
        assertThat(account.text()).contains("Mức 3", "Toy CA", "Chưa đặt tên");

        var name = visitor.open(
                account.html().select("a[href^=/account/certificates/]").attr("href"));
        assertThat(visitor.submit(name, Map.of("certificateName", "x".repeat(41)))
                        .status())
                .isEqualTo(422);
        var renamed = visitor.follow(visitor.submit(name, Map.of("certificateName", "Token <b>ở nhà</b>")));
        assertThat(renamed.text()).contains("Token <b>ở nhà</b>").doesNotContain("Chưa đặt tên");

        var other = Citizen.fresh(portal);
        var stranger = visitor();
        other.registers(stranger);
        other.signsIn(stranger);
        assertThat(stranger.get(name.path()).status()).isEqualTo(404);
    }

    @Test
    void anIdWhoseAccountHasNoPasswordIsToTheSignInPageOneThatNobodyHas() {
        var an = Citizen.fresh(portal);
        var nobody = Citizen.fresh(portal);
        registers(visitor(), Map.of("nationalId", an.person().nationalId()));
        var known = an.typesPassword(portal.visitor(), "Mat-khau-nao-do-8");
        var unknown = nobody.typesPassword(portal.visitor(), "Mat-khau-nao-do-8");
        assertThat(known.status()).isEqualTo(unknown.status()).isEqualTo(422);
        assertThat(known.text().replace(an.person().nationalId(), ""))
                .isEqualTo(unknown.text().replace(nobody.person().nationalId(), ""));
        assertThat(accountOf(an).subject().identifiers())
                .isNotEmpty()
                .allSatisfy(
                        each -> assertThat(portal.bean(AccountPasswords.class).credential(each, null))
                                .isEmpty());
    }

    @Test
    void oneCertificateBelongsToOneAccount() {
        var accounts = portal.bean(Accounts.class);
        var clock = portal.bean(Clock.class);
        var fingerprint = fingerprint();
        var first = citizen(NationalId.of(Citizen.fresh(portal).person().nationalId()));
        var second = citizen(NationalId.of(Citizen.fresh(portal).person().nationalId()));
        var opened = accounts.open(account(first, evidence(first, fingerprint, clock), null));
        assertThat(opened).isInstanceOf(Accounts.Opening.Opened.class);
        assertThat(portal.bean(AccountCertificates.class).holderOf(fingerprint))
                .isEqualTo(accounts.holderOf(first.identifiers()));
        var account = accounts.holderOf(first.identifiers()).orElseThrow();
        assertThat(accounts.add(account, List.of(evidence(first, fingerprint, clock)), Map.of(), "127.0.0.1"))
                .isEqualTo(Accounts.Adding.STOOD_BEFORE);
        assertThat(accounts.add(account, List.of(evidence(first, fingerprint(), clock)), Map.of(), "127.0.0.1"))
                .isEqualTo(Accounts.Adding.ADDED);
        assertThat(accounts.find(account).orElseThrow().evidence()).hasSize(2);
        assertThat(accounts.open(account(second, evidence(second, fingerprint, clock), null)))
                .isEqualTo(new Accounts.Opening.Existing());
    }

    @Test
    void anOrganisationIsReachedSomewhereAndOnlyAKeyStandsForAPassword() {
        var clock = portal.bean(Clock.class);
        var business = new Subject.Business(TaxCode.of("4398765434"), OrganisationName.of("Toy Co"));
        assertThatThrownBy(() -> account(business, evidence(business, fingerprint(), clock), null))
                .hasMessageContaining("reached");
        var an = citizen(NationalId.of(Citizen.fresh(portal).person().nationalId()));
        var matched = new Evidence(an, Strength.RECORD_MATCHED, "toy", "toy-box", Ial.IAL2, Map.of(), clock.instant());
        assertThatThrownBy(() -> account(an, matched, null)).hasMessageContaining("sign in");
        var nameless = new Evidence(an, Strength.KEY_PROVEN, "toy", "toy-box", Ial.IAL3, Map.of(), clock.instant());
        assertThatThrownBy(() -> portal.bean(Accounts.class).open(account(an, nameless, null)))
                .hasMessageContaining("fingerprint");
    }

    @Test
    void aNoticeGoesToTheConfirmedEmailWhereThereIsNoPhone() {
        var an = Citizen.fresh(portal);
        var email = "key-" + an.person().nationalId() + "@hop-thu.example";
        var accounts = portal.bean(Accounts.class);
        var clock = portal.bean(Clock.class);
        var subject = citizen(NationalId.of(an.person().nationalId()));
        accounts.open(account(subject, evidence(subject, fingerprint(), clock), EmailAddress.of(email)));
        var account = accountOf(an);
        accounts.confirmEmail(account.id(), EmailAddress.of(email), "127.0.0.1");
        JdbcClient.create(portal.database().asOwner())
                .sql("update account set opened_at = opened_at - interval '2 days' where id = :id")
                .param("id", account.id())
                .update();
        registers(visitor(), Map.of("nationalId", an.person().nationalId()));
        Waiting.until(
                Duration.ofSeconds(30),
                () -> portal.sandbox().mail(email).stream()
                        .filter(mail -> mail.text().contains("không có tài khoản mới nào được mở"))
                        .findFirst());
        assertThat(Optional.of(an.newestSms())).contains("");
    }

    private Account accountOf(Citizen an) {
        var accounts = portal.bean(Accounts.class);
        return accounts.holderOf(
                        citizen(NationalId.of(an.person().nationalId())).identifiers())
                .flatMap(accounts::find)
                .orElseThrow();
    }

    private static NewAccount account(Subject subject, Evidence evidence, @Nullable EmailAddress email) {
        return new NewAccount(subject, null, email, List.of(evidence), null, Map.of(), "127.0.0.1", "vi");
    }
}
