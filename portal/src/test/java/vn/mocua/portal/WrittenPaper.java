package vn.mocua.portal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A paper in docs/ that is written from the code. A test holds the committed file against what the code says now;
 * {@code -Ddocs.write=true} writes it anew.
 */
public record WrittenPaper(String name) {

    public void says(String text) throws IOException {
        var file = Path.of("..", "docs", name);
        if (Boolean.getBoolean("docs.write")) {
            Files.writeString(file, text);
        }
        assertThat(Files.exists(file) ? Files.readString(file) : "")
                .as("docs/%s is stale: run this test with -Ddocs.write=true and commit the file", name)
                .isEqualTo(text);
    }
}
