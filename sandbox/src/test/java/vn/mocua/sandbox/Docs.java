package vn.mocua.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/** The examples in docs/protocols, so that what is written there is what runs. */
public final class Docs {

    private static final Pattern BLOCK =
            Pattern.compile("```(?:hex|json|text|xml) ([^\n]+)\n(.*?)\n```", Pattern.DOTALL);

    private Docs() {}

    /** One named example of a page. */
    public static String example(String page, String name) {
        return Objects.requireNonNull(examples(page).get(name), page + " has no example " + name);
    }

    private static Map<String, String> examples(String page) {
        try {
            var text = Files.readString(folder().resolve(page));
            var examples = new LinkedHashMap<String, String>();
            var blocks = BLOCK.matcher(text);
            while (blocks.find()) {
                examples.put(blocks.group(1), blocks.group(2));
            }
            return examples;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One example of bytes. */
    public static byte[] bytes(String page, String name) {
        return HexFormat.of().parseHex(example(page, name).replaceAll("\\s", ""));
    }

    private static Path folder() {
        var here = Path.of("").toAbsolutePath();
        return Files.isDirectory(here.resolve("docs"))
                ? here.resolve("docs/protocols")
                : here.resolve("../docs/protocols");
    }
}
