package vn.mocua.portal;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import vn.mocua.portal.Visitor.Answer;
import vn.mocua.portal.account.AccountPasswords;
import vn.mocua.portal.account.Accounts;
import vn.mocua.portal.identity.Identifier;

/**
 * Threats T27, T28 and T31: strangers' guesses are slowed and tell nothing; they never keep the owner out; a password is
 * the same however its letters are composed.
 */
@Tag("slow")
class PasswordsAreNotGuessedTest {

    private static final String WRONG = "Khong-phai-mat-khau-9";

    private final RunningPortal portal = RunningPortal.usual();

    @Test
    void anUnknownIdAndAWrongPasswordAreAnsweredAlike() {
        var known = registered();
        var unknown = Citizen.fresh(portal);
        var told = new HashSet<String>();
        for (var citizen : List.of(known, unknown)) {
            var visitor = portal.visitorFromElsewhere();
            for (int i = 0; i < 3; i++) {
                var answer = citizen.typesPassword(visitor, WRONG);
                assertThat(answer.status()).isEqualTo(422);
                assertThat(answer.text()).contains("Tên đăng nhập hoặc mật khẩu chưa đúng");
                assertThat(answer.valueOf("password")).isEmpty();
                told.add(i + Alike.told(answer));
            }
            var fourth = citizen.typesPassword(visitor, WRONG);
            told.add(Alike.told(fourth));
        }
        assertThat(told).hasSize(4);
    }

    @Test
    void neitherIsAnsweredBeforeTheTimeThatBothTake() {
        for (var citizen : List.of(registered(), Citizen.fresh(portal))) {
            for (int i = 0; i < 3; i++) {
                var visitor = portal.visitorFromElsewhere();
                var page = visitor.open("/sign-in");
                var begun = System.nanoTime();
                visitor.submit(
                        page, "/sign-in", Map.of("username", citizen.person().nationalId(), "password", WRONG));
                assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(RunningPortal.REFUSAL_TIME);
            }
        }
    }

    @Test
    void afterThreeFailuresACaptchaIsAskedThenEverLongerWaits() {
        var an = registered();
        var visitor = portal.visitorFromElsewhere();
        for (int i = 0; i < 3; i++) {
            an.typesPassword(visitor, WRONG);
        }
        var asked = an.typesPassword(visitor, Citizen.PASSWORD);
        assertThat(asked.status()).isEqualTo(422);
        assertThat(asked.errorOf("captcha")).isNotEmpty();

        var failed = solving(visitor, asked, an, WRONG);
        assertThat(failed.status()).isEqualTo(422);
        var wait = solving(visitor, failed, an, WRONG);
        assertThat(wait.status()).isEqualTo(429);
        assertThat(Integer.parseInt(wait.headers().get("retry-after"))).isBetween(1, 31);
        portal.clock().shift(Duration.ofSeconds(31));
        var longer = an.typesPassword(visitor, WRONG);
        assertThat(solving(visitor, longer, an, WRONG).status()).isEqualTo(422);
        var waits = an.typesPassword(visitor, WRONG);
        assertThat(waits.status()).isEqualTo(429);
        assertThat(Integer.parseInt(waits.headers().get("retry-after"))).isBetween(32, 61);

        portal.clock().shift(Duration.ofSeconds(61));
        var right = solving(visitor, an.typesPassword(visitor, WRONG), an, Citizen.PASSWORD);
        assertThat(right.location()).isEqualTo("/sign-in/otp");
    }

    @Test
    void onePasswordOverManyAccountsFromOneNetworkIsSlowed() {
        var refused = 0;
        for (int i = 0; i < 70; i++) {
            var visitor = portal.visitorFrom("198.18.7." + (i + 1));
            if (Citizen.fresh(portal).typesPassword(visitor, WRONG).status() == 429) {
                refused++;
            }
        }
        assertThat(refused).isEqualTo(10);
        var owner = registered();
        assertThat(owner.typesPassword(portal.visitorFromElsewhere(), Citizen.PASSWORD)
                        .location())
                .isEqualTo("/sign-in/otp");
    }

    @Test
    void whileTooManyTryEverywhereWhoeverComesIsAskedForACaptchaAndNotRefused() {
        var narrow = Map.of("mocua.trusted-proxies", "127.0.0.1", "mocua.limits.sign-in-in-all", "10/1m");
        try (var crowded = RunningPortal.own("sprayed_portal", narrow)) {
            var owner = Citizen.fresh(crowded);
            owner.registers(crowded.visitorFromElsewhere());
            for (int i = 0; i < 12; i++) {
                assertThat(owner.typesPassword(crowded.visitorFromElsewhere(), Citizen.PASSWORD)
                                .location())
                        .as("the right password is no storm, number %d", i + 1)
                        .isEqualTo("/sign-in/otp");
            }
            for (int i = 0; i < 10; i++) {
                var answer = Citizen.fresh(crowded).typesPassword(crowded.visitorFromElsewhere(), WRONG);
                assertThat(answer.text()).contains("Tên đăng nhập hoặc mật khẩu chưa đúng");
            }
            var visitor = crowded.visitorFromElsewhere();
            var asked = owner.typesPassword(visitor, Citizen.PASSWORD);
            assertThat(asked.status()).isEqualTo(422);
            assertThat(asked.errorOf("captcha")).isNotEmpty();
            assertThat(solving(visitor, asked, owner, Citizen.PASSWORD).location())
                    .isEqualTo("/sign-in/otp");
            crowded.clock().shift(Duration.ofMinutes(1));
            assertThat(owner.typesPassword(crowded.visitorFromElsewhere(), Citizen.PASSWORD)
                            .location())
                    .isEqualTo("/sign-in/otp");
        }
    }

    @Test
    void fiftyForeignFailuresKeepNeitherTheKnownDeviceNorAnyOtherNetworkOut() {
        var an = registered();
        var device = portal.visitorFromElsewhere();
        var newest = an.newestCode();
        var otp = device.follow(an.typesPassword(device, Citizen.PASSWORD));
        device.submit(otp, Map.of("otp", an.codeAfter(newest), "remember", "on"));
        assertThat(device.cookies()).containsKey("__Host-device");
        device.cookies().remove("__Host-session");

        for (int i = 0; i < 50; i++) {
            an.typesPassword(portal.visitorFrom("198.19.%d.9".formatted(i % 10)), WRONG);
        }
        var known = device.follow(an.typesPassword(device, Citizen.PASSWORD));
        assertThat(known.path()).isEqualTo("/account");
        var elsewhere = portal.visitorFromElsewhere();
        assertThat(an.typesPassword(elsewhere, Citizen.PASSWORD).location()).isEqualTo("/sign-in/otp");

        var waiting = portal.visitorFrom("198.19.0.9");
        assertThat(an.typesPassword(waiting, Citizen.PASSWORD).status()).isIn(422, 429);
        portal.clock().shift(Duration.ofMinutes(15));
        var asked = an.typesPassword(waiting, Citizen.PASSWORD);
        assertThat(solving(waiting, asked, an, Citizen.PASSWORD).location()).isEqualTo("/sign-in/otp");
    }

    @Test
    void bothWaysToComposeLettersAreOnePassword() {
        var password = "Đường-về-Quảng-Ngãi-5";
        var an = Citizen.fresh(portal);
        var visitor = portal.visitorFromElsewhere();
        var nfd = Normalizer.normalize(password, Normalizer.Form.NFD);
        assertThat(nfd).isNotEqualTo(password);
        var done = visitor.follow(visitor.submit(
                an.arrivesAtPassword(visitor), Map.of("password", password, "passwordConfirmation", nfd)));
        assertThat(done.path()).isEqualTo("/register/done");
        for (var spelt : List.of(password, nfd)) {
            assertThat(an.typesPassword(portal.visitorFromElsewhere(), spelt).location())
                    .isEqualTo("/sign-in/otp");
        }
        assertThat(an.typesPassword(portal.visitorFromElsewhere(), password.toLowerCase(Locale.ROOT))
                        .status())
                .isEqualTo(422);
    }

    @Test
    void everyCharacterOfALongPasswordMatters() {
        var password = "Trâu-cày-ruộng-7 ".repeat(8).substring(0, 127) + "Z";
        var an = Citizen.fresh(portal);
        var visitor = portal.visitorFromElsewhere();
        var done = visitor.follow(visitor.submit(
                an.arrivesAtPassword(visitor), Map.of("password", password, "passwordConfirmation", password)));
        assertThat(done.path()).isEqualTo("/register/done");
        for (var at : List.of(72, 127)) {
            var other = new StringBuilder(password);
            other.setCharAt(at, 'x');
            assertThat(an.typesPassword(portal.visitorFromElsewhere(), other.toString())
                            .status())
                    .isEqualTo(422);
        }
        assertThat(an.typesPassword(portal.visitorFromElsewhere(), password).location())
                .isEqualTo("/sign-in/otp");
    }

    /** It is written under the sign-in's feet, which goes on all the same. */
    @Test
    void aHashOfFormerParametersIsMadeAnewAtTheNextSignIn() {
        var shared = RunningPortal.shared();
        var an = Citizen.fresh(shared);
        an.registers(shared.visitor());
        var account = shared.bean(Accounts.class)
                .holderOf(List.of(
                        new Identifier(Identifier.Kind.NATIONAL_ID, an.person().nationalId())))
                .orElseThrow();
        var passwords = shared.bean(AccountPasswords.class);
        var before = passwords.passwordHash(account).orElseThrow();
        try (var node = shared.anotherNode(Map.of("mocua.password.argon2.iterations", "2"), fresh -> {})) {
            assertThat(an.signsIn(shared.visitor().ledTo(node.url())).path()).isEqualTo("/account");
        }
        assertThat(before).contains("t=1");
        assertThat(passwords.passwordHash(account).orElseThrow()).contains("t=2");
    }

    private Citizen registered() {
        var citizen = Citizen.fresh(portal);
        assertThat(citizen.registers(portal.visitorFromElsewhere()).path()).isEqualTo("/register/done");
        return citizen;
    }

    private static Answer solving(Visitor visitor, Answer page, Citizen citizen, String password) {
        var fields = new HashMap<>(Map.of("username", citizen.person().nationalId(), "password", password));
        if (!page.valueOf("captchaToken").isEmpty()) {
            fields.put("captcha", citizen.solves(page));
        }
        return visitor.submit(page, "/sign-in", fields);
    }
}
