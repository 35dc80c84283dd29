package vn.mocua.sandbox.page;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Properties;

/** The words of some pages in one language. */
public final class Words {

    static final Words VIETNAMESE = new Words(Words.class, "vi");
    static final Words ENGLISH = new Words(Words.class, "en");

    private final String language;
    private final Properties words = new Properties();

    /** Reads {@code words_<language>.properties} beside a class. */
    public Words(Class<?> beside, String language) {
        this.language = language;
        var name = "words_" + language + ".properties";
        try (var text = new InputStreamReader(
                Objects.requireNonNull(beside.getResourceAsStream(name), name), StandardCharsets.UTF_8)) {
            words.load(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Words in(String language) {
        return language.equals("en") ? ENGLISH : VIETNAMESE;
    }

    public String language() {
        return language;
    }

    /** The words of a key, not yet escaped; {@code {0}} takes the value. */
    public String of(String key, Object... value) {
        var text = Objects.requireNonNull(words.getProperty(key), key);
        return value.length == 0 ? text : text.replace("{0}", value[0].toString());
    }

    public boolean has(String key) {
        return words.containsKey(key);
    }

    public Properties all() {
        return words;
    }
}
