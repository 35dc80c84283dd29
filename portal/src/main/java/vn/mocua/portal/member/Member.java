package vn.mocua.portal.member;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.mocua.portal.identity.FullName;

/**
 * Somebody who acts for an organisation, did, or was asked to.
 *
 * @param called the name by which the inviter knows them
 * @param maskedId the number that was typed, as pages show it
 * @param invitedBy the organisation's own account, or that of the person who acted for it
 * @param expiresAt when the invitation is worth nothing any more
 * @param endsOn the last day on which they act; null when there is none
 * @param person their account; null until they have accepted
 * @param over how it ended; null while it stands
 * @param successor the same membership in another role; null unless it ended by that
 */
record Member(
        UUID id,
        UUID company,
        Role role,
        FullName called,
        String maskedId,
        UUID invitedBy,
        Instant invitedAt,
        Instant expiresAt,
        @Nullable LocalDate endsOn,
        @Nullable UUID person,
        @Nullable Instant joinedAt,
        @Nullable Over over,
        @Nullable Instant overAt,
        @Nullable UUID successor) {

    /** How it ended. */
    enum Over {
        DECLINED,
        EXPIRED,
        WITHDRAWN,
        LEFT,
        ENDED,
        /** They go on in another role, under another id. */
        CHANGED
    }

    /** The sealed part of its row. */
    record Invited(FullName called, String maskedId) {}

    boolean isOpenAt(Instant now) {
        return over == null && (endsOn == null || !LastDay.today(now).isAfter(endsOn));
    }

    boolean isInvitedAt(Instant now) {
        return isOpenAt(now) && person == null && now.isBefore(expiresAt);
    }

    /** Whether nobody accepted yet what this inviter said in just these words. */
    boolean isSameInvitation(UUID by, FullName name, Role as, @Nullable LocalDate until) {
        return person == null
                && invitedBy.equals(by)
                && called.equals(name)
                && role == as
                && Objects.equals(endsOn, until);
    }

    boolean actsAt(Instant now) {
        return isOpenAt(now) && person != null;
    }

    boolean isRepresentativeAt(Instant now) {
        return role == Role.REPRESENTATIVE && actsAt(now);
    }

    @Override
    public String toString() {
        return "Member[" + id + ", " + role + "]";
    }
}
