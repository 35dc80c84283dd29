package vn.mocua.portal.selfservice;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import vn.mocua.portal.Citizen;
import vn.mocua.portal.Waiting;
import vn.mocua.portal.account.Account;
import vn.mocua.portal.account.Accounts;
import vn.mocua.portal.account.ContactChanges;
import vn.mocua.portal.identity.EmailAddress;
import vn.mocua.portal.identity.Evidence;
import vn.mocua.portal.identity.Ial;
import vn.mocua.portal.identity.PhoneNumber;
import vn.mocua.portal.identity.Strength;

/**
 * A phone goes where its owner is reached and signs in without it, after a while in which both addresses hear of it
 * (threat T32).
 */
class PhoneRemovalTest {

    private static final String REMOVE = "/account/phone/remove";

    private final Accounts accounts = Owner.portal().bean(Accounts.class);
    private final ContactChanges changes = Owner.portal().bean(ContactChanges.class);
    private final ContactsChanged later = Owner.portal().bean(ContactsChanged.class);

    private Account of(Owner an) {
        return accounts.find(an.account()).orElseThrow();
    }

    private String reachedByMail(Owner an) {
        var address = "khong-so-" + UUID.randomUUID() + "@thu.example";
        changes.changeEmail(an.account(), EmailAddress.of(address), "203.0.113.9");
        return address;
    }

    private void holdsKey(Owner an) {
        var evidence = new Evidence(
                of(an).subject(),
                Strength.KEY_PROVEN,
                "usb-signing",
                "certificate",
                Ial.IAL3,
                Map.of(
                        "fingerprint",
                        UUID.randomUUID().toString().replace("-", "").repeat(2),
                        "authority",
                        "CA",
                        "validTo",
                        "2031-01-01T00:00:00Z"),
                Owner.portal().clock().instant());
        accounts.add(an.account(), List.of(evidence), Map.of(), "127.0.0.1");
    }

    private int waiting(Owner an) {
        return Owner.portal().rows("contact_change where state = 'WAITING' and account = '" + an.account() + "'");
    }

    private int told(Owner an, String notice) {
        return Owner.portal().rows("notice_fate where account = '" + an.account() + "' and notice = '" + notice + "'");
    }

    private Owner whoNeedsNoPhone() {
        var an = Owner.fresh();
        reachedByMail(an);
        holdsKey(an);
        return an;
    }

    @Test
    void itStaysWhereItIsTheOnlyWayLeft() {
        var an = Owner.fresh();
        var page = an.browser().get("/account/phone");
        assertThat(page.text()).contains("chúng tôi phải còn cách báo cho bạn").doesNotContain("XOÁ SỐ ĐIỆN THOẠI");
        assertThat(an.browser().submit(page, REMOVE, Map.of()).location()).isEqualTo("/account/phone");
        reachedByMail(an);
        assertThat(an.browser().get("/account/phone").text()).contains("Hãy thêm một trong hai trước");
        an.browser().submit(page, REMOVE, Map.of());
        an.browser().cookies().put("__Host-lang", "en");
        assertThat(an.browser().get("/account/phone").text())
                .contains("It cannot be removed yet: without a phone you sign in only with");
        assertThat(waiting(an)).isZero();
        assertThat(an.acts()).doesNotContain("account.phone-removal-asked");
        holdsKey(an);
        assertThat(an.browser().get("/account/phone").html().select("form[action=" + REMOVE + "]"))
                .hasSize(1);
    }

    @Test
    void itWaitsIsToldAtBothAndIsCalledOff() {
        var an = Owner.fresh();
        var address = reachedByMail(an);
        holdsKey(an);
        var page = an.browser().get("/account/phone");
        assertThat(page.text()).contains("Mật khẩu bị xoá cùng lúc");
        assertThat(an.browser().post(REMOVE, Map.of()).status()).isEqualTo(403);
        var waits = an.browser().follow(an.browser().submit(page, REMOVE, Map.of()));
        an.browser().submit(page, REMOVE, Map.of());
        assertThat(waits.text()).contains("sẽ bị xoá khỏi tài khoản lúc").doesNotContain("XOÁ SỐ ĐIỆN THOẠI");
        assertThat(waiting(an)).isEqualTo(1);
        assertThat(told(an, "phone-removal-asked"))
                .as("pressed twice, told once: at the phone and by mail")
                .isEqualTo(2);
        Owner.hears(an.an().person().phone(), "so dien thoai se bi xoa khoi tai khoan luc");
        Waiting.until(
                Duration.ofSeconds(30),
                () -> Owner.portal().sandbox().mail(address).stream()
                        .filter(mail ->
                                mail.text().contains("/not-me/") && mail.text().contains("xoá số điện thoại"))
                        .findFirst());
        later.takeEffect();
        assertThat(of(an).phone()).as("not before its time").isNotNull();
        assertThat(an.browser().get("/account").text()).contains("Số điện thoại sẽ bị xoá khỏi tài khoản lúc");

        an.browser().submit(waits, "/account/phone/cancel", Map.of());
        an.browser().submit(waits, "/account/phone/cancel", Map.of());
        assertThat(an.acts())
                .filteredOn("account.phone-removal-cancelled"::equals)
                .hasSize(1);
        assertThat(told(an, "phone-removal-cancelled")).isEqualTo(2);
        Owner.portal().clock().shift(Duration.ofHours(73));
        later.takeEffect();
        assertThat(of(an).phone()).isNotNull();
    }

    @Test
    void itGoesWithThePasswordAndComesBackByNotMe() {
        var an = whoNeedsNoPhone();
        an.presses("/account/phone", REMOVE);
        Owner.portal().clock().shift(Duration.ofHours(73));
        var toldAt = Owner.portal().clock().instant();
        later.takeEffect();
        later.takeEffect();
        assertThat(of(an).phone()).isNull();
        assertThat(of(an).hasPassword()).isFalse();
        assertThat(an.acts()).filteredOn("account.phone-removed"::equals).hasSize(1);
        assertThat(told(an, "phone-removed")).as("at the former phone too").isEqualTo(2);
        assertThat(Owner.portal().rows("account_phone where '" + an.account() + "' = any (accounts)"))
                .isZero();
        assertThat(an.an()
                        .typesPassword(Owner.portal().visitorFromElsewhere(), Citizen.PASSWORD)
                        .status())
                .isEqualTo(422);

        assertThat(changes.undo(an.account(), "phone-removed", toldAt)).isTrue();
        assertThat(of(an).phone()).isEqualTo(PhoneNumber.of(an.an().person().phone()));
        assertThat(changes.undo(an.account(), "phone-removed", toldAt)).isFalse();
    }

    @Test
    void itStaysWhenTheOtherWayIsGoneMeanwhile() {
        var an = whoNeedsNoPhone();
        var binh = whoNeedsNoPhone();
        var frozen = whoNeedsNoPhone();
        for (var each : List.of(an, binh, frozen)) {
            each.presses("/account/phone", REMOVE);
        }
        Owner.sql("update account_certificate set removed_at = now() where account = ?", an.account());
        Owner.sql("update account set email_confirmed_at = null where id = ?", binh.account());
        Owner.sql("update account set status = 'FROZEN' where id = ?", frozen.account());
        Owner.portal().clock().shift(Duration.ofHours(73));
        later.takeEffect();
        for (var each : List.of(an, binh, frozen)) {
            assertThat(of(each).phone()).isNotNull();
            assertThat(of(each).hasPassword()).isTrue();
            assertThat(each.acts()).endsWith("account.phone-removal-cancelled");
        }
    }

    @Test
    void notMeCallsItOffAndAnotherNumberTakesItsPlace() {
        var an = whoNeedsNoPhone();
        an.presses("/account/phone", REMOVE);
        assertThat(changes.undo(
                        an.account(),
                        "phone-removal-asked",
                        Owner.portal().clock().instant()))
                .isTrue();
        assertThat(waiting(an)).isZero();
        var page = an.browser().get("/account/phone");
        Owner.muchLater();
        assertThat(an.browser().submit(page, REMOVE, Map.of()).location()).isEqualTo("/sign-in?again");
        assertThat(waiting(an)).isZero();
    }

    @Test
    void aNumberIsAddedAfterwardsAndNobodySpeaksOfAFormerOne() {
        var an = whoNeedsNoPhone();
        var own = an.an().person().phone();
        changes.removePhoneLater(an.account(), Duration.ZERO, "127.0.0.1");
        later.takeEffect();
        assertThat(of(an).phone()).isNull();

        var none = an.browser().get("/account/phone");
        assertThat(none.text()).contains("Tài khoản chưa có số điện thoại").doesNotContain("số cũ");
        var newest = Owner.newestCode(own);
        var page = an.browser().follow(an.browser().submit(none, "/account/phone", Map.of()));
        var otp = an.browser()
                .follow(an.browser()
                        .submit(page, Map.of("phone", own, "captcha", an.an().solves(page))));
        var done = an.browser().follow(an.browser().submit(otp, Map.of("otp", Owner.codeAfter(own, newest))));
        assertThat(done.text()).contains("Đã thêm số điện thoại").doesNotContain("số cũ");
        assertThat(of(an).phone()).isEqualTo(PhoneNumber.of(own));
    }
}
