package vn.mocua.portal.audit;

import java.sql.Types;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import vn.mocua.portal.database.TimeOrderedId;
import vn.mocua.portal.vault.SealedColumn;
import vn.mocua.portal.vault.Vault;

/** The record of who did what: docs/decisions/0016. */
public class Audit {

    static final SealedColumn ADDRESS = SealedColumn.of("audit_client", "entry", "address");
    static final String CLIENT = "audit.client";

    private static final String ACCOUNT = "account:";

    private final JdbcClient db;
    private final Vault vault;
    private final Clock clock;
    private final Deputies deputies;
    private final AtomicBoolean written = new AtomicBoolean(true);

    Audit(JdbcClient db, Vault vault, Clock clock) {
        this(db, vault, clock, account -> Optional.empty());
    }

    Audit(JdbcClient db, Vault vault, Clock clock, Deputies deputies) {
        this.deputies = deputies;
        this.db = db;
        this.vault = vault;
        this.clock = clock;
    }

    /** Writes an act down in the caller's transaction: both stand or neither does. One statement. */
    public void record(Act act) {
        var id = TimeOrderedId.next(clock);
        var client = act.client();
        var sql = "with entry as (insert into audit_entry (id, at, action, actor, subject, client_key, details)"
                + " values (:id, :at, :action, :actor, :subject, :clientKey, :details)),"
                + (client == null
                        ? ""
                        : " client as (insert into audit_client (entry, address) values (:id, :address)),")
                + " due as (insert into audit_unsealed (entry) values (:id)) select 1";
        var statement = db.sql(sql)
                .param("id", id)
                .param("at", now())
                .param("action", act.action())
                .param("actor", actor(act))
                .param("subject", act.subject(), Types.OTHER)
                .param("clientKey", client == null ? null : vault.lookup(CLIENT, client), Types.BINARY)
                .param("details", lines(act.details()));
        if (client != null) {
            statement = statement.param("address", vault.seal(ADDRESS.name(), SealedColumn.row(id), client));
        }
        statement.query(Integer.class).single();
        wakeSealer();
    }

    /** The person who did it, where somebody acts for the holder of the account that is named. */
    private String actor(Act act) {
        return act.actor().startsWith(ACCOUNT) && act.actor().length() == ACCOUNT.length() + 36
                ? deputies.actingFor(UUID.fromString(act.actor().substring(ACCOUNT.length())))
                        .map(person -> ACCOUNT + person)
                        .orElse(act.actor())
                : act.actor();
    }

    /** The latest acts done to an account, newest first. */
    public List<Entry> of(UUID subject, int limit) {
        return db.sql("select e.*, c.address from audit_entry e left join audit_client c on c.entry = e.id"
                        + " where e.subject = :subject order by e.id desc limit :limit")
                .param("subject", subject)
                .param("limit", limit)
                .query((row, n) -> entry(StoredEntry.read(row), row.getBytes("address")))
                .list();
    }

    /** As {@link #of(UUID, int)}, but only those before an act of it. */
    public List<Entry> before(UUID act, UUID subject, int limit) {
        return db.sql("select e.*, c.address from audit_entry e left join audit_client c on c.entry = e.id"
                        + " where e.subject = :subject and e.id < :act order by e.id desc limit :limit")
                .param("subject", subject)
                .param("act", act)
                .param("limit", limit)
                .query((row, n) -> entry(StoredEntry.read(row), row.getBytes("address")))
                .list();
    }

    /** Whether anything was written here since this was last asked. */
    boolean hasWritten() {
        return written.getAndSet(false);
    }

    private void wakeSealer() {
        if (TransactionSynchronizationManager.isSynchronizationActive()) {
            // Before the commit the sealer could not see it yet.
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCommit() {
                    written.set(true);
                }
            });
        } else {
            written.set(true);
        }
    }

    private Entry entry(StoredEntry stored, byte @Nullable [] address) {
        var client = address == null ? null : vault.openText(ADDRESS.name(), SealedColumn.row(stored.id()), address);
        return new Entry(
                stored.id(),
                stored.at(),
                stored.action(),
                stored.actor(),
                stored.subject(),
                client,
                details(stored.details()));
    }

    /** As precise as the database keeps it, for the hash is made of what is read back. */
    private OffsetDateTime now() {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return now.atOffset(ZoneOffset.UTC);
    }

    private static String lines(Map<String, String> details) {
        return new TreeMap<>(details)
                .entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + entry.getValue())
                        .collect(Collectors.joining("\n"));
    }

    private static Map<String, String> details(String lines) {
        var details = new TreeMap<String, String>();
        lines.lines().forEach(line -> {
            var parts = line.split("=", 2);
            details.put(parts[0], parts.length < 2 ? "" : parts[1]);
        });
        return Map.copyOf(details);
    }
}
