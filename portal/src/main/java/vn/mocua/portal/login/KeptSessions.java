package vn.mocua.portal.login;

import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.session.config.SessionRepositoryCustomizer;
import org.springframework.session.jdbc.JdbcIndexedSessionRepository;
import org.springframework.session.web.http.CookieSerializer;
import org.springframework.transaction.support.TransactionOperations;
import vn.mocua.portal.database.Commit;

/** How sessions stand in the database. */
@Configuration(proxyBeanMethods = false)
class KeptSessions {

    /** Its attributes follow at once, and their commit, which waits for the disk, takes this along. */
    private static final String CREATE = """
        insert into %TABLE_NAME% (primary_id, session_id, creation_time, last_access_time, max_inactive_interval,
            expiry_time, principal_name)
        select ?, ?, ?, ?, ?, ?, ? from """ + " " + Commit.SOON;

    @Bean
    static SessionRepositoryCustomizer<JdbcIndexedSessionRepository> createdSoon() {
        return sessions -> sessions.setCreateSessionQuery(CREATE);
    }

    /** A page that changes nothing of its session reads it once and writes nothing. */
    @Bean
    static BeanPostProcessor askedAndWrittenSeldom() {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                return switch (bean) {
                    case JdbcIndexedSessionRepository sessions -> new SeldomWritten<>(sessions);
                    case CookieSerializer cookies -> new NamedOnce(cookies);
                    default -> bean;
                };
            }
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
