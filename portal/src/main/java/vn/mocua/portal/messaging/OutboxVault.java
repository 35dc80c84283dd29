package vn.mocua.portal.messaging;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import vn.mocua.portal.vault.SealedColumn;
import vn.mocua.portal.vault.Vault;

/** What waits in the outbox is sealed by the vault, and takes part in a change of keys. */
@Configuration(proxyBeanMethods = false)
class OutboxVault {

    @Bean
    static Sealing outboxSealing(Vault vault) {
        return new Sealing() {
            @Override
            public byte[] seal(String column, String row, byte[] plain) {
                return vault.seal(column, row, plain);
            }

            @Override
            public byte[] open(String column, String row, byte[] sealed) {
                return vault.open(column, row, sealed);
            }
        };
    }

    @Bean
    static SealedColumn outboxSealed() {
        return SealedColumn.of("outbox_message", "id", "sealed");
    }
}
