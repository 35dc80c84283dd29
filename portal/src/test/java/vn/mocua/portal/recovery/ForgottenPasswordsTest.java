package vn.mocua.portal.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import vn.mocua.portal.Citizen;
import vn.mocua.portal.RunningPortal;
import vn.mocua.portal.Visitor.Answer;
import vn.mocua.portal.Waiting;
import vn.mocua.portal.account.Account.Status;
import vn.mocua.portal.account.ContactChanges;
import vn.mocua.portal.identity.Ial;
import vn.mocua.portal.identity.PhoneNumber;
import vn.mocua.portal.identity.Strength;
import vn.mocua.portal.registration.usbsigning.TokenOnTheDesk;
import vn.mocua.sandbox.town.Fate;

/** Threats T16 and T33: the owner gets back in by what the account was proved with, and nobody else does. */
@Tag("slow")
class ForgottenPasswordsTest {

    private final RunningPortal portal = RunningPortal.usual();
    private final GettingBack back = new GettingBack(portal);

    @Test
    void theOwnerProvesThePhoneAndChoosesANewPasswordAndEverybodyElseIsOut() {
        var an = back.registered();
        var elsewhere = portal.visitorFromElsewhere();
        assertThat(an.signsIn(elsewhere).path()).isEqualTo("/account");
        var visitor = portal.visitorFromElsewhere();

        var password = back.provesByPhone(visitor, an);
        assertThat(password.path()).isEqualTo("/forgot-password/phone/password");
        assertThat(password.text()).doesNotContain(an.person().fullName(), an.maskedPhone());
        var done = back.choosesPassword(visitor, password);
        assertThat(done.path()).isEqualTo("/forgot-password/done");
        assertThat(done.text()).contains("Đã lấy lại tài khoản", "Mật khẩu mới đã có hiệu lực");

        assertThat(elsewhere.open("/account").path()).isEqualTo("/sign-in");
        assertThat(back.sessions(an)).isZero();
        assertThat(portal.rows(
                        "remembered_device where account = '" + back.idOf(an).orElseThrow() + "'"))
                .isZero();
        assertThat(visitor.open("/account").path()).isEqualTo("/sign-in");
        assertThat(an.typesPassword(portal.visitorFromElsewhere(), Citizen.PASSWORD)
                        .status())
                .isEqualTo(422);
        assertThat(back.signsIn(portal.visitorFromElsewhere(), an, GettingBack.NEW_PASSWORD)
                        .path())
                .isEqualTo("/account");
        assertThat(back.notMeCode(an, "duoc lay lai")).isNotEmpty();
    }

    @Test
    void everyIdIsAnsweredAlikeUntilSomethingIsProved() {
        var told = new HashSet<String>();
        var lengths = new HashSet<Integer>();
        var wrong = new HashSet<String>();
        for (var kind : List.of("known", "unknown", "level three", "closed", "other phone")) {
            var an = Citizen.fresh(portal);
            switch (kind) {
                case "known" -> an.registers(portal.visitorFromElsewhere());
                case "level three" -> back.opens(an, Strength.VOUCHED_FOR, Ial.IAL3, Map.of());
                case "closed" -> {
                    an.registers(portal.visitorFromElsewhere());
                    back.stands(an, Status.CLOSED);
                }
                case "other phone" -> an.registers(portal.visitorFromElsewhere());
                default -> {}
            }
            var visitor = portal.visitorFromElsewhere();
            var begun = System.nanoTime();
            var code = kind.equals("other phone")
                    ? back.saysWhoTheyAre(
                            visitor,
                            an.person().nationalId(),
                            an,
                            Citizen.fresh(portal).person().phone())
                    : back.saysWhoTheyAre(visitor, an, an);
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(Duration.ofMillis(100));
            told.add(stripped(code));
            lengths.add(code.body().replaceAll("[0-9]", "0").length());
            wrong.add(stripped(back.types(visitor, code, "000000")));
            if (kind.equals("known")) {
                Waiting.until(
                        Duration.ofSeconds(30),
                        () -> Optional.of(an.smsSaying("LAY LAI")).filter(came -> came == 1));
            } else {
                assertThat(an.smsSaying("LAY LAI")).as(kind).isZero();
            }
        }
        assertThat(told).hasSize(1);
        assertThat(lengths).hasSize(1);
        assertThat(wrong).hasSize(1);
    }

    /** What a page tells, but for tokens, digits, and the end of the id that was typed. */
    private static String stripped(Answer answer) {
        var page = answer.html();
        page.select("input[type=hidden]").attr("value", "");
        return answer.status() + page.body().html().replaceAll("[0-9]", "0");
    }

    @Test
    void levelThreeIsNeverOpenedByAMessage() {
        var an = Citizen.fresh(portal);
        back.opens(an, Strength.VOUCHED_FOR, Ial.IAL3, Map.of());
        var visitor = portal.visitorFromElsewhere();
        var code = back.saysWhoTheyAre(visitor, an, an);
        assertThat(an.newestCode()).isEmpty();
        assertThat(back.types(visitor, code, "123456").errorOf("otp")).contains("Mã chưa đúng");
    }

    @Test
    void aSwappedSimAndANumberThatIsSomebodyElsesNowGetNoCode() {
        for (var fate : List.of(Fate.SIM_SWAPPED, Fate.NOT_THE_OWNER, Fate.OPERATOR_UNSURE)) {
            var an = Citizen.whoseFateIs(fate, portal);
            if (back.idOf(an).isEmpty()) {
                back.opens(an, Strength.RECORD_MATCHED, Ial.IAL2, Map.of());
            }
            var newest = an.newestCode();
            back.saysWhoTheyAre(portal.visitorFromElsewhere(), an, an);
            assertThat(an.newestCode()).as(fate.name()).isEqualTo(newest);
        }
    }

    @Test
    void aPhoneThatWasChangedAMomentAgoGetsNoCode() {
        var an = back.registered();
        portal.bean(Recoveries.class)
                .keepFormer(
                        back.idOf(an).orElseThrow(),
                        PhoneNumber.of(Citizen.fresh(portal).person().phone()),
                        portal.clock().instant());
        var newest = an.newestCode();
        back.saysWhoTheyAre(portal.visitorFromElsewhere(), an, an);
        assertThat(an.newestCode()).isEqualTo(newest);
        portal.clock().shift(Duration.ofHours(73));
        assertThat(back.provesByPhone(portal.visitorFromElsewhere(), an).path())
                .isEqualTo("/forgot-password/phone/password");
    }

    @Test
    void aPhoneThatWasChangedInTheAccountYesterdayGetsNoCode() {
        var an = back.registered();
        var account = back.idOf(an).orElseThrow();
        var changes = portal.bean(ContactChanges.class);
        for (var number :
                List.of(Citizen.fresh(portal).person().phone(), an.person().phone())) {
            assertThat(changes.changePhone(account, PhoneNumber.of(number), "account:" + account, null))
                    .isPresent();
        }
        portal.clock().shift(Duration.ofHours(24));
        var newest = an.newestCode();
        back.saysWhoTheyAre(portal.visitorFromElsewhere(), an, an);
        assertThat(an.newestCode()).isEqualTo(newest);
        portal.clock().shift(Duration.ofHours(49));
        assertThat(back.provesByPhone(portal.visitorFromElsewhere(), an).path())
                .isEqualTo("/forgot-password/phone/password");
    }

    @Test
    void aConfirmedMailboxIsAskedTooSoThatASimAloneOrAMailboxAloneIsNotEnough() {
        var an = Citizen.fresh(portal);
        var address = "lay-lai-" + UUID.randomUUID() + "@hop-thu.example";
        var registering = portal.visitorFromElsewhere();
        registering.submit(an.arrivesAtPassword(registering, Map.of("email", address)), an.passwords());
        back.confirmsEmail(an, address);
        var visitor = portal.visitorFromElsewhere();

        var mail = back.provesByPhone(visitor, an);
        assertThat(mail.path()).isEqualTo("/forgot-password/phone/mail-code");
        assertThat(mail.text()).doesNotContain(address, address.substring(0, 4) + "*");
        assertThat(visitor.open("/forgot-password/phone/password").path())
                .isEqualTo("/forgot-password/phone/mail-code");
        var code = Waiting.until(
                Duration.ofSeconds(30),
                () -> portal.sandbox().mail(address).stream()
                        .filter(each -> each.text().contains("thứ hai"))
                        .map(each ->
                                java.util.regex.Pattern.compile("\\b\\d{6}\\b").matcher(each.text()))
                        .filter(java.util.regex.Matcher::find)
                        .map(java.util.regex.Matcher::group)
                        .findFirst());
        var wrong = back.types(visitor, mail, Citizen.wrong(code));
        assertThat(wrong.status()).isEqualTo(422);
        var password = back.types(visitor, wrong, code);
        assertThat(password.path()).isEqualTo("/forgot-password/phone/password");

        // The mail's code is worth nothing where the phone's is asked.
        var thief = portal.visitorFromElsewhere();
        var page = back.saysWhoTheyAre(thief, an, an);
        assertThat(back.types(thief, page, code).errorOf("otp")).contains("Mã chưa đúng");
    }

    @Test
    void codesAreNotGuessedNorReplayedNorCarriedOver() {
        var an = back.registered();
        var visitor = portal.visitorFromElsewhere();
        var newest = an.newestCode();
        var page = back.saysWhoTheyAre(visitor, an, an);
        var code = an.codeAfter(newest);
        // A code of a sign-in or of another try is none of this one's.
        var answer = back.types(visitor, page, newest);
        assertThat(answer.status()).isEqualTo(422);
        var stranger = portal.visitorFromElsewhere();
        var other = Citizen.fresh(portal);
        var otherPage = back.saysWhoTheyAre(stranger, other, other);
        assertThat(back.types(stranger, otherPage, code).status()).isEqualTo(422);
        for (int i = 0; i < 4; i++) {
            answer = back.types(visitor, answer, Citizen.wrong(code));
            assertThat(answer.status()).isEqualTo(422);
        }
        assertThat(back.types(visitor, answer, code).text()).contains("Mã đã bị nhập sai quá nhiều lần");
    }

    @Test
    void theWordOfTheBrowserChangesWhenSomethingWasProvedAndAStolenOldOneIsWorthNothing() {
        var an = back.registered();
        var visitor = portal.visitorFromElsewhere();
        var newest = an.newestCode();
        var page = back.saysWhoTheyAre(visitor, an, an);
        var planted = visitor.copy();
        var password = back.types(visitor, page, an.codeAfter(newest));
        assertThat(visitor.open(password.path()).path()).isEqualTo(password.path());
        assertThat(planted.open(password.path()).path()).isNotEqualTo("/forgot-password/phone/code");
        assertThat(planted.open(password.path()).html().select("input[name=password]"))
                .isEmpty();
    }

    @Test
    void ofTwentyLastClicksAtOnceOneEndsIt() {
        var an = back.registered();
        var visitor = portal.visitorFromElsewhere();
        var password = back.provesByPhone(visitor, an);
        try (var crowd = Executors.newVirtualThreadPerTaskExecutor()) {
            var clicks = IntStream.range(0, 20)
                    .mapToObj(i -> crowd.submit(() -> back.choosesPassword(visitor.copy(), password)))
                    .toList();
            clicks.forEach(each -> {
                try {
                    assertThat(each.get().status()).isLessThan(500);
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            });
        }
        assertThat(portal.rows("audit_entry where action = 'recovery.recovered' and subject = '"
                        + back.idOf(an).orElseThrow() + "'"))
                .isEqualTo(1);
    }

    @Test
    void frozenAndLockedAccountsOpenAgainAndClosedOnesNever() {
        for (var status : List.of(Status.FROZEN, Status.LOCKED)) {
            var an = back.registered();
            back.stands(an, status);
            var visitor = portal.visitorFromElsewhere();
            var done = back.choosesPassword(visitor, back.provesByPhone(visitor, an));
            assertThat(done.text())
                    .contains(status == Status.FROZEN ? "tạm khoá nay đã mở" : "lâu không dùng nay đã mở");
            assertThat(back.status(an)).isEqualTo(Status.ACTIVE);
        }
        var an = back.registered();
        var visitor = portal.visitorFromElsewhere();
        var password = back.provesByPhone(visitor, an);
        back.stands(an, Status.CLOSED);
        var refused = back.choosesPassword(visitor, password);
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text()).contains("không lấy lại được trên mạng");
        assertThat(back.status(an)).isEqualTo(Status.CLOSED);
    }

    @Test
    void aTokenOfTheSameHolderOpensEveryLevelAndAnotherPersonsNone() {
        // Of this portal no test moves the clock, at which the authority answers.
        var portal = RunningPortal.shared();
        var back = new GettingBack(portal);
        var an = Citizen.fresh(portal);
        back.opens(an, Strength.VOUCHED_FOR, Ial.IAL3, Map.of());
        var origin = portal.url().toString();
        var thief = portal.visitorFromElsewhere();
        var page = back.begins(thief, an.person().nationalId(), "usb-signing");
        assertThat(page.path()).isEqualTo("/forgot-password/usb-signing/token");
        var other = TokenOnTheDesk.of(
                portal.sandbox().authorities().forPerson(Citizen.fresh(portal).person()));
        var refused = thief.follow(other.answers(thief, page, origin));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text()).contains("Chưa lấy lại được bằng cách này");

        // Of an id that nobody has, the same words.
        var nobody = Citizen.fresh(portal);
        var curious = portal.visitorFromElsewhere();
        var alike =
                curious.follow(TokenOnTheDesk.of(portal.sandbox().authorities().forPerson(nobody.person()))
                        .answers(curious, back.begins(curious, nobody.person().nationalId(), "usb-signing"), origin));
        assertThat(stripped(alike)).isEqualTo(stripped(refused));

        var visitor = portal.visitorFromElsewhere();
        var own = TokenOnTheDesk.of(portal.sandbox().authorities().forPerson(an.person()));
        var token = back.begins(visitor, an.person().nationalId(), "usb-signing");
        var password = visitor.follow(own.answers(visitor, token, origin));
        assertThat(password.path()).isEqualTo("/forgot-password/usb-signing/password");
        assertThat(back.choosesPassword(visitor, password).path()).isEqualTo("/forgot-password/done");
        assertThat(portal.rows("audit_entry where action = 'recovery.proven' and details like '%by=certificate%'"
                        + " and subject = '" + back.idOf(an).orElseThrow() + "'"))
                .isEqualTo(1);
    }

    @Test
    void whoSitsAtAStolenSessionGetsNothingByIt() {
        var an = back.registered();
        var thief = portal.visitorFromElsewhere();
        an.signsIn(thief);
        var page = back.begins(thief, an.person().nationalId(), "phone");
        assertThat(page.path()).isEqualTo("/forgot-password/phone/details");
        assertThat(thief.open("/forgot-password/phone/password").path()).isEqualTo("/forgot-password/phone/details");
        assertThat(page.text()).doesNotContain(an.person().fullName());
    }

    @Test
    void withoutACaptchaAWayOrASensibleIdNothingBegins() {
        var visitor = portal.visitorFromElsewhere();
        var page = visitor.open("/forgot-password");
        var answer = visitor.submit(page, "/forgot-password", Map.of("username", "12", "way", "phone"));
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.errorOf("username")).isNotEmpty();
        answer = visitor.submit(page, "/forgot-password", Map.of("username", ""));
        assertThat(answer.errorOf("username")).isNotEmpty();
        assertThat(answer.errorOf("way")).isNotEmpty();
        var id = Citizen.fresh(portal).person().nationalId();
        answer = visitor.submit(page, "/forgot-password", Map.of("username", id, "captcha", "1"));
        assertThat(answer.errorOf("way")).isNotEmpty();
        answer = visitor.submit(page, "/forgot-password", Map.of("username", id, "way", "phone", "captcha", "1"));
        assertThat(answer.errorOf("captcha")).isNotEmpty();
        assertThat(visitor.submit(page, "/forgot-password", Map.of("username", id, "way", "phone", "account", "x"))
                        .status())
                .isEqualTo(400);
        assertThat(visitor.open("/forgot-password/phone/code").path()).isEqualTo("/forgot-password");
        assertThat(visitor.open("/forgot-password/done").path()).isEqualTo("/forgot-password");
        assertThat(visitor.open("/forgot-password/asked").path()).isEqualTo("/forgot-password");
    }

    @Test
    void oneIdIsTriedSoOftenAndNoMoreWhetherKnownOrNot() {
        for (var known : List.of(true, false)) {
            var an = Citizen.fresh(portal);
            if (known) {
                an.registers(portal.visitorFromElsewhere());
            }
            for (int i = 0; i < 20; i++) {
                back.begins(portal.visitorFromElsewhere(), an.person().nationalId(), "phone");
            }
            var refused = back.begins(portal.visitorFromElsewhere(), an.person().nationalId(), "phone");
            assertThat(refused.status()).isEqualTo(429);
            assertThat(refused.headers()).containsKey("Retry-After");
        }
    }

    @Test
    void linksOfMailsAreOursWhateverTheRequestSaysOfItsHost() {
        var an = Citizen.fresh(portal);
        var address = "lien-ket-" + UUID.randomUUID() + "@hop-thu.example";
        var registering = portal.visitorFromElsewhere();
        registering.submit(an.arrivesAtPassword(registering, Map.of("email", address)), an.passwords());
        back.confirmsEmail(an, address);
        var thief = portal.visitorFromElsewhere()
                .sending("X-Forwarded-Host", "evil.example")
                .sending("X-Forwarded-Proto", "http")
                .sending("Forwarded", "host=evil.example");
        back.asksForReset(thief, an.person().nationalId());
        var link = Waiting.until(
                Duration.ofSeconds(30),
                () -> portal.sandbox().mail(address).stream()
                        .map(each -> java.util.regex.Pattern.compile("\\S+/not-me/\\S+")
                                .matcher(each.text()))
                        .filter(java.util.regex.Matcher::find)
                        .map(java.util.regex.Matcher::group)
                        .findFirst());
        assertThat(link).startsWith(portal.url() + "/not-me/");
    }
}
