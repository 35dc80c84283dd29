package vn.mocua.portal.page;

import java.text.MessageFormat;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * What a file says under a key, in one language.
 *
 * @param file in which it stands
 * @param text with gaps such as {@code {0}}
 */
public record Wording(String file, Language language, String key, String text) {

    private static final Pattern GAP = Pattern.compile("\\{(\\d+)[,}]");

    static final Pattern TIME = Pattern.compile("\\[\\[([a-z-]+)]]");

    /** The numbers of its gaps. */
    public Set<Integer> gaps() {
        return GAP.matcher(text)
                .results()
                .map((MatchResult found) -> Integer.valueOf(found.group(1)))
                .collect(TreeSet::new, TreeSet::add, TreeSet::addAll);
    }

    /** The names of the times of which it speaks, each as {@code [[name]]}. */
    public Set<String> times() {
        return TIME.matcher(text)
                .results()
                .map((MatchResult found) -> found.group(1))
                .collect(TreeSet::new, TreeSet::add, TreeSet::addAll);
    }

    /** Its words with its gaps filled in. */
    public String with(Object... arguments) {
        return gaps().isEmpty() ? text : new MessageFormat(text, language.locale()).format(arguments);
    }
}
