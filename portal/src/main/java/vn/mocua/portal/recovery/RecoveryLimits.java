package vn.mocua.portal.recovery;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import vn.mocua.portal.abuse.Limit;
import vn.mocua.portal.abuse.Rate;

/** How often somebody may try to get back into an account. Each holds for known and unknown ids alike. */
@Configuration(proxyBeanMethods = false)
class RecoveryLimits {

    static final String PER_ID = "recoveries-per-id";
    static final String PER_NETWORK = "recoveries-per-network";
    static final String CODE_TRIES = "recovery-code-tries";
    static final String REQUESTS_PER_ID = "recovery-requests-per-id";
    static final String RETURNS_PER_NETWORK = "recovery-code-failures-per-network";
    static final String NOT_ME_FREE = "not-me-failures-free-per-network";
    static final String NOT_ME_PER_NETWORK = "not-me-failures-per-network";

    /** Above what the owner needs, far above what a stranger should be told or send. */
    @Bean
    static Limit recoveriesPerId() {
        return new Limit(PER_ID, Rate.of("20/1d"), 5, 1000);
    }

    @Bean
    static Limit recoveriesPerNetwork() {
        return new Limit(PER_NETWORK, Rate.of("100/1h"), 10, 1_000_000);
    }

    /** Of six digits: as many as a code's transaction has, and counted for codes that were never sent too. */
    @Bean
    static Limit recoveryCodeTries() {
        return new Limit(CODE_TRIES, Rate.of("5/2h"), 1, 10);
    }

    /** One that is called off can be asked for again, and its owner is not bombed with announcements. */
    @Bean
    static Limit recoveryRequestsPerId() {
        return new Limit(REQUESTS_PER_ID, Rate.of("5/1d"), 1, 20);
    }

    /** 80 bits are not guessed; this keeps programs from trying. */
    @Bean
    static Limit recoveryCodeFailuresPerNetwork() {
        return new Limit(RETURNS_PER_NETWORK, Rate.of("30/1h"), 5, 1_000_000);
    }

    /** After these a captcha is asked. */
    @Bean
    static Limit notMeFailuresFree() {
        return new Limit(NOT_ME_FREE, Rate.of("3/1h"), 1, 100);
    }

    @Bean
    static Limit notMeFailuresPerNetwork() {
        return new Limit(NOT_ME_PER_NETWORK, Rate.of("60/1h"), 5, 1_000_000);
    }
}
