package vn.mocua.portal.vault;

import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A column whose values {@link Vault#seal} made, so that a change of keys finds them.
 *
 * <p>A room declares each of its sealed columns as a bean. The column's {@link #name} and the {@link #row} must be
 * exactly those that were given to the vault.
 *
 * @param keyColumns the primary key, in the order in which it makes the row's name
 */
public record SealedColumn(String table, List<String> keyColumns, String column) {

    public SealedColumn {
        keyColumns = List.copyOf(keyColumns);
        if (keyColumns.isEmpty()) {
            throw new IllegalArgumentException("a sealed column needs the key of its row");
        }
        Stream.concat(Stream.of(table, column), keyColumns.stream()).forEach(name -> {
            if (!name.matches("[a-z][a-z0-9_]*")) {
                throw new IllegalArgumentException("not a name of a table or column: " + name);
            }
        });
    }

    public static SealedColumn of(String table, String keyColumn, String column) {
        return new SealedColumn(table, List.of(keyColumn), column);
    }

    /** What the vault is told as column: {@code account_contact.value}. */
    public String name() {
        return table + "." + column;
    }

    /** What the vault is told as row: the key's parts, bytes as hexadecimal, joined by slashes. */
    public static String row(Object... key) {
        return Stream.of(key)
                .map(part -> part instanceof byte[] bytes ? HexFormat.of().formatHex(bytes) : part.toString())
                .collect(Collectors.joining("/"));
    }
}
