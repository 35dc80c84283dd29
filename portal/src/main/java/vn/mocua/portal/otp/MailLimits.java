package vn.mocua.portal.otp;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import vn.mocua.portal.abuse.Limit;
import vn.mocua.portal.abuse.Rate;

/** Codes by e-mail cost nothing, but they must not be turned against whoever owns the mailbox. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(OtpSettings.class)
class MailLimits {

    @Bean
    static Limit mailPerAddress() {
        return new Limit("mail-per-address", Rate.of("5/1d"), 1, 100);
    }

    @Bean
    static Limit mailPerAccount() {
        return new Limit("mail-per-account", Rate.of("10/1d"), 1, 100);
    }

    @Bean
    static Limit mailPerNetwork() {
        return new Limit("mail-per-network", Rate.of("200/1h"), 10, 1_000_000);
    }
}
