package vn.mocua.portal.page;

import java.text.MessageFormat;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Holds every word, ready to be filled in. */
@Component
class MessageFiles implements Texts {

    private static final Pattern ARGUMENT = Pattern.compile("\\{\\d");

    /** Words, and how to fill them in when they have gaps. */
    private record Words(String plain, @Nullable MessageFormat pattern) {

        static Words of(String plain, Language language) {
            var hasGaps = ARGUMENT.matcher(plain).find();
            return new Words(plain, hasGaps ? new MessageFormat(plain, language.locale()) : null);
        }

        String with(Object[] args) {
            // A MessageFormat is not safe for threads; its copy is cheap, reading the pattern again is not.
            return args.length == 0 || pattern == null ? plain : ((MessageFormat) pattern.clone()).format(args);
        }
    }

    private final Map<Language, Map<String, Words>> words = new EnumMap<>(Language.class);
    private final Assets assets;
    private final String version;

    MessageFiles(Wordings wordings, Assets assets, @Value("${spring.application.version:}") String version) {
        this.assets = assets;
        this.version = version;
        for (var language : Language.values()) {
            var ready = new HashMap<String, Words>();
            wordings.all(language).forEach(each -> ready.put(each.key(), Words.of(each.text(), language)));
            words.put(language, ready);
        }
    }

    @Override
    public String text(Language language, String key, Object... args) {
        var found = of(language).get(key);
        return found == null ? key : found.with(args);
    }

    @Override
    public boolean has(String key) {
        return of(Language.VI).containsKey(key);
    }

    @Override
    public String asset(String name) {
        return assets.address(name);
    }

    @Override
    public String version() {
        return version;
    }

    private Map<String, Words> of(Language language) {
        return Objects.requireNonNull(words.get(language));
    }
}
