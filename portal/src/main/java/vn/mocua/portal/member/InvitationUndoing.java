package vn.mocua.portal.member;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import vn.mocua.portal.journey.Visit;
import vn.mocua.portal.member.Member.Over;
import vn.mocua.portal.notice.NotMeWords.Told;
import vn.mocua.portal.recovery.Undoing;

/**
 * Takes back an invitation that the organisation did not send, accepted or not, a role that it did not give, and what a
 * person did not accept.
 */
@Component
class InvitationUndoing implements Undoing {

    /** The notice was written in the transaction of the invitation. */
    private static final Duration TOGETHER = Duration.ofSeconds(5);

    private final Members members;

    InvitationUndoing(Members members) {
        this.members = members;
    }

    @Override
    public Optional<Undone> undo(Told told, Visit visit) {
        return switch (told.notice()) {
            case "member-invited" -> {
                members.hold(told.account());
                yield taken(members.of(told.account()), Member::invitedAt, told);
            }
            case "member-role-changed" -> {
                members.hold(told.account());
                yield lowered(told);
            }
            case "member-accepted" -> taken(members.joinedBy(told.account()), Member::joinedAt, told);
            case "member-withdrawn", "member-taken-over" -> Optional.of(Undone.NOTHING);
            default -> Optional.empty();
        };
    }

    /** What was given is taken back; what was taken is not given back to somebody on their own word. */
    private Optional<Undone> lowered(Told told) {
        var lowered = members.of(told.account()).stream()
                .filter(each -> each.over() == Over.CHANGED && isTogether(each.overAt(), told.toldAt()))
                .filter(each -> members.find(members.latest(each.id()))
                        .filter(now -> now.over() == null && each.role().isLessThan(now.role()))
                        .flatMap(now -> members.become(now, each.role(), null))
                        .isPresent())
                .count();
        return Optional.of(lowered > 0 ? Undone.PUT_BACK : Undone.NOTHING);
    }

    private Optional<Undone> taken(List<Member> all, Function<Member, @Nullable Instant> when, Told told) {
        var taken = all.stream()
                .filter(each -> each.over() == null && isTogether(when.apply(each), told.toldAt()))
                .filter(each -> members.end(each.id(), Over.WITHDRAWN, null))
                .count();
        return Optional.of(taken > 0 ? Undone.PUT_BACK : Undone.NOTHING);
    }

    private static boolean isTogether(@Nullable Instant one, Instant other) {
        return one != null && Duration.between(one, other).abs().compareTo(TOGETHER) < 0;
    }
}
