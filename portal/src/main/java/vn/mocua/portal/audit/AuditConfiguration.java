package vn.mocua.portal.audit;

import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import vn.mocua.portal.command.WhileServing;
import vn.mocua.portal.vault.SealedColumn;
import vn.mocua.portal.vault.Vault;

@Configuration(proxyBeanMethods = false)
class AuditConfiguration {

    @Bean
    static Audit audit(JdbcClient db, Vault vault, Clock clock, ObjectProvider<Deputies> deputies) {
        var all = deputies.orderedStream().toList();
        return new Audit(
                db,
                vault,
                clock,
                account -> all.stream()
                        .flatMap(each -> each.actingFor(account).stream())
                        .findFirst());
    }

    @Bean
    static Verification auditVerification(JdbcClient db, Vault vault, Clock clock) {
        return new Verification(db, vault, clock);
    }

    @Bean
    @WhileServing
    static Sealer auditSealer(
            Audit audit, JdbcClient db, PlatformTransactionManager transactions, Vault vault, Clock clock) {
        return new Sealer(audit, new Chain(db, new TransactionTemplate(transactions), vault, clock));
    }

    @Bean
    static SealedColumn auditClientAddress() {
        return Audit.ADDRESS;
    }
}
