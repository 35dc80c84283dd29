package vn.mocua.portal.dormancy;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import vn.mocua.portal.account.Account;
import vn.mocua.portal.account.AccountSessions;
import vn.mocua.portal.account.Accounts;
import vn.mocua.portal.account.IdleAccounts;
import vn.mocua.portal.account.IdleAccounts.Idle;
import vn.mocua.portal.account.IdleAccounts.Since;
import vn.mocua.portal.audit.Act;
import vn.mocua.portal.audit.Audit;
import vn.mocua.portal.command.WhileServing;
import vn.mocua.portal.notice.Notice;
import vn.mocua.portal.notice.OwnerNotices;

/**
 * Tells owners that they have not signed in for two years, a month later again and once more, and locks the account a
 * month after that. Any number of nodes may try: the account's row says who was first. A sign-in ends it.
 */
@Component
@WhileServing
@EnableConfigurationProperties(DormancySettings.class)
class Dormancy {

    private static final Logger LOG = LoggerFactory.getLogger(Dormancy.class);

    private static final ZoneId VIETNAM = ZoneId.of("Asia/Ho_Chi_Minh");
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("dd/MM/yyyy");

    /** A run takes no more, so that the messages of many who are due together do not keep others waiting. */
    private static final int AT_A_TIME = 500;

    private static final String ACTOR = "system";

    private final IdleAccounts idle;
    private final Accounts accounts;
    private final AccountSessions sessions;
    private final OwnerNotices notices;
    private final Audit audit;
    private final DormancySettings settings;
    private final TransactionTemplate transactions;
    private final MeterRegistry meters;
    private final Clock clock;

    Dormancy(
            IdleAccounts idle,
            Accounts accounts,
            AccountSessions sessions,
            OwnerNotices notices,
            Audit audit,
            DormancySettings settings,
            TransactionTemplate transactions,
            MeterRegistry meters,
            Clock clock) {
        this.idle = idle;
        this.accounts = accounts;
        this.sessions = sessions;
        this.notices = notices;
        this.audit = audit;
        this.settings = settings;
        this.transactions = transactions;
        this.meters = meters;
        this.clock = clock;
    }

    @Scheduled(fixedDelayString = "PT10M", initialDelayString = "PT3M")
    void look() {
        var since = since();
        for (var each : idle.due(since, AT_A_TIME)) {
            try {
                var step = transactions.execute(status -> step(each, since));
                if (step != null && !step.isEmpty()) {
                    meters.counter("mocua.dormancy.accounts", "step", step).increment();
                }
            } catch (RuntimeException e) {
                // One that can not be written must not keep the others from theirs.
                LOG.warn("dormancy of {}: {}", each.account(), e.getClass().getSimpleName());
            }
        }
    }

    /** What was done, in a word; nothing when another node was first, or somebody signed in. */
    private String step(Idle each, Since since) {
        if (!idle.take(each, since)) {
            return "";
        }
        var owner = accounts.find(each.account()).orElseThrow();
        var language = notices.languageOf(owner.id());
        if (each.told() >= settings.notices()) {
            accounts.turn(owner.id(), Account.Status.ACTIVE, Account.Status.LOCKED, "dormancy.locked", ACTOR, null);
            sessions.endAll(owner.id());
            notices.tell(owner, language, Notice.of("dormancy-locked").inDaytime());
            return "locked";
        }
        audit.record(
                new Act("dormancy.told", ACTOR, owner.id(), null, Map.of("time", Integer.toString(each.told() + 1))));
        notices.tell(owner, language, Notice.of("dormancy", lockedFrom(each)).inDaytime());
        return "told";
    }

    /** The day on which the account is locked unless somebody signs in. */
    private String lockedFrom(Idle each) {
        var pauses = settings.notices() - each.told();
        return DAY.format(now().plusMonths((long) pauses * settings.monthsBetween()));
    }

    private Since since() {
        return new Since(
                now().minusMonths(settings.months()).toInstant(),
                now().minusMonths(settings.monthsBetween()).toInstant());
    }

    private ZonedDateTime now() {
        return clock.instant().atZone(VIETNAM);
    }
}
