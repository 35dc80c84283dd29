package vn.mocua.portal.linked;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import vn.mocua.portal.account.Account;
import vn.mocua.portal.audit.Act;
import vn.mocua.portal.audit.Audit;
import vn.mocua.portal.identity.Evidence;

/**
 * Which providers open which account. Whoever proved who they are at a provider may sign in there, until they say
 * otherwise; everybody else links it first.
 */
@Repository
class Links {

    private record Said(@Nullable Instant linkedAt) {}

    private final JdbcClient db;
    private final Audit audit;
    private final Clock clock;

    Links(JdbcClient db, Audit audit, Clock clock) {
        this.db = db;
        this.audit = audit;
        this.clock = clock;
    }

    /** Since when a provider opens an account; empty when it does not. */
    Optional<Instant> since(Account account, String source) {
        var said = db.sql("select linked_at from account_link where account = :account and provider = :provider")
                .param("account", account.id())
                .param("provider", source)
                .query((row, number) -> {
                    var at = row.getObject("linked_at", OffsetDateTime.class);
                    return new Said(at == null ? null : at.toInstant());
                })
                .optional();
        return said.isPresent()
                ? Optional.ofNullable(said.get().linkedAt())
                : account.evidence().stream()
                        .filter(each -> each.source().equals(source))
                        .map(Evidence::obtainedAt)
                        .findFirst();
    }

    /** Those that the owner of an account linked, with the moment. */
    List<Map<String, String>> of(UUID account) {
        return db.sql("select provider, linked_at from account_link where account = :account and linked_at is not null"
                        + " order by linked_at")
                .param("account", account)
                .query((row, number) -> Map.of(
                        "provider",
                        row.getString("provider"),
                        "linkedAt",
                        row.getObject("linked_at", OffsetDateTime.class)
                                .toInstant()
                                .toString()))
                .list();
    }

    /** A provider opens this account from now on. */
    @Transactional
    void link(UUID account, String source, String client) {
        say(account, source, clock.instant(), "account.provider-linked", client);
    }

    /** A provider opens this account no longer. */
    @Transactional
    void unlink(UUID account, String source, String client) {
        say(account, source, null, "account.provider-unlinked", client);
    }

    private void say(UUID account, String source, @Nullable Instant linkedAt, String action, String client) {
        db.sql("""
            insert into account_link (account, provider, linked_at) values (:account, :provider, :at)
            on conflict (account, provider) do update set linked_at = excluded.linked_at
            """)
                .param("account", account)
                .param("provider", source)
                .param("at", linkedAt == null ? null : linkedAt.atOffset(ZoneOffset.UTC))
                .update();
        audit.record(new Act(action, "account:" + account, account, client, Map.of("provider", source)));
    }
}
