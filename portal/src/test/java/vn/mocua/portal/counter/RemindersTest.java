package vn.mocua.portal.counter;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;
import vn.mocua.portal.Citizen;
import vn.mocua.portal.MovableClock;
import vn.mocua.portal.RunningPortal;
import vn.mocua.portal.audit.Audit;
import vn.mocua.portal.counter.Reservation.Visitor;
import vn.mocua.portal.identity.FullName;
import vn.mocua.portal.identity.NationalId;
import vn.mocua.portal.identity.PhoneNumber;
import vn.mocua.portal.information.Counters.Half;
import vn.mocua.portal.page.Language;
import vn.mocua.portal.vault.Vault;

/** Reminders come once, on the day before, by day; what is over is forgotten after a week. */
class RemindersTest {

    private static final String REMINDER = "nhac lich tai ";

    private final RunningPortal portal = RunningPortal.shared();
    private final Citizen an = Citizen.fresh(portal);
    private final TransactionTemplate transactions = portal.bean(TransactionTemplate.class);

    /** Noon in Vietnam on some day to come, so that no job of the portal's own has to do with it. */
    private final LocalDate today =
            LocalDate.ofInstant(portal.clock().instant(), Slot.VIETNAM).plusDays(40);

    private final MovableClock clock = new MovableClock(today.atTime(5, 0).toInstant(ZoneOffset.UTC));
    private final Reservations reservations = new Reservations(
            portal.bean(JdbcClient.class),
            portal.bean(JsonMapper.class),
            portal.bean(Vault.class),
            portal.bean(Audit.class),
            clock);

    @Test
    void oneReminderComesOnTheDayBeforeWhicheverNodesTryAndNoneAtNight() throws Exception {
        var made = make(an, today.plusDays(3));
        remindEverywhere();
        clock.advance(Duration.ofDays(2).minus(Duration.ofHours(5).plusMinutes(1)));
        remindEverywhere();
        assertThat(reminders()).as("06:59 on the day before").isZero();
        assertThat(isReminded(made)).isFalse();

        clock.advance(Duration.ofMinutes(1));
        remindEverywhere();
        new Guest(an).hears(REMINDER + "Quay giao dich Nui An, chieu ");
        remindEverywhere();
        clock.advance(Duration.ofHours(3));
        remindEverywhere();
        assertThat(reminders()).isEqualTo(1);
        assertThat(acts(made.id())).containsExactly("reservation.made", "reservation.reminded");
    }

    @Test
    void nightIsQuietAndWhoReservedTodayHasJustBeenTold() throws Exception {
        var late = make(an, today.plusDays(2));
        var tomorrow = make(Citizen.fresh(portal), today.plusDays(1));
        remindEverywhere();
        assertThat(isReminded(tomorrow)).isFalse();
        clock.advance(Duration.ofDays(1).plusHours(9));
        remindEverywhere();
        assertThat(isReminded(late)).as("21:00 on the day before").isFalse();
    }

    @Test
    void oneThatWasCancelledIsNotRemindedOf() throws Exception {
        var made = make(an, today.plusDays(2));
        transactions.executeWithoutResult(status -> reservations.cancel(made, "127.0.0.1"));
        clock.advance(Duration.ofDays(1));
        remindEverywhere();
        assertThat(acts(made.id())).containsExactly("reservation.made", "reservation.cancelled");
        assertThat(an.newestSms()).isEmpty();
    }

    @Test
    void aReservationIsForgottenAtTheEndOfItsSeventhDay() {
        var made = make(an, today.plusDays(1));
        clock.advance(Duration.ofDays(7).plusHours(11).plusMinutes(59));
        forget();
        assertThat(reservations.find(made.id())).isPresent();
        assertThat(reservations.find(made.code(), Proof.of(an.person().nationalId())))
                .isPresent();

        clock.advance(Duration.ofMinutes(1));
        assertThat(reservations.find(made.id())).isEmpty();
        assertThat(reservations.find(made.code(), Proof.of(an.person().nationalId())))
                .isEmpty();
        forget();
        forget();
        assertThat(portal.rows("counter_reservation where id = '" + made.id() + "'"))
                .isZero();
        assertThat(acts(made.id())).containsExactly("reservation.made", "reservation.expired");
    }

    @Test
    void ofTwentyReservationsAtOnceForOnePersonOneStands() throws Exception {
        var made = together(20, () -> make(an, today.plusDays(2)));
        var standing = made.stream()
                .filter(each -> reservations.find(each.id()).isPresent())
                .toList();
        assertThat(standing).hasSize(1);
        assertThat(made.stream().filter(each -> acts(each.id()).contains("reservation.replaced")))
                .hasSize(19);
    }

    private Reservation make(Citizen citizen, LocalDate day) {
        var visitor = new Visitor(
                ReservationCode.random(),
                NationalId.of(citizen.person().nationalId()),
                FullName.of(citizen.person().fullName()),
                PhoneNumber.of(citizen.person().phone()),
                Language.VI,
                Map.of());
        var place = new Place("nui-an", "Quầy giao dịch Núi Ấn", "Nhà văn hoá xã Núi Ấn");
        return transactions
                .execute(status -> reservations.make(visitor, place, new Slot(day, Half.AFTERNOON), "127.0.0.1"))
                .reservation();
    }

    private void forget() {
        transactions.executeWithoutResult(status -> reservations.forgetExpired());
    }

    /** As eight nodes at once. */
    private void remindEverywhere() throws Exception {
        together(8, () -> {
            new Reminders(reservations, portal.bean(ReservationNotices.class), transactions, clock).remind();
            return true;
        });
    }

    private static <T> List<T> together(int times, java.util.concurrent.Callable<T> what) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var all = new ArrayList<Future<T>>();
            for (int i = 0; i < times; i++) {
                all.add(threads.submit(what));
            }
            var done = new ArrayList<T>();
            for (var each : all) {
                done.add(each.get());
            }
            return done;
        }
    }

    private boolean isReminded(Reservation reservation) {
        return portal.rows("counter_reservation where reminded_at is not null and id = '" + reservation.id() + "'")
                == 1;
    }

    private long reminders() {
        return an.smsSaying(REMINDER);
    }

    private List<String> acts(UUID reservation) {
        return JdbcClient.create(portal.database().asOwner())
                .sql("select action from audit_entry where details like :id order by id")
                .param("id", "%reservation=" + reservation + "%")
                .query(String.class)
                .list();
    }
}
