package vn.mocua.portal.recovery;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import vn.mocua.portal.vault.SealedColumn;

/** What of recoveries is sealed, so that a change of keys finds it. */
@Configuration(proxyBeanMethods = false)
class RecoverySeals {

    @Bean
    static SealedColumn recoveryFormer() {
        return SealedColumn.of("recovery_change", "id", "former");
    }
}
