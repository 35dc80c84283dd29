package vn.mocua.portal.agency;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import vn.mocua.portal.vault.SealedColumn;

/** What of a ruling is sealed, so that a change of keys finds it. */
@Configuration(proxyBeanMethods = false)
class AgencyColumns {

    @Bean
    static SealedColumn agencyRulingReason() {
        return SealedColumn.of("agency_ruling", "account", "reason");
    }
}
