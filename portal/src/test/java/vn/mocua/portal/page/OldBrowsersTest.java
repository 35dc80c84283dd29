package vn.mocua.portal.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Phones that are updated no more get pages that look right: nothing newer stands where it would be missed. Decision 50. */
class OldBrowsersTest {

    private static final Path ASSETS = Path.of("src/main/resources/assets");

    /** What came between 2019 and 2021, with another way to say the same. */
    private static final Pattern YOUNG_STYLE = Pattern.compile(
            "(?<![-\\w])((margin|padding|border|inset)-(block|inline)[-a-z]*|inset|translate|rotate|scale)\\s*:");

    /** Names that browsers learned after 2020; each can be done without. */
    private static final List<String> YOUNG_SCRIPT = List.of(
            "AbortSignal.any",
            "AbortSignal.timeout",
            "structuredClone",
            "Object.groupBy",
            "Object.hasOwn",
            ".replaceAll(",
            ".replaceChildren(",
            ".findLast(",
            ".toSorted(",
            ".at(",
            "??=",
            "||=",
            "&&=",
            "crypto.randomUUID");

    @Test
    void stylesAreSaidInWordsThatOldBrowsersKnow() throws IOException {
        var styles = Files.readString(ASSETS.resolve("page.css"))
                .replaceAll("(?s)/[*].*?[*]/", "")
                .replaceAll("@supports[^{]*[{]", "{");
        assertThat(YOUNG_STYLE.matcher(styles).results().map(found -> found.group()))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"page.js", "usb-signing.js"})
    void scriptsCallNothingThatOldBrowsersLack(String file) throws IOException {
        var script = Files.readString(ASSETS.resolve(file));
        assertThat(YOUNG_SCRIPT).noneMatch(script::contains);
    }

    /** One such sign, and a browser that does not know it runs nothing of the file. */
    @Test
    void theScriptOfEveryPageIsReadByBrowsersOf2018() throws IOException {
        var signs = Pattern.compile("[?][.]\\D|[?][?]|\\d_\\d|[.]#\\w|[(][?]<[=!]");
        assertThat(signs.matcher(Files.readString(ASSETS.resolve("page.js"))).results())
                .isEmpty();
    }
}
