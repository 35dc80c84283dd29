package vn.mocua.portal.otp;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How one-time codes are handled.
 *
 * @param life of a code sent by SMS, at most ten minutes (NIST SP 800-63B 3.1.3.2)
 * @param mailLife of a code sent by e-mail, at most a day
 * @param sends of one transaction, at most ten
 * @param tries wrong entries of one transaction over all its codes, at most ten
 */
@ConfigurationProperties("mocua.otp")
public record OtpSettings(
        @DefaultValue("5m") Duration life,
        @DefaultValue("24h") Duration mailLife,
        @DefaultValue("4") int sends,
        @DefaultValue("5") int tries) {

    public OtpSettings {
        check(!life.isNegative() && life.compareTo(Duration.ofMinutes(10)) <= 0, "life is at most 10 minutes");
        check(mailLife.compareTo(Duration.ofDays(1)) <= 0, "mail-life is at most 24 hours");
        check(sends >= 1 && sends <= 10, "sends is 1 to 10");
        check(tries >= 1 && tries <= 10, "tries is 1 to 10");
    }

    private static void check(boolean holds, String rule) {
        if (!holds) {
            throw new IllegalArgumentException("mocua.otp: " + rule);
        }
    }
}
