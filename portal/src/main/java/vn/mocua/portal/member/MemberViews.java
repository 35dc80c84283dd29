package vn.mocua.portal.member;

import java.time.Clock;
import java.util.Locale;
import java.util.UUID;
import org.springframework.stereotype.Component;
import vn.mocua.portal.account.Account;
import vn.mocua.portal.account.Accounts;
import vn.mocua.portal.identity.Subject;

/** Members in words: whose names stand where. */
@Component
class MemberViews {

    private final Accounts accounts;
    private final Clock clock;

    MemberViews(Accounts accounts, Clock clock) {
        this.accounts = accounts;
        this.clock = clock;
    }

    PersonView person(Member member, Hand hand) {
        var joined = member.person();
        return new PersonView(
                member.id(),
                joined == null
                        ? member.called().value()
                        : accounts.subject(joined)
                                .map(Acting.Names::of)
                                .orElse(member.called().value()),
                member.maskedId(),
                member.role().key(),
                state(member),
                member.joinedAt(),
                member.endsOn() == null ? null : LastDay.text(member.endsOn()),
                invitedBy(member),
                member.invitedAt(),
                member.expiresAt(),
                member.overAt(),
                hand.role().governs(member.role()));
    }

    CompanyView company(Member member) {
        var subject = accounts.subject(member.company());
        return new CompanyView(
                member.id(),
                subject.map(Acting.Names::of).orElse(""),
                subject.map(MemberViews::code).orElse(""),
                member.role().key(),
                member.joinedAt(),
                member.endsOn() == null ? null : LastDay.text(member.endsOn()),
                invitedBy(member),
                member.expiresAt(),
                accounts.statusOf(member.company())
                        .filter(Account.Status.ACTIVE::equals)
                        .isPresent());
    }

    private String state(Member member) {
        var now = clock.instant();
        if (member.over() != null) {
            return member.over().name().toLowerCase(Locale.ROOT);
        }
        return member.actsAt(now)
                ? "acts"
                : member.isInvitedAt(now) ? "invited" : member.person() == null ? "expired" : "ended";
    }

    private String invitedBy(Member member) {
        return member.invitedBy().equals(member.company()) ? "" : name(member.invitedBy());
    }

    private String name(UUID person) {
        return accounts.subject(person).map(Acting.Names::of).orElse("");
    }

    /** In full: a tax code is public, and is what tells two companies of one name apart. */
    private static String code(Subject subject) {
        return subject.identifiers().getFirst().value();
    }
}
