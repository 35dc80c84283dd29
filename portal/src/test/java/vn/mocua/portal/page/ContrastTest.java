package vn.mocua.portal.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.core.io.ClassPathResource;

/** WCAG 2.2, 1.4.3: words stand out by 4.5:1; 1.4.11: what one presses or must see to understand, by 3:1. */
class ContrastTest {

    private static final Pattern TOKEN = Pattern.compile("--([a-z-]+): (#[0-9A-F]{6});");

    private static Map<String, String> light = Map.of();
    private static Map<String, String> dark = Map.of();

    @BeforeAll
    static void readTheTokens() throws IOException {
        var styles = new ClassPathResource("assets/page.css").getContentAsString(StandardCharsets.UTF_8);
        var darkFrom = styles.indexOf("prefers-color-scheme: dark");
        light = tokens(styles.substring(0, darkFrom));
        dark = tokens(styles.substring(darkFrom, styles.indexOf("@media print")));
        assertThat(dark.keySet()).containsExactlyInAnyOrderElementsOf(light.keySet());
    }

    @ParameterizedTest
    @CsvSource({
        "ink, ground",
        "ink, paper",
        "ink, tint",
        "ink, warn-paper",
        "ink, good-paper",
        "muted, ground",
        "muted, paper",
        "muted, tint",
        "muted, good-paper",
        "link, ground",
        "link, paper",
        "link, tint",
        "link, warn-paper",
        "lacquer, paper",
        "on-head, head",
        "on-head, head-deep",
        "gold, head",
        "on-action, action",
        "on-action, action-over",
        "good, paper",
        "good, tint",
        "good, good-paper",
        "warn, paper",
        "warn, warn-paper",
        "warn, tint",
        "bad, paper",
        "bad, bad-paper",
        "bad, tint",
    })
    void wordsCanBeRead(String words, String ground) {
        assertThat(contrast(light, words, ground)).as("light").isGreaterThanOrEqualTo(4.5);
        assertThat(contrast(dark, words, ground)).as("dark").isGreaterThanOrEqualTo(4.5);
    }

    @ParameterizedTest
    @CsvSource({
        "edge, paper",
        "edge, ground",
        "edge, tint",
        "action, paper",
        "action, ground",
        "lacquer, tint",
        "bronze, paper",
        "bronze, ground",
        "focus-edge, focus",
        "on-head, head",
        "bad, bad-paper",
    })
    void controlsCanBeSeen(String control, String ground) {
        assertThat(contrast(light, control, ground)).as("light").isGreaterThanOrEqualTo(3);
        assertThat(contrast(dark, control, ground)).as("dark").isGreaterThanOrEqualTo(3);
    }

    private static Map<String, String> tokens(String styles) {
        var tokens = new HashMap<String, String>();
        TOKEN.matcher(styles).results().forEach(found -> tokens.put(found.group(1), found.group(2)));
        return tokens;
    }

    private static double contrast(Map<String, String> tokens, String one, String other) {
        var a = luminance(Objects.requireNonNull(tokens.get(one)));
        var b = luminance(Objects.requireNonNull(tokens.get(other)));
        return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    }

    private static double luminance(String colour) {
        return 0.2126 * channel(colour, 1) + 0.7152 * channel(colour, 3) + 0.0722 * channel(colour, 5);
    }

    private static double channel(String colour, int at) {
        var value = Integer.parseInt(colour, at, at + 2, 16) / 255.0;
        return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
    }
}
