package vn.mocua.portal.selfservice;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import vn.mocua.portal.Citizen;
import vn.mocua.portal.Meanwhile;
import vn.mocua.portal.Visitor.Answer;
import vn.mocua.portal.account.Account.Status;
import vn.mocua.portal.account.AccountSessions;
import vn.mocua.portal.account.Accounts;
import vn.mocua.portal.account.ContactChanges;
import vn.mocua.portal.identity.EmailAddress;
import vn.mocua.portal.identity.PhoneNumber;

/** Another phone, another e-mail address: well for the owner, badly for a thief (threats T03, T16, T32). */
class ContactChangesTest {

    /** An owner whose account is at a number from before; the operator knows their own one. */
    private static Owner withFormerNumber(String former) {
        var an = Owner.fresh();
        assertThat(Owner.portal()
                        .bean(ContactChanges.class)
                        .changePhone(an.account(), PhoneNumber.of(former), "system", null))
                .isPresent();
        Owner.sql("delete from contact_change where account = ?", an.account());
        Owner.sql("update account set phone_changed_at = null where id = ?", an.account());
        return an;
    }

    private static String someNumber() {
        return Citizen.fresh(Owner.portal()).person().phone();
    }

    private static PhoneNumber phoneOf(Owner an) {
        return Owner.portal()
                .bean(Accounts.class)
                .find(an.account())
                .orElseThrow()
                .phone();
    }

    private static Answer gives(Owner an, String number) {
        var page = an.browser().follow(an.presses("/account/phone", "/account/phone"));
        assertThat(page.path()).isEqualTo("/account/new-phone/new-number");
        return an.browser()
                .follow(an.browser()
                        .submit(page, Map.of("phone", number, "captcha", an.an().solves(page))));
    }

    private static Answer arrivesAtFormer(Owner an) {
        var own = an.an().person().phone();
        var newest = Owner.newestCode(own);
        var otp = gives(an, own);
        assertThat(otp.path()).isEqualTo("/account/new-phone/otp");
        return an.browser().follow(an.browser().submit(otp, Map.of("otp", Owner.codeAfter(own, newest))));
    }

    @Test
    void bothNumbersAgreeAndBothHearOfIt() {
        var former = someNumber();
        var an = withFormerNumber(former);
        var own = an.an().person().phone();
        var page = arrivesAtFormer(an);
        assertThat(page.path()).isEqualTo("/account/new-phone/former");
        var wrong = an.browser().submit(page, Map.of("otp", Citizen.wrong(Owner.codeAfter(former, ""))));
        assertThat(wrong.status()).isEqualTo(422);
        var done = an.browser().follow(an.browser().submit(wrong, Map.of("otp", Owner.newestCode(former))));
        assertThat(done.path()).isEqualTo("/account");
        assertThat(done.text()).contains("Số điện thoại đã được đổi");
        assertThat(phoneOf(an)).isEqualTo(PhoneNumber.of(own));
        Owner.hears(own, "so dien thoai cua tai khoan vua duoc doi");
        Owner.hears(former, "so dien thoai cua tai khoan vua duoc doi");
        assertThat(Owner.portal().rows("account where phone_changed_at is not null and id = '" + an.account() + "'"))
                .isEqualTo(1);
        assertThat(Owner.portal().rows("account_phone where '" + an.account() + "' = any (accounts)"))
                .as("at the new phone and no more at the former (T03)")
                .isEqualTo(1);
    }

    @Test
    void aNumberOfSomebodyElseIsRefusedInOneWay() {
        var an = Owner.fresh();
        var refused = gives(an, someNumber());
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text()).contains("Chưa dùng được số này");
        assertThat(an.acts()).doesNotContain("account.phone-changed");
        var same = an.browser().follow(an.presses("/account/phone", "/account/phone"));
        assertThat(an.browser()
                        .submit(
                                same,
                                Map.of(
                                        "phone",
                                        an.an().person().phone(),
                                        "captcha",
                                        an.an().solves(same)))
                        .errorOf("phone"))
                .contains("số đang dùng");
    }

    @Test
    void withoutTheFormerNumberItWaitsIsToldAndCanBeCalledOff() {
        var former = someNumber();
        var an = withFormerNumber(former);
        var page = arrivesAtFormer(an);
        var waits = an.browser().follow(an.browser().submit(page, Map.of("lost", "true")));
        assertThat(waits.path()).isEqualTo("/account/phone");
        assertThat(waits.text()).contains("sẽ thay số hiện tại lúc");
        assertThat(phoneOf(an)).isEqualTo(PhoneNumber.of(former));
        Owner.hears(former, "se duoc doi luc");
        Owner.hears(an.an().person().phone(), "se duoc doi luc");

        var later = Owner.portal().bean(ContactsChanged.class);
        later.takeEffect();
        assertThat(phoneOf(an)).as("not before its time").isEqualTo(PhoneNumber.of(former));

        assertThat(an.browser().get("/account").text()).contains("sẽ thay số hiện tại lúc", "Xem lại hoặc huỷ");
        an.browser().submit(waits, "/account/phone/cancel", Map.of());
        an.browser().submit(waits, "/account/phone/cancel", Map.of());
        assertThat(an.acts().stream().filter("account.phone-change-cancelled"::equals))
                .hasSize(1);
        Owner.portal().clock().shift(Duration.ofHours(73));
        later.takeEffect();
        assertThat(phoneOf(an)).isEqualTo(PhoneNumber.of(former));
    }

    @Test
    void whatHasWaitedLongEnoughTakesEffectOnceAndNotForAFrozenAccount() {
        var an = withFormerNumber(someNumber());
        var binh = withFormerNumber(someNumber());
        for (var each : new Owner[] {an, binh}) {
            each.browser().submit(arrivesAtFormer(each), Map.of("lost", "true"));
        }
        Owner.sql("update account set status = 'FROZEN' where id = ?", binh.account());
        Owner.portal().clock().shift(Duration.ofHours(73));
        var later = Owner.portal().bean(ContactsChanged.class);
        later.takeEffect();
        later.takeEffect();
        assertThat(phoneOf(an)).isEqualTo(PhoneNumber.of(an.an().person().phone()));
        assertThat(an.acts().stream().filter("account.phone-changed"::equals)).hasSize(2);
        assertThat(phoneOf(binh)).isNotEqualTo(PhoneNumber.of(binh.an().person().phone()));
        assertThat(binh.acts()).endsWith("account.phone-change-cancelled");
    }

    /** What a thief's session had begun when its owner froze the account ends nowhere (decision 48). */
    @Test
    void aNumberIsNotChangedInTheVeryMomentInWhichTheAccountIsFrozenNorAnyContactAfterIt() {
        var former = someNumber();
        var an = withFormerNumber(former);
        var page = arrivesAtFormer(an);
        var code = Owner.codeAfter(former, "");
        var accounts = Owner.portal().bean(Accounts.class);
        var answer = Meanwhile.with(
                Owner.portal(),
                () -> accounts.turn(
                        an.account(), Status.ACTIVE, Status.FROZEN, "recovery.frozen", "visitor", "192.0.2.1"),
                () -> Owner.portal().bean(AccountSessions.class).endAll(an.account()),
                () -> an.browser().submit(page, Map.of("otp", code)));
        assertThat(answer.status()).isEqualTo(422);
        assertThat(phoneOf(an)).isEqualTo(PhoneNumber.of(former));

        var changes = Owner.portal().bean(ContactChanges.class);
        var actor = "account:" + an.account();
        var next = PhoneNumber.of(someNumber());
        var mail = EmailAddress.of("ke-trom@hop-thu.example");
        assertThat(changes.changePhone(an.account(), next, actor, null)).isEmpty();
        assertThat(changes.changePhoneLater(an.account(), next, Duration.ofHours(72), null))
                .isEmpty();
        assertThat(changes.changeEmail(an.account(), mail, "192.0.2.1")).isEmpty();
        assertThat(Owner.portal().rows("contact_change where account = '" + an.account() + "'"))
                .isZero();
    }

    @Test
    void theOwnerWhoWasNotAskedGetsTheFormerNumberBack() {
        var former = someNumber();
        var an = withFormerNumber(former);
        var toldAt = Owner.portal().clock().instant();
        var changes = Owner.portal().bean(ContactChanges.class);
        changes.changePhone(an.account(), PhoneNumber.of(someNumber()), "account:" + an.account(), null);
        changes.changePhone(an.account(), PhoneNumber.of(someNumber()), "account:" + an.account(), null);
        assertThat(changes.undo(an.account(), "new-device", toldAt)).isFalse();
        assertThat(changes.undo(an.account(), "phone-changed", toldAt)).isTrue();
        assertThat(phoneOf(an)).as("whatever came after goes with it").isEqualTo(PhoneNumber.of(former));
        assertThat(changes.undo(an.account(), "phone-changed", toldAt)).isFalse();
        assertThat(Owner.portal().rows("account where phone_changed_at is null and id = '" + an.account() + "'"))
                .isEqualTo(1);
        assertThat(Owner.portal().rows("account_phone where '" + an.account() + "' = any (accounts)"))
                .isEqualTo(1);
    }

    @Test
    void aChangeThatWaitsIsUndoneByItsNotice() {
        var former = someNumber();
        var an = withFormerNumber(former);
        an.browser().submit(arrivesAtFormer(an), Map.of("lost", "true"));
        var told = Owner.portal().clock().instant();
        assertThat(Owner.portal().bean(ContactChanges.class).undo(an.account(), "phone-change-asked", told))
                .isTrue();
        Owner.portal().clock().shift(Duration.ofHours(73));
        Owner.portal().bean(ContactsChanged.class).takeEffect();
        assertThat(phoneOf(an)).isEqualTo(PhoneNumber.of(former));
    }

    @Test
    void aSessionThatLiesAboutBeginsNothing() {
        var an = Owner.fresh();
        var page = an.browser().get("/account/phone");
        var mail = an.browser().get("/account/email");
        Owner.muchLater();
        assertThat(an.browser().submit(page, "/account/phone", Map.of()).location())
                .isEqualTo("/sign-in?again");
        assertThat(an.browser().submit(mail, "/account/email/change", Map.of()).location())
                .isEqualTo("/sign-in?again");
        assertThat(an.browser().get("/account/phone").location()).isEqualTo("/sign-in?again");
        assertThat(an.browser().get("/account/email").location()).isEqualTo("/sign-in?again");
        assertThat(an.browser().post("/account/phone", Map.of()).status()).isEqualTo(403);
    }

    @Test
    void aJourneyThatWasBegunIsWorthNothingInAnotherSession() {
        var an = Owner.fresh();
        var binh = Owner.fresh();
        var page = an.browser().follow(an.presses("/account/email", "/account/email/change"));
        var mixed = an.browser().copy();
        mixed.cookies().put("__Host-session", binh.browser().cookies().get("__Host-session"));
        mixed.cookies().put("__Host-csrf", binh.browser().cookies().get("__Host-csrf"));
        var fields = new java.util.HashMap<>(mixed.fields(
                page,
                page.path(),
                Map.of("email", "x@thu.example", "captcha", an.an().solves(page))));
        fields.put("_csrf", binh.browser().get("/account").valueOf("_csrf"));
        var answer = mixed.follow(mixed.post(page.path(), fields));
        assertThat(answer.path()).isNotEqualTo("/account/new-email/otp");
        assertThat(an.acts()).doesNotContain("account.email-changed");
        assertThat(binh.acts()).doesNotContain("account.email-changed");
    }

    @Test
    void anAddressIsConfirmedFirstAndTheFormerOneHears() {
        var an = Owner.fresh();
        var first = changesEmailTo(an);
        var second = changesEmailTo(an);
        var account = Owner.portal().bean(Accounts.class).find(an.account()).orElseThrow();
        assertThat(account.email().value()).isEqualTo(second);
        assertThat(account.emailConfirmedAt()).isNotNull();
        vn.mocua.portal.Waiting.until(
                Duration.ofSeconds(30),
                () -> Owner.portal().sandbox().mail(first).stream()
                        .filter(mail -> mail.text().contains("/not-me/"))
                        .skip(1)
                        .findFirst());
        Owner.hears(an.an().person().phone(), "email cua tai khoan vua duoc doi");

        var told = Owner.portal().clock().instant();
        assertThat(Owner.portal().bean(ContactChanges.class).undo(an.account(), "email-changed", told))
                .isTrue();
        account = Owner.portal().bean(Accounts.class).find(an.account()).orElseThrow();
        assertThat(account.email().value()).isEqualTo(first);
        assertThat(account.emailConfirmedAt()).isNotNull();
    }

    private static String changesEmailTo(Owner an) {
        Owner.portal().clock().shift(Duration.ofMinutes(2));
        var address = "an-" + UUID.randomUUID() + "@thu.example";
        var page = an.browser().follow(an.presses("/account/email", "/account/email/change"));
        var otp = an.browser()
                .follow(an.browser()
                        .submit(
                                page,
                                Map.of("email", address, "captcha", an.an().solves(page))));
        assertThat(otp.path()).isEqualTo("/account/new-email/otp");
        var wrong = an.browser().submit(otp, Map.of("otp", Citizen.wrong(Owner.codeIn(address))));
        // Only there can it be typed: the account's page has no place for the code of an address that it does not have.
        assertThat(Owner.portal().sandbox().mail(address).getFirst().text())
                .contains("trang đổi email đang mở")
                .doesNotContain("trang Tài khoản");
        assertThat(wrong.status()).isEqualTo(422);
        var done = an.browser().follow(an.browser().submit(wrong, Map.of("otp", Owner.codeIn(address))));
        assertThat(done.text()).contains("Email đã được đổi");
        // Back, or the same page anew: it is over, not out of time.
        assertThat(an.browser().get("/account/new-email/otp").location()).isEqualTo("/account?changed=email");
        return address;
    }

    @Test
    void anAddressToWhichACodeJustWentIsSpokenOfAsOneAndThePageOpensAnew() {
        var an = Owner.fresh(Map.of("email", "an-" + UUID.randomUUID() + "@thu.example"));
        var tooSoon = an.presses("/account", "/account/email/again");
        assertThat(tooSoon.status()).isEqualTo(429);
        assertThat(tooSoon.text()).contains("vừa có thư gửi đến địa chỉ này");
        // In the other language, say, where only the button may send.
        assertThat(an.browser().get("/account/email/again").location()).isEqualTo("/account/email");
    }

    @Test
    void beginningIsLimited() {
        var an = Owner.fresh();
        Answer last = null;
        for (int i = 0; i < 7; i++) {
            last = an.presses("/account/phone", "/account/phone");
        }
        assertThat(last.status()).isEqualTo(429);
        assertThat(last.headers()).containsKey("retry-after");
    }

    @Test
    void anAddressIsRemovedWithAWordToItAndComesBackByNotMe() {
        var an = Owner.fresh();
        var address = "bo-" + UUID.randomUUID() + "@thu.example";
        var accounts = Owner.portal().bean(Accounts.class);
        var changes = Owner.portal().bean(ContactChanges.class);
        assertThat(an.browser().get("/account/email").text()).doesNotContain("XOÁ EMAIL");
        changes.changeEmail(an.account(), vn.mocua.portal.identity.EmailAddress.of(address), "203.0.113.9");
        Owner.portal().clock().shift(Duration.ofMinutes(2));
        var told = Owner.portal().clock().instant();
        var page = an.browser().get("/account/email");
        assertThat(an.browser().post("/account/email/remove", Map.of()).status())
                .isEqualTo(403);

        assertThat(an.browser().submit(page, "/account/email/remove", Map.of()).location())
                .isEqualTo("/account?changed=email-removed");
        assertThat(accounts.find(an.account()).orElseThrow().email()).isNull();
        assertThat(an.acts()).endsWith("account.email-removed");
        Owner.hears(an.an().person().phone(), "email cua tai khoan vua bi xoa");
        vn.mocua.portal.Waiting.until(
                Duration.ofSeconds(10),
                () -> Owner.portal().sandbox().mail(address).stream()
                        .filter(mail -> mail.text().contains("vừa được xoá khỏi tài khoản"))
                        .findFirst());
        assertThat(an.browser().submit(page, "/account/email/remove", Map.of()).location())
                .isEqualTo("/account/email");

        assertThat(changes.undo(an.account(), "email-removed", told)).isTrue();
        assertThat(accounts.find(an.account()).orElseThrow().email().value()).isEqualTo(address);
        assertThat(accounts.find(an.account()).orElseThrow().emailConfirmedAt()).isNotNull();

        Owner.muchLater();
        assertThat(an.browser().submit(page, "/account/email/remove", Map.of()).location())
                .isEqualTo("/sign-in?again");
        assertThat(accounts.find(an.account()).orElseThrow().email()).isNotNull();
    }

    @Test
    void theOnlyAddressIsNotRemoved() {
        var an = Citizen.fresh(Owner.portal());
        var subject = new vn.mocua.portal.identity.Subject.Citizen(
                vn.mocua.portal.identity.NationalId.of(an.person().nationalId()),
                null,
                vn.mocua.portal.identity.FullName.of(an.person().fullName()),
                null);
        var evidence = new vn.mocua.portal.identity.Evidence(
                subject,
                vn.mocua.portal.identity.Strength.KEY_PROVEN,
                "usb-signing",
                "certificate",
                vn.mocua.portal.identity.Ial.IAL3,
                Map.of(
                        "fingerprint",
                                UUID.randomUUID().toString().replace("-", "").repeat(2),
                        "authority", "CA",
                        "validTo", "2030-01-01T00:00:00Z"),
                Owner.portal().clock().instant());
        var accounts = Owner.portal().bean(Accounts.class);
        var opened = (Accounts.Opening.Opened) accounts.open(new vn.mocua.portal.account.NewAccount(
                subject,
                null,
                vn.mocua.portal.identity.EmailAddress.of("mot-" + UUID.randomUUID() + "@thu.example"),
                java.util.List.of(evidence),
                null,
                Map.of(),
                "127.0.0.1",
                "vi"));
        var changes = Owner.portal().bean(ContactChanges.class);
        assertThat(changes.removeEmail(opened.account(), "203.0.113.9")).isEmpty();
        assertThat(accounts.find(opened.account()).orElseThrow().email()).isNotNull();
    }
}
