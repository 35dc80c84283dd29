package vn.mocua.portal.page;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;

/** Reads every {@code messages/<room>.properties} (Vietnamese) and {@code messages/<room>_en.properties} once. */
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

    MessageFiles(Assets assets, @Value("${spring.application.version:}") String version) {
        this.assets = assets;
        this.version = version;
        Arrays.stream(Language.values()).forEach(language -> words.put(language, new HashMap<>()));
        try {
            for (var file :
                    new PathMatchingResourcePatternResolver().getResources("classpath*:messages/*.properties")) {
                var name = Objects.requireNonNull(file.getFilename());
                var language = name.endsWith("_en.properties") ? Language.EN : Language.VI;
                var properties = new Properties();
                try (var reader = new InputStreamReader(file.getInputStream(), StandardCharsets.UTF_8)) {
                    properties.load(reader);
                }
                properties.forEach((key, value) -> add(language, (String) key, (String) value, name));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void add(Language language, String key, String value, String file) {
        if (of(language).putIfAbsent(key, Words.of(value, language)) != null) {
            throw new IllegalStateException("the words of " + key + " in " + file + " stand in another file too");
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
