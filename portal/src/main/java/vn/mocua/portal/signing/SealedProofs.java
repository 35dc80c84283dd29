package vn.mocua.portal.signing;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import vn.mocua.portal.vault.SealedColumn;

/** What of a proof is sealed, so that a change of keys finds it. */
@Configuration(proxyBeanMethods = false)
class SealedProofs {

    @Bean
    static SealedColumn signatureProof() {
        return Proofs.RECORD;
    }
}
