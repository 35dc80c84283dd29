package vn.mocua.portal.login;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
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
import vn.mocua.portal.account.Accounts;
import vn.mocua.portal.account.Generations;
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
import vn.mocua.portal.journey.Outcome;
import vn.mocua.portal.journey.Secret;
import vn.mocua.portal.journey.Step;
import vn.mocua.portal.journey.Visit;

/** Whoever has the key of a certificate that an account knows signs in by it; the rest learns nothing (threat T06). */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("slow")
class CertificateSignInTest {

    private static final String SESSION = "__Host-session";
    private static final AtomicInteger NUMBERS = new AtomicInteger(2000);

    private final RunningPortal portal = RunningPortal.shared();
    private final Accounts accounts = portal.bean(Accounts.class);
    private RunningPortal.@Nullable Node node;

    /** Stands for the pages of a token or a SIM: whoever says a fingerprint has signed by its key. */
    record SayFingerprint(CertificateJudge judge) implements Step<ByCertificate, SayFingerprint.Form> {

        public record Form(
                String fullName, @Secret @Nullable Otp otp) {}

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
        public boolean isDone(ByCertificate known) {
            return known.hasSigned();
        }

        @Override
        public boolean raisesPrivilege() {
            return true;
        }

        @Override
        public Outcome<ByCertificate> submit(ByCertificate known, Form form, Visit visit) {
            return judge.judge(known, form.fullName());
        }

        @Override
        public Map<String, ?> show(ByCertificate known, Visit visit) {
            return Map.of("sentTo", "key", "now", visit.now(), "nextSendAt", visit.now(), "expiresAt", visit.now());
        }
    }

    @BeforeAll
    void start() {
        node = portal.anotherNode(
                Map.of(),
                context -> context.registerBean(
                        "toySignIn",
                        CertificateSignIn.class,
                        () -> new CertificateSignIn(
                                "toy-key",
                                context.getBean(CertificateEnd.class)
                                        .of(
                                                "/sign-in/toy-key",
                                                List.of(new SayFingerprint(context.getBean(CertificateJudge.class)))),
                                context.getBean(Generations.class))));
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

    private Answer signsIn(Visitor visitor, String fingerprint) {
        var page = visitor.follow(visitor.submit(visitor.open("/sign-in"), "/sign-in/by/toy-key", Map.of()));
        assertThat(page.path()).isEqualTo("/sign-in/toy-key/toy-number");
        return visitor.follow(visitor.submit(page, Map.of("fullName", fingerprint)));
    }

    private UUID opens(Subject subject, @Nullable PhoneNumber phone, String fingerprint) {
        var evidence = new Evidence(
                subject,
                Strength.KEY_PROVEN,
                "mobile-subscriber",
                "operator",
                Ial.IAL3,
                Map.of("fingerprint", fingerprint, "authority", "Toy CA", "validTo", "2031-01-01T00:00:00Z"),
                portal.bean(Clock.class).instant());
        var email = EmailAddress.of("key-" + UUID.randomUUID() + "@hop-thu.example");
        var opening = accounts.open(
                new NewAccount(subject, phone, email, List.of(evidence), null, Map.of(), "127.0.0.1", "vi"));
        return ((Accounts.Opening.Opened) opening).account();
    }

    private static Subject citizen(Citizen an) {
        return new Subject.Citizen(NationalId.of(an.person().nationalId()), null, FullName.of("Toy Key"), null);
    }

    private static String fingerprint() {
        return "key-" + NUMBERS.incrementAndGet();
    }

    @Test
    void theOwnerOfTheKeySignsInWithoutPasswordAndPhone() {
        var an = Citizen.fresh(portal);
        var fingerprint = fingerprint();
        var id = opens(citizen(an), null, fingerprint);
        var visitor = visitor();
        assertThat(visitor.open("/sign-in").text()).contains("Cách đăng nhập khác", "Chìa khoá đồ chơi");
        var account = signsIn(visitor, fingerprint);
        assertThat(account.path()).isEqualTo("/account");
        assertThat(account.text()).contains("Toy Key", "Mức 3", "Toy CA");
        assertThat(acts(id)).containsExactly("account.opened", "account.signed-in");
        assertThat(visitor.open("/account").path()).isEqualTo("/account");
    }

    @Test
    void theOwnerHearsOfItAtThePhone() {
        var an = Citizen.fresh(portal);
        var fingerprint = fingerprint();
        opens(citizen(an), PhoneNumber.of(an.person().phone()), fingerprint);
        assertThat(signsIn(visitor(), fingerprint).path()).isEqualTo("/account");
        Waiting.until(
                Duration.ofSeconds(30),
                () -> Stream.of(an.newestSms())
                        .filter(text -> text.contains("dang nhap tren thiet bi moi"))
                        .findFirst());
    }

    @Test
    void whoeverWasSignedInBeforeIsNotAnyMoreAndTheSessionIsANewOne() {
        var an = Citizen.fresh(portal);
        var binh = Citizen.fresh(portal);
        var visitor = visitor();
        an.registers(visitor);
        an.signsIn(visitor);
        var before = visitor.copy();
        var account = before.open("/account");
        assertThat(account.path()).isEqualTo("/account");
        var fingerprint = fingerprint();
        opens(citizen(binh), null, fingerprint);

        var page = visitor.follow(visitor.post("/sign-in/by/toy-key", Map.of("_csrf", account.valueOf("_csrf"))));
        var signedIn = visitor.follow(visitor.submit(page, Map.of("fullName", fingerprint)));
        assertThat(signedIn.text()).contains("Toy Key");
        assertThat(visitor.cookies().get(SESSION)).isNotEqualTo(before.cookies().get(SESSION));
        assertThat(before.open("/account").path()).isEqualTo("/sign-in");
    }

    @Test
    void aCertificateThatNoAccountKnowsIsToldOnlyAfterItsKeySignedAndShowsTheWaysOn() {
        var refused = signsIn(visitor(), fingerprint());
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text()).contains("Chưa có tài khoản nào dùng chứng thư này");
        assertThat(refused.html().select("main a[href=/register]")).isNotEmpty();
        assertThat(refused.html().select("main a[href=/sign-in]")).isNotEmpty();
        assertThat(refused.html().select("main a[href=/counters]")).isNotEmpty();
    }

    @Test
    void anAgencySignsInOnceItIsApproved() {
        var number = NUMBERS.incrementAndGet();
        var fingerprint = fingerprint();
        var agency = new Subject.Agency(AgencyCode.of("H48." + number), OrganisationName.of("Toy Office"));
        var id = opens(agency, null, fingerprint);
        var waiting = signsIn(visitor(), fingerprint);
        assertThat(waiting.status()).isEqualTo(422);
        assertThat(waiting.text()).contains("Tài khoản đang chờ duyệt");
        accounts.leavePending(id, vn.mocua.portal.account.Account.Status.ACTIVE);
        var account = signsIn(visitor(), fingerprint);
        assertThat(account.path()).isEqualTo("/account");
        assertThat(account.text()).contains("Toy Office", "H48." + number);
    }

    @Test
    void itBeginsByAButtonOfOursOnly() {
        var visitor = visitor();
        var page = visitor.open("/sign-in");
        assertThat(visitor.get("/sign-in/by/toy-key").location()).isEqualTo("/sign-in");
        assertThat(visitor.submit(page, "/sign-in/by/ferry", Map.of()).status()).isEqualTo(404);
        assertThat(visitor.submit(page, "/sign-in/by/toy-key", Map.of("account", "x"))
                        .status())
                .isEqualTo(400);
        assertThat(visitor.post("/sign-in/by/toy-key", Map.of()).status()).isEqualTo(403);
        assertThat(visitor.open("/sign-in/toy-key/toy-number").path()).isEqualTo("/sign-in");
    }

    @Test
    void whoHasNoPasswordAddsOneAndAPhoneAndSignsInByThemToo() {
        var an = Citizen.fresh(portal);
        var fingerprint = fingerprint();
        var id = opens(citizen(an), null, fingerprint);
        var visitor = visitor();
        var account = signsIn(visitor, fingerprint);
        var page = visitor.follow(visitor.submit(account, "/account/password", Map.of()));
        assertThat(page.path()).isEqualTo("/account/password/phone");
        var otp =
                visitor.follow(visitor.submit(page, Map.of("phone", an.person().phone(), "captcha", an.solves(page))));
        assertThat(otp.path()).isEqualTo("/account/password/otp");
        var password = visitor.follow(visitor.submit(otp, Map.of("otp", an.codeAfter(""))));
        assertThat(password.path()).isEqualTo("/account/password/password");
        account = visitor.follow(visitor.submit(password, an.passwords()));
        assertThat(account.path()).isEqualTo("/account");
        assertThat(account.text())
                .contains("Đã thêm mật khẩu", an.maskedPhone())
                .doesNotContain("chưa có mật khẩu");
        assertThat(acts(id)).containsExactly("account.opened", "account.signed-in", "sign-in.password-added");
        Waiting.until(
                Duration.ofSeconds(30),
                () -> Stream.of(true)
                        .filter(yes -> an.smsSaying("vua co them mat khau") == 1)
                        .findFirst());
        assertThat(an.signsIn(visitor()).path()).isEqualTo("/account");
        assertThat(visitor.post("/account/password", Map.of("_csrf", account.valueOf("_csrf")))
                        .errorOf("password"))
                .as("by now it is changed, not added")
                .isNotEmpty();
    }

    private List<String> acts(UUID account) {
        return JdbcClient.create(portal.database().asOwner())
                .sql("select action from audit_entry where subject = :id order by id")
                .param("id", account)
                .query(String.class)
                .list();
    }
}
