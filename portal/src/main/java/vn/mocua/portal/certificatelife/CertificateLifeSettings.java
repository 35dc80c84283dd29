package vn.mocua.portal.certificatelife;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How certificates of accounts are watched: {@code mocua.certificates.*}.
 *
 * @param lookEvery after which an authority is asked again about one that was good
 * @param lookAgain the same after an authority was silent
 * @param warnAhead how long before one ends its owner hears of it
 * @param warnLast how long before it ends they hear of it once more
 */
@ConfigurationProperties("mocua.certificates")
record CertificateLifeSettings(
        @DefaultValue("24h") Duration lookEvery,
        @DefaultValue("1h") Duration lookAgain,
        @DefaultValue("30d") Duration warnAhead,
        @DefaultValue("7d") Duration warnLast) {

    CertificateLifeSettings {
        if (!lookEvery.isPositive() || !lookAgain.isPositive() || !warnLast.isPositive()) {
            throw new IllegalArgumentException("mocua.certificates: a time is not positive");
        }
        if (warnLast.compareTo(warnAhead) > 0) {
            throw new IllegalArgumentException("mocua.certificates.warn-last comes before warn-ahead");
        }
    }
}
