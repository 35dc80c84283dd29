package vn.mocua.portal;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** All rows of all tables as a thief of the database would see them. */
public final class DatabaseDump {

    private static final List<String> HASHES = List.of(
            "MD5",
            "SHA-1",
            "SHA-224",
            "SHA-256",
            "SHA-384",
            "SHA-512",
            "SHA-512/256",
            "SHA3-224",
            "SHA3-256",
            "SHA3-384",
            "SHA3-512");

    /** A row: its table, and its values by column, bytes as they are and all else as text. */
    private record Row(String table, Map<String, byte[]> values) {}

    private final List<Row> rows;

    private DatabaseDump(List<Row> rows) {
        this.rows = rows;
    }

    public static DatabaseDump of(DataSource database) {
        var rows = new ArrayList<Row>();
        try (var connection = database.getConnection();
                var tables = connection
                        .createStatement()
                        .executeQuery("select table_schema, table_name from information_schema.tables"
                                + " where table_type = 'BASE TABLE'"
                                + " and table_schema not in ('pg_catalog', 'information_schema')")) {
            while (tables.next()) {
                var name = "\"" + tables.getString(1) + "\".\"" + tables.getString(2) + "\"";
                try (var found = connection.createStatement().executeQuery("select * from " + name)) {
                    while (found.next()) {
                        var values = new LinkedHashMap<String, byte[]>();
                        for (int i = 1; i <= found.getMetaData().getColumnCount(); i++) {
                            var value = found.getObject(i) instanceof byte[] bytes ? bytes : text(found.getString(i));
                            values.put(found.getMetaData().getColumnName(i), value);
                        }
                        rows.add(new Row(name, values));
                    }
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return new DatabaseDump(rows);
    }

    public int size() {
        return rows.size();
    }

    /** Where a text can be read, as it is or in hexadecimal or base64: tables and columns. */
    public Set<String> tracesOf(String secret) {
        var traces = new HashSet<String>();
        var forms = forms(secret);
        for (var row : rows) {
            row.values.forEach((column, value) -> {
                var read = new String(value, StandardCharsets.ISO_8859_1);
                if (forms.stream()
                        .anyMatch(form -> read.contains(form)
                                || read.toLowerCase(Locale.ROOT).contains(form))) {
                    traces.add(row.table + "." + column);
                }
            });
        }
        return traces;
    }

    /** Where a value equals a hash of the text that anyone can compute, bare or with a column of its row as salt. */
    public Set<String> hashesOf(String secret) {
        var traces = new HashSet<String>();
        for (var row : rows) {
            var salts = new ArrayList<byte[]>(row.values.values());
            salts.add(new byte[0]);
            var guesses = new HashSet<String>();
            for (var salt : salts) {
                for (var hash : HASHES) {
                    guesses.add(hex(digest(hash, salt, text(secret))));
                    guesses.add(hex(digest(hash, text(secret), salt)));
                }
            }
            row.values.forEach((column, value) -> {
                if (guesses.contains(hex(value)) || guesses.contains(new String(value, StandardCharsets.ISO_8859_1))) {
                    traces.add(row.table + "." + column);
                }
            });
        }
        return traces;
    }

    private static Set<String> forms(String secret) {
        var forms = new HashSet<String>();
        var bytes = text(secret);
        forms.add(new String(bytes, StandardCharsets.ISO_8859_1));
        forms.add(new String(secret.getBytes(StandardCharsets.UTF_16BE), StandardCharsets.ISO_8859_1));
        forms.add(hex(bytes));
        for (int shift = 0; shift < 3; shift++) {
            // The middle of the base64 of the text, wherever in a group of three it begins.
            var shifted = new byte[bytes.length + shift];
            System.arraycopy(bytes, 0, shifted, shift, bytes.length);
            var encoded = Base64.getEncoder().withoutPadding().encodeToString(shifted);
            var middle = encoded.substring(shift == 0 ? 0 : 4, encoded.length() - 2);
            forms.add(middle);
            forms.add(middle.replace('+', '-').replace('/', '_'));
        }
        return forms;
    }

    private static byte[] text(@Nullable String value) {
        return value == null ? new byte[0] : value.getBytes(StandardCharsets.UTF_8);
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static byte[] digest(String name, byte[] first, byte[] second) {
        try {
            var digest = MessageDigest.getInstance(name);
            digest.update(first);
            return digest.digest(second);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
