package vn.mocua.portal.evidence;

import java.io.IOException;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.stereotype.Component;

/**
 * Of all nodes and commands one archives at a time: archiving a proof costs a time stamp, and doing it twice keeps one. The
 * turn lasts as long as its connection, so that a node that dies gives it back; it is no transaction.
 */
@Component
class ArchiveTurn {

    static final long LOCK = 0x6d6f6375_61726368L;

    private final DataSource database;

    ArchiveTurn(DataSource database) {
        this.database = database;
    }

    interface Work<T> {
        T run() throws IOException;
    }

    /** Does the work, or answers empty at once when somebody else has the turn. */
    <T> Optional<T> take(Work<T> work) throws IOException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            if (!isMine(statement)) {
                return Optional.empty();
            }
            try {
                return Optional.of(work.run());
            } finally {
                statement.execute("select pg_advisory_unlock(" + LOCK + ")");
            }
        } catch (SQLException e) {
            throw new IOException("the turn to archive can not be had: " + e.getSQLState(), e);
        }
    }

    private static boolean isMine(Statement statement) throws SQLException {
        try (var answer = statement.executeQuery("select pg_try_advisory_lock(" + LOCK + ")")) {
            return answer.next() && answer.getBoolean(1);
        }
    }
}
