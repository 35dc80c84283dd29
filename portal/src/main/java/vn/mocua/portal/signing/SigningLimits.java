package vn.mocua.portal.signing;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import vn.mocua.portal.abuse.Limit;
import vn.mocua.portal.abuse.Rate;

/** Signatures cost the person a PIN; what they cost us is bounded here. */
@Configuration(proxyBeanMethods = false)
class SigningLimits {

    @Bean
    static Limit signingChallengesPerNetwork() {
        return new Limit(Tokens.LIMIT, Rate.of("600/1h"), 10, 1_000_000);
    }
}
