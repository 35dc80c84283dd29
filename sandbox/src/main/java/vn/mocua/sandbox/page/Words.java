package vn.mocua.sandbox.page;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Properties;

/** The words of the pages in one language. */
final class Words {

    static final Words VIETNAMESE = new Words("vi");
    static final Words ENGLISH = new Words("en");

    private final String language;
    private final Properties words = new Properties();

    private Words(String language) {
        this.language = language;
        var name = "words_" + language + ".properties";
        try (var text = new InputStreamReader(
                Objects.requireNonNull(Words.class.getResourceAsStream(name), name), StandardCharsets.UTF_8)) {
            words.load(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Words in(String language) {
        return language.equals("en") ? ENGLISH : VIETNAMESE;
    }

    String language() {
        return language;
    }

    /** The words of a key, not yet escaped; {@code {0}} takes the value. */
    String of(String key, Object... value) {
        var text = Objects.requireNonNull(words.getProperty(key), key);
        return value.length == 0 ? text : text.replace("{0}", value[0].toString());
    }

    boolean has(String key) {
        return words.containsKey(key);
    }

    Properties all() {
        return words;
    }
}
