package vn.mocua.portal.dormancy;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When an account is locked to which nobody signs in: {@code mocua.dormancy.*}.
 *
 * @param months without a sign-in, after which its owner is told for the first time
 * @param notices how often the owner is told before it is locked
 * @param monthsBetween from one notice to the next, and from the last to the lock
 */
@ConfigurationProperties("mocua.dormancy")
record DormancySettings(
        @DefaultValue("24") int months,
        @DefaultValue("3") int notices,
        @DefaultValue("1") int monthsBetween) {

    DormancySettings {
        if (months < 6 || months > 120) {
            throw new IllegalArgumentException("mocua.dormancy.months is not from 6 to 120");
        }
        if (notices < 1 || notices > 12) {
            throw new IllegalArgumentException("mocua.dormancy.notices is not from 1 to 12");
        }
        if (monthsBetween < 1 || monthsBetween > 12) {
            throw new IllegalArgumentException("mocua.dormancy.months-between is not from 1 to 12");
        }
    }
}
