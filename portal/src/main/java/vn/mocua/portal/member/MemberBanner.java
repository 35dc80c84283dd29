package vn.mocua.portal.member;

import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import vn.mocua.portal.identity.Subject;
import vn.mocua.portal.identity.Subject.Citizen;
import vn.mocua.portal.page.AccountBanner;

/** Says that an invitation waits, or that an organisation hangs on one person. */
@Component
class MemberBanner implements AccountBanner {

    private final Members members;
    private final Clock clock;

    MemberBanner(Members members, Clock clock) {
        this.members = members;
        this.clock = clock;
    }

    @Override
    public Optional<Banner> of(UUID account, Subject holder) {
        if (holder instanceof Citizen citizen) {
            return members.waitingFor(account, citizen.fullName()).isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Banner("invitation", CompaniesController.HOME));
        }
        var now = clock.instant();
        var representatives = members.of(account).stream()
                .filter(each -> each.isRepresentativeAt(now))
                .count();
        return representatives == 1
                ? Optional.of(new Banner("one-representative", PeopleController.HOME))
                : Optional.empty();
    }
}
