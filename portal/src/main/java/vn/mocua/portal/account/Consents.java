package vn.mocua.portal.account;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What the owners of accounts agreed to, text by text. */
@Repository
public class Consents {

    /** A text that the owner agreed to: its name, its version and fingerprint. */
    public record Consent(String document, String version, Instant givenAt) {}

    private final JdbcClient db;
    private final Clock clock;

    Consents(JdbcClient db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    /** @param versions by document; one that was agreed to before stays as it is */
    void give(UUID account, Map<String, String> versions) {
        var consents = List.copyOf(versions.entrySet());
        db.sql("""
            insert into account_consent (account, document, version, given_at)
            select :id, document, version, :now from unnest(:documents, :versions) as consent (document, version)
            on conflict do nothing
            """)
                .param("id", account)
                .param("documents", consents.stream().map(Map.Entry::getKey).toArray(String[]::new))
                .param("versions", consents.stream().map(Map.Entry::getValue).toArray(String[]::new))
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
    }

    /** What the owner agreed to, and when; newest first. */
    public List<Consent> of(UUID id) {
        return db.sql("""
                select document, version, given_at from account_consent
                where account = :id order by given_at desc, document
                """)
                .param("id", id)
                .query((row, number) -> new Consent(
                        row.getString("document"),
                        row.getString("version"),
                        row.getObject("given_at", OffsetDateTime.class).toInstant()))
                .list();
    }
}
