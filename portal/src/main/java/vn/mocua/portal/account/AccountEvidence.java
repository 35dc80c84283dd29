package vn.mocua.portal.account;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;
import vn.mocua.portal.database.TimeOrderedId;
import vn.mocua.portal.identity.Evidence;
import vn.mocua.portal.identity.Strength;
import vn.mocua.portal.vault.Vault;

/** What accounts were proved with: appended, perhaps withdrawn, never edited. */
@Repository
public class AccountEvidence {

    static final String EVIDENCE = "account_evidence.statement";

    /** A proof that stands no more. */
    public record Withdrawn(Evidence evidence, Instant at) {}

    private final JdbcClient db;
    private final JsonMapper json;
    private final Vault vault;
    private final Clock clock;

    AccountEvidence(JdbcClient db, JsonMapper json, Vault vault, Clock clock) {
        this.db = db;
        this.json = json;
        this.vault = vault;
        this.clock = clock;
    }

    /** What stands for an account, in the row at hand and all that follow; a row without {@code evidence} holds none. */
    List<Evidence> from(ResultSet rows) throws SQLException {
        var standing = new ArrayList<Evidence>();
        do {
            var id = rows.getString("evidence");
            if (id != null) {
                standing.add(opened(id, rows.getBytes("statement")));
            }
        } while (rows.next());
        return standing;
    }

    /** What an account was proved with, and is no more; oldest first. */
    public List<Withdrawn> withdrawn(UUID id) {
        return db.sql("""
            select id, statement, withdrawn_at from account_evidence
            where account = :id and withdrawn_at is not null order by obtained_at
            """)
                .param("id", id)
                .query((row, number) -> new Withdrawn(
                        opened(row.getString("id"), row.getBytes("statement")),
                        row.getObject("withdrawn_at", OffsetDateTime.class).toInstant()))
                .list();
    }

    private Evidence opened(String id, byte[] statement) {
        return json.readValue(vault.open(EVIDENCE, id, statement), Evidence.class);
    }

    /** Whether the same certificate proves as much already; what an authority says may be asked for anew at any time. */
    boolean stands(UUID account, Evidence evidence) {
        var named = AccountCertificate.in(evidence).map(AccountCertificate::fingerprint);
        return named.isPresent()
                && db
                        .sql("""
            select id, statement from account_evidence
            where account = :account and strength = 'KEY_PROVEN' and withdrawn_at is null
            """)
                        .param("account", account)
                        .query((row, number) -> opened(row.getString("id"), row.getBytes("statement")))
                        .list()
                        .stream()
                        .filter(each -> each.ial().compareTo(evidence.ial()) >= 0)
                        .anyMatch(each -> AccountCertificate.in(each)
                                .map(AccountCertificate::fingerprint)
                                .equals(named));
    }

    void add(UUID account, Evidence evidence) {
        var id = TimeOrderedId.next(clock);
        db.sql("""
            insert into account_evidence (id, account, strength, method, source, level, statement, obtained_at, proof)
            values (:id, :account, :strength, :method, :source, :level, :statement, :at, :proof)
            """)
                .param("id", id)
                .param("account", account)
                .param("strength", evidence.strength().name())
                .param("method", evidence.method())
                .param("source", evidence.source())
                .param("level", evidence.ial().name())
                .param("statement", vault.seal(EVIDENCE, id.toString(), json.writeValueAsBytes(evidence)))
                .param("at", evidence.obtainedAt().atOffset(ZoneOffset.UTC))
                .param("proof", proofOf(evidence), Types.OTHER)
                .update();
    }

    /** The kept proof by which a key's evidence can be checked again; it is kept as long as evidence names it. */
    private static @Nullable UUID proofOf(Evidence evidence) {
        var proof =
                evidence.strength() == Strength.KEY_PROVEN ? evidence.answers().get("proof") : null;
        return proof == null ? null : UUID.fromString(proof);
    }
}
