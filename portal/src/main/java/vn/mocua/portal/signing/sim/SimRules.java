package vn.mocua.portal.signing.sim;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import vn.mocua.portal.abuse.Limit;
import vn.mocua.portal.abuse.Rate;
import vn.mocua.portal.vault.SealedColumn;

/** What of a prompt is sealed, and how many a phone may be sent (threat T25). */
@Configuration(proxyBeanMethods = false)
class SimRules {

    @Bean
    static SealedColumn simSigningSealed() {
        return SealedColumn.of("sim_signing", "id", "sealed");
    }

    @Bean
    static Limit simPromptsPerPhone() {
        return new Limit("sim-prompts-per-phone", Rate.of("3/1h"), 1, 10);
    }

    @Bean
    static Limit simPromptsPerPhoneADay() {
        return new Limit("sim-prompts-per-phone-a-day", Rate.of("6/1d"), 1, 20);
    }

    /** An office or a village hall behind one address. */
    @Bean
    static Limit simPromptsPerNetwork() {
        return new Limit("sim-prompts-per-network", Rate.of("30/1h"), 5, 1_000_000);
    }
}
