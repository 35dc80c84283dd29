package vn.mocua.agent.words;

import java.io.PrintStream;
import java.nio.charset.Charset;
import java.text.Normalizer;
import java.util.regex.Pattern;

/** Vietnamese for terminals that lack its letters: without marks it is still read, as question marks it is not. */
public final class Plain {

    private static final Pattern MARKS = Pattern.compile("\\p{M}+");

    private Plain() {}

    /** As it is, where the letters are there. */
    public static String on(Charset terminal, String text) {
        return terminal.newEncoder().canEncode(text)
                ? text
                : MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFD))
                        .replaceAll("")
                        .replace('đ', 'd')
                        .replace('Đ', 'D')
                        .replace('·', '-')
                        .replace('—', '-');
    }

    /** Writes a line. */
    public static void say(PrintStream to, String text) {
        to.println(on(to.charset(), text));
    }
}
