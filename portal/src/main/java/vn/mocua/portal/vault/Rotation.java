package vn.mocua.portal.vault;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The change of keys while the portal runs.
 *
 * <p>A new key-encryption key goes into the keyring's file; a new data key, wrapped by it, takes all that is sealed from
 * now on; the old data keys are wrapped anew; old rows are sealed anew in small steps. Each step may be repeated, and a
 * run after a crash goes on where the last one ended.
 */
class Rotation {

    private static final int BATCH = 200;

    /** Twice as long as a node may go on sealing under the former key, so that slow transactions end as well. */
    static final Duration GRACE = Duration.ofSeconds(60);

    static final long LOCK = 0x6d6f6375_6b657973L;

    private final Path file;
    private final DataSource owner;
    private final List<SealedColumn> columns;
    private final Clock clock;
    private final Duration grace;

    /** How a run ended: rows sealed anew, places that did not open, and what keeps the old keys alive. */
    record Report(long sealedAnew, List<String> broken, List<String> undeclared) {

        boolean isClean() {
            return broken.isEmpty() && undeclared.isEmpty();
        }
    }

    Rotation(Path file, DataSource owner, List<SealedColumn> columns, Clock clock, Duration grace) {
        this.file = file;
        this.owner = owner;
        this.columns = List.copyOf(columns);
        this.clock = clock;
        this.grace = grace;
    }

    /** Adds a key to the file and nothing else, so that it can be carried to the other machines before it is used. */
    void addKey() throws IOException {
        Keyring.readFrom(file).withNewKey().replaceAt(file);
    }

    /**
     * @param retireOld whether the old keys are destroyed at the end, with which old backups become unreadable
     */
    Report run(boolean retireOld, Consumer<String> tell) throws Exception {
        try (var guard = owner.getConnection()) {
            if (!lock(guard)) {
                throw new IllegalStateException("another 'keys rotate' is at work");
            }
            try {
                return runAlone(retireOld, tell);
            } finally {
                unlock(guard);
            }
        }
    }

    /** At once: a session that was closed holds its lock until the server notices. */
    private static void unlock(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("select pg_advisory_unlock(" + LOCK + ")");
        }
    }

    private Report runAlone(boolean retireOld, Consumer<String> tell) throws Exception {
        var keys = new DataKeys(file, JdbcClient.create(owner), clock, Duration.ofDays(1));
        var vault = new Vault(keys);
        var newest = begin(keys, tell);
        for (var old : keys.all()) {
            if (!old.wrappedBy().equals(keys.keyring().current())) {
                keys.wrapAnew(old);
            }
        }
        if (retireOld) {
            tell.accept("waiting " + grace.toSeconds() + " s until every node seals under the new key");
            Thread.sleep(grace);
        }
        var report = sealAnew(vault, keys, newest, tell);
        if (!report.isClean()) {
            return report;
        }
        keys.all().stream().filter(key -> key.id() < newest).forEach(key -> keys.markEmptied(key.id()));
        if (retireOld) {
            keys.destroyBefore(newest);
            keys.keyring().withoutOldKeys().replaceAt(file);
            tell.accept("the old keys are destroyed");
        }
        return report;
    }

    /** Goes on with a change that was not finished, or begins one; the id of the data key that all moves to. */
    private int begin(DataKeys keys, Consumer<String> tell) throws IOException {
        var stored = keys.all();
        var newest = stored.getLast();
        var isFileAhead = !newest.wrappedBy().equals(keys.keyring().current());
        var isMoving = stored.stream().anyMatch(key -> key.id() < newest.id() && !key.isEmptied());
        if (isMoving && !isFileAhead) {
            tell.accept("going on with the change to data key " + newest.id());
            return newest.id();
        }
        if (!isFileAhead) {
            addKey();
            keys.reread();
            tell.accept("the keyring has a new current key, " + keys.keyring().current());
        }
        keys.insert(newest.id() + 1);
        tell.accept("data key " + (newest.id() + 1) + " takes what is sealed from now on");
        return newest.id() + 1;
    }

    private Report sealAnew(Vault vault, DataKeys keys, int newest, Consumer<String> tell) throws SQLException {
        var broken = new ArrayList<String>();
        long total = 0;
        try (var connection = owner.getConnection()) {
            connection.setAutoCommit(false);
            for (var column : columns) {
                long found;
                do {
                    // Rows that a node sealed under the former key meanwhile are met by the next pass.
                    broken.removeIf(place -> place.startsWith(column.name() + " "));
                    found = pass(connection, vault, column, newest, broken);
                    total += found;
                } while (found > 0);
                tell.accept(column.name() + " is done");
            }
            var old = keys.all().stream()
                    .map(DataKeys.Wrapped::id)
                    .filter(id -> id < newest)
                    .toList();
            return new Report(total, List.copyOf(broken), undeclared(connection, old));
        }
    }

    /** Once through a table, in the order of its key; how many rows were there to be sealed anew. */
    private static long pass(Connection connection, Vault vault, SealedColumn column, int newest, List<String> broken)
            throws SQLException {
        long done = 0;
        Object @Nullable [] last = null;
        while (true) {
            var rows = batch(connection, column, newest, last);
            for (var row : rows) {
                if (sealAnew(connection, vault, column, newest, row, broken)) {
                    done++;
                }
            }
            connection.commit();
            if (rows.size() < BATCH) {
                return done;
            }
            last = rows.getLast().key;
        }
    }

    private record Row(Object[] key, byte[] sealed) {}

    private static List<Row> batch(Connection connection, SealedColumn column, int newest, Object @Nullable [] last)
            throws SQLException {
        var key = String.join(", ", column.keyColumns());
        var sql = "select " + key + ", " + column.column() + " from " + column.table() + " where substring("
                + column.column() + " from 1 for 5) <> ?" // null where there is no value: not met
                + (last == null ? "" : " and (" + key + ") > (" + marks(last.length) + ")")
                + " order by " + key + " limit " + BATCH;
        try (var statement = connection.prepareStatement(sql)) {
            statement.setBytes(1, Vault.head(newest));
            for (int i = 0; last != null && i < last.length; i++) {
                statement.setObject(i + 2, last[i]);
            }
            var rows = new ArrayList<Row>();
            try (var found = statement.executeQuery()) {
                while (found.next()) {
                    var parts = new Object[column.keyColumns().size()];
                    for (int i = 0; i < parts.length; i++) {
                        parts[i] = found.getObject(i + 1);
                    }
                    rows.add(new Row(parts, found.getBytes(parts.length + 1)));
                }
            }
            return rows;
        }
    }

    /** False when the row does not open; a row that a node was faster to change counts, and is looked at once more. */
    private static boolean sealAnew(
            Connection connection, Vault vault, SealedColumn column, int newest, Row row, List<String> broken)
            throws SQLException {
        var name = SealedColumn.row(row.key);
        byte[] anew;
        try {
            anew = vault.seal(column.name(), name, vault.open(column.name(), name, row.sealed));
        } catch (SealBroken e) {
            broken.add(column.name() + " of row " + name + " " + e.getMessage());
            return false;
        }
        if (Vault.keyOf(anew) != newest) {
            throw new IllegalStateException("a newer data key than " + newest + " appeared meanwhile");
        }
        var where = column.keyColumns().stream().map(part -> part + " = ?").collect(Collectors.joining(" and "));
        // Only over the value that was read: what a node wrote meanwhile stays.
        var sql = "update " + column.table() + " set " + column.column() + " = ? where " + where + " and "
                + column.column() + " = ?";
        try (var statement = connection.prepareStatement(sql)) {
            statement.setBytes(1, anew);
            for (int i = 0; i < row.key.length; i++) {
                statement.setObject(i + 2, row.key[i]);
            }
            statement.setBytes(row.key.length + 2, row.sealed);
            statement.executeUpdate();
            return true;
        }
    }

    /** Columns that hold what was sealed under an old key, and that no room declared: destroying the key would lose them. */
    private List<String> undeclared(Connection connection, List<Integer> old) throws SQLException {
        var declared = columns.stream().map(SealedColumn::name).collect(Collectors.toSet());
        var found = new ArrayList<String>();
        var sql = "select table_schema, table_name, column_name from information_schema.columns join"
                + " information_schema.tables using (table_schema, table_name) where data_type = 'bytea'"
                + " and table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')";
        try (var statement = connection.createStatement();
                var columnsOfBytes = statement.executeQuery(sql)) {
            while (columnsOfBytes.next()) {
                var name = columnsOfBytes.getString(2) + "." + columnsOfBytes.getString(3);
                if (!declared.contains(name)
                        && !old.isEmpty()
                        && holdsOld(connection, columnsOfBytes.getString(1), name, old)) {
                    found.add(name);
                }
            }
        }
        connection.commit();
        return found;
    }

    private static boolean holdsOld(Connection connection, String schema, String name, List<Integer> old)
            throws SQLException {
        var parts = name.split("\\.");
        var sql = "select exists (select from \"" + schema + "\".\"" + parts[0] + "\" where substring(\"" + parts[1]
                + "\" from 1 for 5) in (" + marks(old.size()) + "))";
        try (var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < old.size(); i++) {
                statement.setBytes(i + 1, Vault.head(old.get(i)));
            }
            try (var answer = statement.executeQuery()) {
                return answer.next() && answer.getBoolean(1);
            }
        }
    }

    private static boolean lock(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var answer = statement.executeQuery("select pg_try_advisory_lock(" + LOCK + ")")) {
            return answer.next() && answer.getBoolean(1);
        }
    }

    private static String marks(int count) {
        return IntStream.range(0, count).mapToObj(i -> "?").collect(Collectors.joining(", "));
    }
}
