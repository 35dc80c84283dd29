package vn.mocua.portal.identity;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** The small tables that stand beside these classes: a heading, then one row a line, its columns parted by commas. */
final class Lines {

    private Lines() {}

    /** The second column of a table by its first. */
    static Map<String, String> table(String name) {
        try (var in = Objects.requireNonNull(Lines.class.getResourceAsStream(name), name);
                var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return lines.lines()
                    .skip(1)
                    .map(line -> line.split(",", -1))
                    .collect(Collectors.toUnmodifiableMap(columns -> columns[0], columns -> columns[1]));
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
    }
}
