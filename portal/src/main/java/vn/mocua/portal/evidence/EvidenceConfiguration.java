package vn.mocua.portal.evidence;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import vn.mocua.portal.vault.SealedColumn;

/** What of an archive is sealed, so that a change of keys finds it. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(EvidenceSettings.class)
class EvidenceConfiguration {

    @Bean
    static SealedColumn signatureArchive() {
        return Archives.ARCHIVE;
    }
}
