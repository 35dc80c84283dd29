package vn.mocua.portal.notice;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import vn.mocua.portal.Citizen;
import vn.mocua.portal.RunningPortal;
import vn.mocua.portal.Visitor;
import vn.mocua.portal.Waiting;
import vn.mocua.portal.account.Accounts;
import vn.mocua.portal.identity.EmailAddress;
import vn.mocua.portal.identity.Identifier;
import vn.mocua.portal.identity.PhoneNumber;
import vn.mocua.portal.messaging.Delivery;
import vn.mocua.portal.messaging.Outbox;
import vn.mocua.portal.notice.NoticeFates.State;

/** The owner sees what was sent of the account, to which address, and whether it came; nobody sees more than that. */
class NoticeFatesTest {

    private final RunningPortal portal = RunningPortal.shared();
    private final NoticeFates fates = portal.bean(NoticeFates.class);
    private final JdbcClient db = JdbcClient.create(portal.database().asOwner());

    @Test
    void theOwnerSeesThatANoticeCameInBothLanguages() {
        var an = Citizen.fresh(portal);
        var mail = "an" + an.person().nationalId() + "@mocua.example";
        var first = portal.visitor();
        first.submit(an.arrivesAtPassword(first, Map.of("email", mail)), an.passwords());
        portal.bean(Accounts.class).confirmEmail(account(an), EmailAddress.of(mail), "192.0.2.1");
        var visitor = portal.visitor();
        assertThat(an.signsIn(visitor).path()).isEqualTo("/account");
        assertThat(visitor.open("/account").html().select("a[href=/account/notices]"))
                .hasSize(1);

        var page = Waiting.until(
                Duration.ofSeconds(30),
                () -> Optional.of(visitor.open("/account/notices"))
                        .filter(each -> each.html().select(".activity li").size() == 3)
                        .filter(each -> each.text().split("Đã đến nơi").length == 3)
                        .filter(each -> each.text().contains("Đã gửi lúc")));
        assertThat(page.text())
                .contains(
                        "Tài khoản dịch vụ công của bạn đã được mở",
                        "vừa được đăng nhập trên thiết bị mới",
                        "Tin nhắn đến " + an.maskedPhone(),
                        "Thư đến a***@mocua.example");
        assertThat(page.body())
                .doesNotContain(an.person().phone(), mail, an.newestSms())
                .doesNotContain("not-me/");

        visitor.cookies().put("__Host-lang", "en");
        assertThat(visitor.open("/account/notices").text())
                .contains(
                        "Text message to " + an.maskedPhone(), "Arrived at", "Sent at", "A new device just signed in");
    }

    @Test
    void nobodyElseSeesIt() {
        var an = signedIn();
        var ba = signedIn();
        assertThat(ba.open("/account/notices").html().select(".activity li")).hasSizeLessThanOrEqualTo(2);
        assertThat(an.open("/account/notices").status()).isEqualTo(200);
        var stranger = portal.visitor().open("/account/notices");
        assertThat(stranger.path()).isEqualTo("/sign-in");
    }

    @Test
    void aNoticeThatCouldNotBeDeliveredIsSaidToBe() {
        var account = told("0912000091");
        isAccepted(account);
        db.sql("""
                insert into sms_receipt (provider, message, state, received_at)
                select m.provider, m.provider_message, 'undeliverable', now()
                from outbox_message m join notice_fate f on f.id = m.id where f.account = ?
                on conflict (provider, message) do update set state = 'undeliverable'
                """).param(account).update();
        db.sql("update notice_fate set settled = false, state = 'sent' where account = ?")
                .param(account)
                .update();
        assertThat(state(account)).isEqualTo(State.FAILED);
        assertThat(portal.rows("notice_fate where settled and account = '" + account + "'"))
                .isEqualTo(1);
    }

    /** Of a code its owner reads when it did not come, and else nothing; never the code. */
    @Test
    void aCodeIsToldOfOnlyWhenItCouldNotBeDelivered() {
        var an = Citizen.fresh(portal);
        an.registers(portal.visitor());
        var visitor = portal.visitor();
        assertThat(an.signsIn(visitor).path()).isEqualTo("/account");
        var account = account(an);
        var codes = "notice_fate where only_failed and account = '" + account + "'";
        Waiting.until(
                Duration.ofSeconds(30),
                () -> Optional.of(visitor.open("/account/notices"))
                        .filter(page -> !page.text().contains("Mã đăng nhập"))
                        .filter(page -> portal.rows(codes) == 0));

        var code = code(account, "0912000095");
        isAccepted(account);
        db.sql("update outbox_message set state = 'refused' where id = ?")
                .param(code)
                .update();
        fates.settle();
        var page = visitor.open("/account/notices");
        assertThat(page.text()).contains("Mã đăng nhập", "Tin nhắn đến 091****095. Không gửi được");
        assertThat(page.body()).doesNotContain("0912000095", "135790");
        visitor.cookies().put("__Host-lang", "en");
        assertThat(visitor.open("/account/notices").text())
                .contains("The code to sign in", "Codes are in this list only when they could not be sent");
        assertThat(portal.rows(codes)).isEqualTo(1);
    }

    @Test
    void aCodeOfWhichNothingMoreIsHeardIsForgotten() {
        var account = told("0912000096");
        isAccepted(account);
        db.sql("update notice_fate set only_failed = true, settled = false, state = 'sent' where account = ?")
                .param(account)
                .update();
        db.sql("delete from sms_receipt r using outbox_message m, notice_fate f where r.message = m.provider_message"
                        + " and m.id = f.id and f.account = ?")
                .param(account)
                .update();
        fates.settle();
        assertThat(portal.rows("notice_fate where account = '" + account + "'"))
                .as("it may still be heard that it did not come")
                .isLessThanOrEqualTo(1);
        db.sql("update notice_fate set told_at = told_at - interval '2 hours' where account = ?")
                .param(account)
                .update();
        fates.settle();
        assertThat(portal.rows("notice_fate where account = '" + account + "'")).isZero();
    }

    private UUID code(UUID account, String number) {
        db.sql("delete from notice_fate where account = ?").param(account).update();
        return portal.bean(TransactionTemplate.class).execute(status -> {
            var phone = PhoneNumber.of(number);
            var message = portal.bean(Outbox.class)
                    .sms(
                            phone,
                            "Ma 135790",
                            Delivery.onceBefore(portal.clock().instant().plusSeconds(300)),
                            "sign-in");
            fates.noteCode(message, account, "code-sign-in", phone);
            return message;
        });
    }

    @Test
    void theJobKeepsWhatTheOutboxForgets() {
        var account = told("0912000092");
        isAccepted(account);
        fates.settle();
        db.sql("delete from outbox_message where id = (select id from notice_fate where account = ?)")
                .param(account)
                .update();

        assertThat(fates.of(account, 10)).singleElement().satisfies(told -> {
            assertThat(told.state()).isNotEqualTo(State.WAITING);
            assertThat(told.address()).isEqualTo("091****092");
            assertThat(told.notice()).isEqualTo("new-device");
            assertThat(told.bySms()).isTrue();
        });
        fates.settle();
        assertThat(portal.rows("notice_fate where not settled and account = '" + account + "'"))
                .isZero();
    }

    @Test
    void aStolenDatabaseShowsNoAddressNotEvenAMaskedOne() {
        var account = told("0912000093");
        assertThat(db.sql("select f::text || encode(address, 'escape') from notice_fate f where account = ?")
                        .param(account)
                        .query(String.class)
                        .single())
                .doesNotContain("091****", "****093", "0912000093");
    }

    @Test
    void afterAYearItIsForgotten() {
        var account = told("0912000094");
        age(account, 364);
        fates.forgetOld();
        assertThat(portal.rows("notice_fate where account = '" + account + "'")).isEqualTo(1);
        age(account, 2);
        fates.forgetOld();
        assertThat(portal.rows("notice_fate where account = '" + account + "'")).isZero();
    }

    /** An account of nobody in particular whose owner was told something at that phone. */
    private UUID told(String number) {
        var an = Citizen.fresh(portal);
        an.registers(portal.visitor());
        var account = account(an);
        var transactions = portal.bean(TransactionTemplate.class);
        db.sql("delete from notice_fate where account = ?").param(account).update();
        transactions.executeWithoutResult(status -> {
            var phone = PhoneNumber.of(number);
            var message = portal.bean(Outbox.class).sms(phone, "Thong bao", Delivery.surely(), "new-device");
            fates.note(message, account, "new-device", phone);
        });
        return account;
    }

    private void isAccepted(UUID account) {
        Waiting.until(
                Duration.ofSeconds(30),
                () -> Optional.of(portal.rows("outbox_message m join notice_fate f on f.id = m.id"
                                + " where m.state = 'accepted' and f.account = '" + account + "'"))
                        .filter(one -> one == 1));
    }

    private void age(UUID account, int days) {
        db.sql("update notice_fate set told_at = told_at - make_interval(days => ?) where account = ?")
                .params(days, account)
                .update();
    }

    private State state(UUID account) {
        return fates.of(account, 1).getFirst().state();
    }

    private Visitor signedIn() {
        var an = Citizen.fresh(portal);
        an.registers(portal.visitor());
        var visitor = portal.visitor();
        assertThat(an.signsIn(visitor).path()).isEqualTo("/account");
        return visitor;
    }

    private UUID account(Citizen an) {
        return portal.bean(Accounts.class)
                .holderOf(List.of(
                        new Identifier(Identifier.Kind.NATIONAL_ID, an.person().nationalId())))
                .orElseThrow();
    }
}
