package vn.mocua.portal.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** The words: whole in both languages, and each in one place. */
class MessageFilesTest {

    private static final Pattern ARGUMENT = Pattern.compile("\\{(\\d)[,}]");

    private final MessageFiles texts = new MessageFiles(Wordings.builtIn(), new Assets(), "0.1.0");
    private final Map<String, Map<String, String>> files = read();

    @Test
    void bothLanguagesHaveTheSameKeysInTheSameRoom() {
        for (var file :
                files.keySet().stream().filter(name -> !name.endsWith("_en")).toList()) {
            assertThat(files).as(file).containsKey(file + "_en");
            assertThat(words(file + "_en").keySet())
                    .as(file)
                    .containsExactlyInAnyOrderElementsOf(words(file).keySet());
        }
    }

    @Test
    void bothLanguagesTakeTheSameArguments() {
        files.forEach((file, words) -> {
            if (!file.endsWith("_en")) {
                words.forEach((key, text) -> assertThat(arguments(
                                Objects.requireNonNull(words(file + "_en").get(key))))
                        .as(key)
                        .isEqualTo(arguments(text)));
            }
        });
    }

    @Test
    void noKeyStandsInTwoFiles() {
        for (var ending : new String[] {"", "_en"}) {
            var seenIn = new HashMap<String, String>();
            files.forEach((file, words) -> {
                if (file.endsWith("_en") == ending.equals("_en")) {
                    words.keySet()
                            .forEach(key -> assertThat(seenIn.put(key, file))
                                    .as("%s in %s, and in", key, file)
                                    .isNull());
                }
            });
        }
    }

    @Test
    void wordsAreComposedAndHaveNoStraightApostropheWhereItWouldBeEatenByAPattern() {
        files.forEach((file, words) -> words.forEach((key, text) -> {
            assertThat(Normalizer.isNormalized(text, Normalizer.Form.NFC))
                    .as(key)
                    .isTrue();
            if (!arguments(text).isEmpty()) {
                assertThat(text).as(key).doesNotContain("'");
            }
        }));
    }

    @Test
    void vietnameseIsTheDefaultAndEnglishAWholeTranslation() {
        assertThat(texts.text(Language.VI, "page.sign-in")).isEqualTo("Đăng nhập");
        assertThat(texts.text(Language.EN, "page.sign-in")).isEqualTo("Sign in");
    }

    @Test
    void argumentsFillTheGaps() {
        assertThat(texts.text(Language.VI, "page.step", 2, 4)).isEqualTo("Bước 2 trên 4");
        assertThat(texts.text(Language.EN, "error.again-in", 1)).isEqualTo("You can try again in 1 minute.");
        assertThat(texts.text(Language.EN, "error.again-in", 3)).isEqualTo("You can try again in 3 minutes.");
    }

    @Test
    void aMissingKeyShowsItself() {
        assertThat(texts.text(Language.VI, "no.such.key")).isEqualTo("no.such.key");
        assertThat(texts.has("no.such.key")).isFalse();
        assertThat(texts.has("page.sign-in")).isTrue();
    }

    private Map<String, String> words(String file) {
        return Objects.requireNonNull(files.get(file), file);
    }

    private static TreeSet<String> arguments(String text) {
        return ARGUMENT.matcher(text)
                .results()
                .map((MatchResult found) -> found.group(1))
                .collect(TreeSet::new, TreeSet::add, TreeSet::addAll);
    }

    private static Map<String, Map<String, String>> read() {
        try {
            var files = new TreeMap<String, Map<String, String>>();
            for (var file :
                    new PathMatchingResourcePatternResolver().getResources("classpath*:messages/*.properties")) {
                var properties = new Properties();
                try (var reader = new InputStreamReader(file.getInputStream(), StandardCharsets.UTF_8)) {
                    properties.load(reader);
                }
                var words = new TreeMap<String, String>();
                properties.forEach((key, value) -> words.put((String) key, (String) value));
                files.put(Objects.requireNonNull(file.getFilename()).replace(".properties", ""), words);
            }
            return files;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
