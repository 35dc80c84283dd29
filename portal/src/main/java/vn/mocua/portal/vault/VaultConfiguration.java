package vn.mocua.portal.vault;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import vn.mocua.portal.database.OwnerDatabase;

@Configuration(proxyBeanMethods = false)
class VaultConfiguration {

    @Bean
    static Vault vault(@Value("${mocua.keyring:}") String keyring, JdbcClient db, Clock clock) {
        return new Vault(file(keyring), db, clock);
    }

    @Bean
    static Rotation rotation(
            @Value("${mocua.keyring:}") String keyring,
            OwnerDatabase owner,
            ObjectProvider<SealedColumn> columns,
            Clock clock) {
        List<SealedColumn> declared = columns.stream().toList();
        return new Rotation(file(keyring), owner.connections(), declared, clock, Rotation.GRACE);
    }

    private static Path file(String keyring) {
        if (keyring.isBlank()) {
            throw new Keyring.Unusable(
                    "no keyring: make one with 'keys create FILE' and name it in mocua.keyring (MOCUA_KEYRING)");
        }
        return Path.of(keyring);
    }
}
