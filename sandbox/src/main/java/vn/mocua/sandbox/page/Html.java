package vn.mocua.sandbox.page;

/** A page being written; what is text is escaped, what is markup stands in the source. */
public final class Html {

    private final StringBuilder out = new StringBuilder(16_384);

    /** Markup, as it is. */
    public Html raw(String markup) {
        out.append(markup);
        return this;
    }

    /** Text, or the value of an attribute in double quotes. */
    public Html text(Object text) {
        out.append(escaped(text.toString()));
        return this;
    }

    static String escaped(String text) {
        var escaped = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.append(c);
            }
        }
        return escaped.toString();
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
