package vn.mocua.portal.counter;

import java.time.Clock;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Reminds of tomorrow's visits, by day only. Any number of nodes may try: the row of the reservation says who was first.
 * Who reserved today has just been told, and is not reminded.
 */
@Component
class Reminders {

    private static final Logger LOG = LoggerFactory.getLogger(Reminders.class);

    private static final LocalTime MORNING = LocalTime.of(7, 0);
    private static final LocalTime NIGHT = LocalTime.of(21, 0);
    private static final int AT_A_TIME = 500;

    private final Reservations reservations;
    private final ReservationNotices notices;
    private final TransactionTemplate transactions;
    private final Clock clock;

    Reminders(Reservations reservations, ReservationNotices notices, TransactionTemplate transactions, Clock clock) {
        this.reservations = reservations;
        this.notices = notices;
        this.transactions = transactions;
        this.clock = clock;
    }

    @Scheduled(fixedDelayString = "PT10M", initialDelayString = "PT1M")
    void remind() {
        var now = clock.instant().atZone(Slot.VIETNAM);
        if (now.toLocalTime().isBefore(MORNING) || !now.toLocalTime().isBefore(NIGHT)) {
            return;
        }
        var today = now.toLocalDate();
        var before = today.atStartOfDay(Slot.VIETNAM).toInstant();
        for (var id : reservations.unreminded(today.plusDays(1), before, AT_A_TIME)) {
            try {
                remind(id, now.with(NIGHT));
            } catch (RuntimeException e) {
                // One that can not be written must not keep the others from theirs.
                LOG.warn("no reminder of reservation {}: {}", id, e.getClass().getSimpleName());
            }
        }
    }

    private void remind(UUID id, ZonedDateTime night) {
        transactions.executeWithoutResult(
                status -> reservations.takeReminder(id).ifPresent(each -> notices.remind(each, night.toInstant())));
    }
}
