package vn.mocua.portal.login;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.session.config.SessionRepositoryCustomizer;
import org.springframework.session.jdbc.JdbcIndexedSessionRepository;
import org.springframework.transaction.support.TransactionOperations;
import vn.mocua.portal.database.Commit;

/** How sessions stand in the database. */
@Configuration(proxyBeanMethods = false)
class KeptSessions {

    /**
     * That somebody was here is written down once in a while, not with every page, each of which would wait for the disk: no
     * more than a hundredth of the time for which a session lasts idle is lost to its owner.
     */
    private static final String UPDATE = """
        update %TABLE_NAME% s set session_id = n.session_id, last_access_time = n.last_access_time,
            max_inactive_interval = n.max_inactive_interval, expiry_time = n.expiry_time, principal_name = n.principal_name
        from (select cast(? as char(36)) session_id, cast(? as bigint) last_access_time,
            cast(? as int) max_inactive_interval, cast(? as bigint) expiry_time, cast(? as varchar(100)) principal_name,
            cast(? as char(36)) primary_id) n
        where s.primary_id = n.primary_id and (
            s.last_access_time + 10 * s.max_inactive_interval <= n.last_access_time
            or (s.session_id, s.max_inactive_interval, s.principal_name)
                is distinct from (n.session_id, n.max_inactive_interval, n.principal_name))
        """;

    /** Its attributes follow at once, and their commit, which waits for the disk, takes this along. */
    private static final String CREATE = """
        insert into %TABLE_NAME% (primary_id, session_id, creation_time, last_access_time, max_inactive_interval,
            expiry_time, principal_name)
        select ?, ?, ?, ?, ?, ?, ? from """ + " " + Commit.SOON;

    @Bean
    static SessionRepositoryCustomizer<JdbcIndexedSessionRepository> seldomWritten() {
        return sessions -> {
            sessions.setCreateSessionQuery(CREATE);
            sessions.setUpdateSessionQuery(UPDATE);
        };
    }

    /**
     * No statement about a session needs another to stand or fall with it: one without attributes is nobody's, and one
     * whose id has changed is found by nobody who has not been told the new one.
     */
    @Bean(name = "springSessionTransactionOperations", defaultCandidate = false)
    static TransactionOperations eachByItself() {
        return TransactionOperations.withoutTransaction();
    }
}
