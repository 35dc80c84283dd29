package vn.mocua.portal.counter;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import vn.mocua.portal.Citizen;
import vn.mocua.portal.RunningPortal;
import vn.mocua.portal.Visitor;
import vn.mocua.portal.Visitor.Answer;

/** Reserving a visit, looking it up and cancelling it, over HTTP. */
class ReservationPagesTest {

    private final RunningPortal portal = RunningPortal.shared();

    private final Guest an = new Guest(Citizen.fresh(portal));

    @Test
    void aVisitIsReservedLookedUpInAnotherBrowserAndCancelled() {
        var visitor = portal.visitor();
        assertThat(visitor.get("/counters").html().select("a[href=/counters/reserve]"))
                .isNotEmpty();
        var reserved = an.reserves(visitor, "tra-khuc");
        assertThat(reserved.path()).isEqualTo("/counters/reserved");
        assertThat(reserved.status()).isEqualTo(200);
        var code = Guest.codeOn(reserved);
        assertThat(code).matches("[CHKMRTVXY2-9]{4}-[CHKMRTVXY2-9]{4}");
        assertThat(reserved.text()).contains("Quầy giao dịch Trung tâm Trà Khúc", "Mang theo gì");
        assertThat(reserved.text()).doesNotContain(an.citizen().person().nationalId());
        assertThat(an.codeInSms()).isEqualTo(code);
        an.hears("da dat lich tai Quay giao dich Trung tam Tra Khuc, ");

        var elsewhere = portal.visitor();
        for (var proof : List.of(an.lastFour(), an.citizen().person().nationalId())) {
            var found = looksUp(elsewhere, code.toLowerCase().replace("-", " "), proof);
            assertThat(found.status()).isEqualTo(200);
            assertThat(Guest.codeOn(found)).isEqualTo(code);
        }
        var found = looksUp(elsewhere, code, an.lastFour());
        var cancelled = elsewhere.submit(found, "/counters/reservations/cancel", Map.of());
        assertThat(cancelled.status()).isEqualTo(303);
        assertThat(elsewhere.follow(cancelled).html().select(".notice.good")).hasSize(1);
        an.hears("(ma " + code + ") da duoc huy");
        assertThat(looksUp(elsewhere, code, an.lastFour()).status()).isEqualTo(422);
        assertThat(visitor.get("/counters/reserved").location()).isEqualTo("/counters/reserve");
    }

    @Test
    void onlyTheDaysOfThatPlaceWithinAWeekCanBeChosen() {
        var visitor = portal.visitor();
        var page = Guest.choosesPlace(visitor, "nui-an");
        var offered = page.html().select("input[name=slot]").eachAttr("value");
        assertThat(offered).hasSize(2).allMatch(slot -> slot.endsWith("-morning"));
        var today = LocalDate.ofInstant(portal.clock().instant(), Slot.VIETNAM);
        for (var slot : offered) {
            assertThat(Slot.of(slot).day())
                    .isAfter(today)
                    .isBeforeOrEqualTo(today.plusDays(7))
                    .matches(day -> List.of(2, 4).contains(day.getDayOfWeek().getValue()));
        }
        for (var never : List.of(
                offered.getFirst().replace("morning", "afternoon"),
                today + "-morning",
                today.plusDays(14) + "-morning")) {
            var refused = an.fillsIn(visitor, page, Map.of("slot", never));
            assertThat(refused.status()).isEqualTo(422);
            assertThat(refused.errorOf("slot")).contains("không còn đặt được");
            page = refused;
        }
        assertThat(an.fillsIn(visitor, page, Map.of("slot", "hom-nay")).errorOf("slot"))
                .contains("Hãy chọn một buổi");
        assertThat(an.citizen().newestSms()).isEmpty();
    }

    @Test
    void noPlaceOfOursIsAnsweredOnThePage() {
        var visitor = portal.visitor();
        var place = visitor.follow(visitor.submit(visitor.open("/counters/reserve"), "/counters/reserve", Map.of()));
        var again = visitor.submit(place, Map.of("counter", "khong-co"));
        assertThat(again.status()).isEqualTo(422);
        assertThat(again.html().select("#counter-error")).hasSize(1);
        assertThat(visitor.submit(again, Map.of()).status()).isEqualTo(422);
    }

    /** Shared pages of journeys call this one by what it is. */
    @Test
    void whatIsLeftUndoneIsCalledAReservation() {
        var usual = RunningPortal.usual();
        var visitor = usual.visitorFromElsewhere();
        var first = Guest.choosesPlace(visitor, "tra-khuc");
        Guest.choosesPlace(visitor, "tra-khuc");
        var mixed = visitor.submit(first, first.path(), Map.of());
        assertThat(mixed.status()).isEqualTo(409);
        assertThat(mixed.text())
                .contains("Trang này thuộc một lượt đặt lịch khác")
                .doesNotContain("lượt đăng ký");

        var closed = usual.visitorFromElsewhere();
        var binh = new Guest(Citizen.fresh(usual));
        binh.fillsIn(closed, Guest.choosesPlace(closed, "tra-khuc"), Map.of("slot", "hom-nay"));
        closed.cookies().remove("__Host-open");
        var resumed = closed.get("/counters/reserve/details");
        assertThat(resumed.text()).contains("Tiếp tục lượt đặt lịch dở dang?").doesNotContain("lượt đăng ký");
        usual.clock().shift(Duration.ofHours(3));
        var expired = closed.get("/counters/reserve/details");
        assertThat(expired.text())
                .contains("Lượt đặt lịch đã hết thời gian", "Chưa có lịch hẹn nào được đặt")
                .doesNotContain("lượt đăng ký");
    }

    @Test
    void aSecondReservationForTheSameIdTakesThePlaceOfTheFirst() {
        var first = Guest.codeOn(an.reserves(portal.visitor(), "tra-khuc"));
        var sister = Citizen.fresh(portal);
        var visitor = portal.visitor();
        var otp = an.fillsIn(
                visitor,
                Guest.choosesPlace(visitor, "cua-bien"),
                Map.of("phone", sister.person().phone()));
        var second = Guest.codeOn(visitor.follow(visitor.submit(otp, Map.of("otp", sister.lastCode()))));

        assertThat(second).isNotEqualTo(first);
        an.hears("Trung tam Tra Khuc, ");
        an.hears("da duoc thay bang lich khac");
        assertThat(looksUp(visitor, first, an.lastFour()).status()).isEqualTo(422);
        assertThat(looksUp(visitor, second, an.citizen().person().nationalId()).status())
                .isEqualTo(200);
    }

    /** Anybody with a phone reserves for anybody: in an account stands what came to its own phone. */
    @Test
    void whoeverHasAnAccountReadsThereWhatTheyWereSentOfAVisit() {
        an.citizen().registers(portal.visitor());
        var owner = portal.visitor();
        assertThat(an.citizen().signsIn(owner).path()).isEqualTo("/account");
        an.reserves(portal.visitor(), "tra-khuc");
        assertThat(owner.open("/account/notices").text())
                .contains(
                        "Lịch hẹn tại quầy đã đặt Tin nhắn đến " + an.citizen().maskedPhone());

        var sister = Citizen.fresh(portal);
        var visitor = portal.visitor();
        var otp = an.fillsIn(
                visitor,
                Guest.choosesPlace(visitor, "cua-bien"),
                Map.of("phone", sister.person().phone()));
        visitor.follow(visitor.submit(otp, Map.of("otp", sister.lastCode())));
        var notices = owner.open("/account/notices").text();
        assertThat(notices)
                .contains("đã được thay bằng lịch khác Tin nhắn đến "
                        + an.citizen().maskedPhone())
                .doesNotContain(sister.maskedPhone());
        assertThat(notices.split("Lịch hẹn tại quầy đã đặt")).hasSize(2);
    }

    @Test
    void aPhoneReservesAFewTimesADayAndNoMore() {
        var reserved = an.reserves(portal.visitor(), "tra-khuc");
        for (int i = 2; i <= 3; i++) {
            reserved = an.reserves(portal.visitor(), "tra-khuc");
            assertThat(reserved.path()).isEqualTo("/counters/reserved");
        }
        var refused = an.reserves(portal.visitor(), "tra-khuc");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text()).contains("đã đặt đủ lịch hôm nay");
        assertThat(looksUp(portal.visitor(), Guest.codeOn(reserved), an.lastFour())
                        .status())
                .isEqualTo(200);
    }

    /** Threat T18 at the counter: who tries codes or digits learns nothing from the answer, and tries a few times. */
    @Test
    void whoeverDoesNotKnowBothIsToldTheSameAndSoonNothing() {
        var code = Guest.codeOn(an.reserves(portal.visitor(), "tra-khuc"));
        var visitor = portal.visitor();
        var wrongDigits = looksUp(visitor, code, an.lastFour().equals("0000") ? "0001" : "0000");
        var noSuchCode = looksUp(visitor, ReservationCode.random().value(), an.lastFour());
        assertThat(wrongDigits.status()).isEqualTo(422).isEqualTo(noSuchCode.status());
        assertThat(words(wrongDigits)).isEqualTo(words(noSuchCode));

        for (int i = 2; i <= 5; i++) {
            assertThat(looksUp(visitor, code, "999" + i).status()).isEqualTo(422);
        }
        var closed = looksUp(visitor, code, an.lastFour());
        assertThat(closed.status()).isEqualTo(429);
        assertThat(Integer.parseInt(closed.headers().get("retry-after"))).isPositive();
    }

    @Test
    void whatNoPageOfOursSendsIsNotRead() {
        var visitor = portal.visitor();
        var page = visitor.open("/counters/reservations");
        var smuggled = new HashMap<>(Map.of("reservationCode", "K7MT-4XRC", "proof", "1234", "id", "1"));
        assertThat(visitor.submit(page, "/counters/reservations", smuggled).status())
                .isEqualTo(400);
        assertThat(visitor.submit(page, "/counters/reserve", Map.of("counter", "tra-khuc"))
                        .status())
                .isEqualTo(400);
        var unreadable = looksUp(visitor, "K0MT-41RC", "12");
        assertThat(unreadable.status()).isEqualTo(422);
        assertThat(unreadable.errorOf("reservationCode")).isNotEmpty();
        assertThat(unreadable.errorOf("proof")).isNotEmpty();
    }

    @Test
    void everyActIsWrittenDownAndTheRowIsSealed() {
        var code = Guest.codeOn(an.reserves(portal.visitor(), "tra-khuc"));
        var db = JdbcClient.create(portal.database().asOwner());
        var row = db.sql("select * from counter_reservation order by made_at desc limit 1")
                .query()
                .singleRow();
        assertThat(row.toString())
                .doesNotContain(
                        code,
                        an.citizen().person().nationalId(),
                        an.citizen().person().phone());
        assertThat(new String((byte[]) row.get("visitor"), java.nio.charset.StandardCharsets.ISO_8859_1))
                .doesNotContain(code);
        an.reserves(portal.visitor(), "cua-bien");
        var acts = db.sql("select action from audit_entry where details like :id order by id")
                .param("id", "%reservation=" + row.get("id") + "%")
                .query(String.class)
                .list();
        assertThat(acts).containsExactly("reservation.made", "reservation.replaced");
    }

    @Test
    void theCodeOfAReservationIsAskedInEnglishToo() {
        var visitor = portal.visitor();
        visitor.get("/language/en?back=/counters/reserve");
        var reserved = an.reserves(visitor, "buu-cuc-tra-khuc");
        assertThat(reserved.text()).contains("Your visit is reserved", "What to bring");
        an.hears("is your code to RESERVE for ID ***");
        an.hears("visit reserved at Buu cuc Tra Khuc, ");
    }

    private static Answer looksUp(Visitor visitor, String code, String proof) {
        var page = visitor.open("/counters/reservations");
        return visitor.submit(page, "/counters/reservations", Map.of("reservationCode", code, "proof", proof));
    }

    private static String words(Answer answer) {
        return answer.html().select("main").text();
    }
}
