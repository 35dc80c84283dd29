package vn.mocua.portal.member;

import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import vn.mocua.portal.abuse.Limits;
import vn.mocua.portal.abuse.Taken;
import vn.mocua.portal.abuse.Use;
import vn.mocua.portal.account.Accounts;
import vn.mocua.portal.identity.Subject.Citizen;
import vn.mocua.portal.member.Members.Ending;
import vn.mocua.portal.notice.Notice;

/**
 * Tells people of their invitations and of last days that come near, and ends what has run out. People are told a while
 * after they were invited: how long the inviter waits for an answer therefore does not show whether the number has an account
 * here. Who opens one later is told then. Any number of nodes may: a member's row says who was first.
 */
@Component
class MemberRounds {

    /** How long an invitation that nobody accepted stands on the list when it is over. */
    private static final Duration KEPT = Duration.ofDays(30);

    private static final Logger LOG = LoggerFactory.getLogger(MemberRounds.class);

    private final Members members;
    private final Accounts accounts;
    private final MemberNotices notices;
    private final Limits limits;
    private final TransactionTemplate transactions;
    private final MemberSettings settings;
    private final Clock clock;

    MemberRounds(
            Members members,
            Accounts accounts,
            MemberNotices notices,
            Limits limits,
            TransactionTemplate transactions,
            MemberSettings settings,
            Clock clock) {
        this.settings = settings;
        this.clock = clock;
        this.members = members;
        this.accounts = accounts;
        this.notices = notices;
        this.limits = limits;
        this.transactions = transactions;
    }

    @Scheduled(fixedDelayString = "PT10S", initialDelayString = "PT20S")
    void tell() {
        for (var each : members.untold()) {
            var meant = accounts.subject(each.person()).orElse(null) instanceof Citizen citizen
                    && members.find(each.member())
                            .filter(member -> Members.isMeant(member, citizen.fullName()))
                            .isPresent();
            // Whoever is invited all day long finds the rest in the account.
            var told = meant
                    && limits.take(Use.of(MemberRules.NOTICES, each.person().toString())) instanceof Taken.Allowed;
            transactions.executeWithoutResult(status -> {
                if (members.takeToTell(each.member()) && told) {
                    notices.person(each.person(), Notice.of("member-invitation").inDaytime());
                }
            });
        }
    }

    /** Once of each last day; of all who share it, the organisation hears by one message. */
    @Scheduled(fixedDelayString = "PT10M", initialDelayString = "PT3M")
    void remind() {
        for (var each : members.ending(settings.nearUpTo(clock.instant()))) {
            try {
                transactions.executeWithoutResult(status -> remind(each));
            } catch (RuntimeException e) {
                // One that can not be written must not keep the others from theirs.
                LOG.warn("no reminder for {}: {}", each.company(), e.getClass().getSimpleName());
            }
        }
    }

    private void remind(Ending ending) {
        members.hold(ending.company());
        var people = members.takeToRemind(ending);
        var day = LastDay.text(ending.day());
        for (var person : people) {
            notices.person(person, Notice.of("member-ending", day).inDaytime());
        }
        if (!people.isEmpty()) {
            notices.organisation(
                    ending.company(),
                    Notice.of("member-people-ending", day, Integer.toString(people.size()))
                            .inDaytime());
        }
    }

    @Scheduled(fixedDelayString = "PT10M", initialDelayString = "PT2M")
    void end() {
        members.endLapsed(null);
        members.forgetInvitationsOver(clock.instant().minus(KEPT));
    }
}
