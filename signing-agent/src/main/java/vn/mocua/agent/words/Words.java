package vn.mocua.agent.words;

import java.text.MessageFormat;
import java.util.ResourceBundle;
import vn.mocua.agent.protocol.Language;

/** What the agent says, in the person's language. */
public final class Words {

    private final ResourceBundle bundle;
    private final Language language;

    public Words(Language language) {
        this.language = language;
        this.bundle = ResourceBundle.getBundle(
                "vn.mocua.agent.words.words",
                language.locale(),
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    }

    public Language language() {
        return language;
    }

    public String of(String key, Object... details) {
        return details.length == 0
                ? bundle.getString(key)
                : new MessageFormat(bundle.getString(key), language.locale()).format(details);
    }
}
