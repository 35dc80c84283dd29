package vn.mocua.portal.account;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import vn.mocua.portal.vault.SealedColumn;

/** What of an account is sealed, so that a change of keys finds it. */
@Configuration(proxyBeanMethods = false)
class SealedColumns {

    @Bean
    static SealedColumn accountPerson() {
        return SealedColumn.of("account", "id", "person");
    }

    @Bean
    static SealedColumn evidenceStatement() {
        return SealedColumn.of("account_evidence", "id", "statement");
    }

    @Bean
    static SealedColumn contactChangeContacts() {
        return SealedColumn.of("contact_change", "id", "contacts");
    }

    @Bean
    static SealedColumn certificateCalled() {
        return SealedColumn.of("account_certificate", "id", "called");
    }
}
