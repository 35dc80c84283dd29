package vn.mocua.portal.information;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A text to be read, as its file has it: the title on the first line after {@code # }, headings after {@code ## },
 * points after {@code - }, paragraphs parted by blank lines, links written {@code [words](/address)}.
 */
public record Prose(String title, List<Block> blocks) {

    /** A heading, a paragraph, or a list of points. */
    public sealed interface Block {
        record Heading(String words) implements Block {}

        record Paragraph(List<Span> spans) implements Block {}

        record Points(List<List<Span>> points) implements Block {}
    }

    /** Words on a line; {@code address} is where they lead, null when nowhere. */
    public record Span(String words, @Nullable String address) {}

    private static final Pattern LINK = Pattern.compile("\\[([^\\]]+)]\\((/[^)]*)\\)");

    static Prose read(String text) {
        var parts = text.strip().split("\n\\s*\n");
        if (!parts[0].startsWith("# ")) {
            throw new IllegalArgumentException("a text begins with its title: " + parts[0]);
        }
        var blocks = new ArrayList<Block>();
        for (var part : List.of(parts).subList(1, parts.length)) {
            if (part.startsWith("## ")) {
                blocks.add(new Block.Heading(part.substring(3).strip()));
            } else if (part.startsWith("- ")) {
                blocks.add(new Block.Points(List.of(part.substring(2).split("\n- ")).stream()
                        .map(Prose::spans)
                        .toList()));
            } else {
                blocks.add(new Block.Paragraph(spans(part)));
            }
        }
        return new Prose(parts[0].substring(2).strip(), List.copyOf(blocks));
    }

    private static List<Span> spans(String text) {
        var line = text.replaceAll("\\s*\n\\s*", " ");
        var spans = new ArrayList<Span>();
        var links = LINK.matcher(line);
        var end = 0;
        while (links.find()) {
            spans.add(new Span(line.substring(end, links.start()), null));
            spans.add(new Span(links.group(1), links.group(2)));
            end = links.end();
        }
        spans.add(new Span(line.substring(end), null));
        return List.copyOf(spans);
    }
}
