package vn.mocua.portal.abuse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** docs/limits.md tells operators what is in force. */
class LimitsPaperTest {

    @Test
    void thePaperNamesEveryLimitWithItsUsualRateAndBounds() throws IOException {
        var paper = Files.readString(Path.of("..", "docs", "limits.md"));
        var rows = Pattern.compile("(?m)^\\| `([a-z-]+)` \\| (\\S+) \\| (\\d+)–(\\d+) \\| .+ \\|$")
                .matcher(paper)
                .results()
                .map(row -> new Limit(
                        row.group(1),
                        Rate.of(row.group(2)),
                        Integer.parseInt(row.group(3)),
                        Integer.parseInt(row.group(4))));

        assertThat(rows).containsExactlyElementsOf(Limit.ALL);
        assertThat(Delay.ALL)
                .allSatisfy(delay -> assertThat(paper)
                        .contains("`mocua.limits.%s=%d/%s/%s`"
                                .formatted(
                                        delay.name(),
                                        delay.free(),
                                        Rate.text(delay.first()),
                                        Rate.text(delay.longest()))));
    }
}
