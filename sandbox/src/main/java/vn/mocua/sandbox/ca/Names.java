package vn.mocua.sandbox.ca;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Properties;

/** The names of authorities and places as certificates write them, from {@code names.properties}. */
final class Names {

    private static final Properties NAMES = new Properties();

    static {
        try (var text = new InputStreamReader(
                Objects.requireNonNull(Names.class.getResourceAsStream("names.properties")), StandardCharsets.UTF_8)) {
            NAMES.load(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Names() {}

    static String of(String key) {
        return Objects.requireNonNull(NAMES.getProperty(key), key);
    }
}
