package vn.mocua.portal.audit;

import java.time.Clock;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import vn.mocua.portal.TestDatabase;
import vn.mocua.portal.vault.TestVault;
import vn.mocua.portal.vault.Vault;

/** The audit trail over {@link TestDatabase}. */
public final class TestAudit {

    private TestAudit() {}

    /** Over the connections that take part in the transactions of {@code database}. */
    public static Audit on(DataSource database) {
        return new Audit(JdbcClient.create(database), TestVault.vault(), Clock.systemUTC());
    }

    public static Audit audit() {
        return on(TestDatabase.asPortal());
    }

    /** The actions that were done to an account, oldest first. */
    public static List<String> actionsOn(UUID subject) {
        return audit().of(subject, 1_000).reversed().stream().map(Entry::action).toList();
    }

    static Chain chain(DataSource database, Vault vault) {
        var transaction = new TransactionTemplate(new JdbcTransactionManager(database));
        return new Chain(JdbcClient.create(database), transaction, vault, Clock.systemUTC());
    }
}
