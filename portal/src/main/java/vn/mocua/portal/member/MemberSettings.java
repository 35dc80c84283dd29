package vn.mocua.portal.member;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How people come to act for organisations, and how they hear that it ends: {@code mocua.member.*}.
 *
 * @param invitationOpen how long somebody may accept an invitation
 * @param remindAhead how long before a last day everybody is reminded of it
 */
@ConfigurationProperties("mocua.member")
record MemberSettings(
        @DefaultValue("14d") Duration invitationOpen,
        @DefaultValue("14d") Duration remindAhead) {

    MemberSettings {
        if (!invitationOpen.isPositive()) {
            throw new IllegalArgumentException("mocua.member.invitation-open is not positive");
        }
        if (remindAhead.toDays() < 1 || remindAhead.toDays() > 90) {
            throw new IllegalArgumentException("mocua.member.remind-ahead is not from 1 to 90 days");
        }
    }

    /** Whether a last day is so near at a moment that people are reminded of it. */
    boolean isNear(@Nullable LocalDate endsOn, Instant now) {
        return endsOn != null && !endsOn.isAfter(nearUpTo(now));
    }

    LocalDate nearUpTo(Instant now) {
        return LastDay.today(now).plusDays(remindAhead.toDays());
    }
}
