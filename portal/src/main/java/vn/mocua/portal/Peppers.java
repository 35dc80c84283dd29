package vn.mocua.portal;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import vn.mocua.portal.password.Pepper;
import vn.mocua.portal.vault.Vault;

/** The vault holds the key for the passwords' keyed step. */
@Configuration(proxyBeanMethods = false)
class Peppers {

    @Bean
    static Pepper pepper(Vault vault) {
        return vault::pepper;
    }
}
