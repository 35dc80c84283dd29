package vn.mocua.portal.identity;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** Rows of a test table: commas part the columns, {@code \}{@code uXXXX} stands for what an editor might change. */
final class Table {

    private Table() {}

    static List<String[]> read(String name) {
        try (var in = Objects.requireNonNull(Table.class.getResourceAsStream(name), name);
                var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return lines.lines()
                    .skip(1)
                    .map(line -> line.split(",", -1))
                    .map(Table::unescaped)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String[] unescaped(String[] columns) {
        for (int i = 0; i < columns.length; i++) {
            var text = new StringBuilder(columns[i]);
            for (int at = text.indexOf("\\u"); at >= 0; at = text.indexOf("\\u", at + 1)) {
                text.replace(at, at + 6, Character.toString((char)
                        Integer.parseInt(text.substring(at + 2, at + 6), 16)));
            }
            columns[i] = text.toString();
        }
        return columns;
    }
}
