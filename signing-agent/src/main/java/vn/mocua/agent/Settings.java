package vn.mocua.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.mocua.agent.protocol.Json;
import vn.mocua.agent.protocol.Language;
import vn.mocua.agent.protocol.Malformed;
import vn.mocua.agent.protocol.Origin;
import vn.mocua.agent.token.Platform;

/** What the user settled: {@code settings.json} with {@code drivers} and {@code lang}; and what came with the program. */
record Settings(Path folder, List<Path> drivers, Optional<Language> language) {

    /** Set by the packages: the file beside the program that lists the sites which may ask. */
    private static final String INSTALLED_ORIGINS = "mocua.agent.origins";

    private static final String FILE = "settings.json";

    static Settings ofUser() {
        return in(folderOf(Platform.current(), Path.of(System.getProperty("user.home", ".")), System.getenv()));
    }

    static Settings in(Path folder) {
        try {
            var read = Json.object(Files.readAllBytes(folder.resolve(FILE)));
            return new Settings(
                    folder,
                    strings(read.get("drivers")).stream().map(Path::of).toList(),
                    read.get("lang") instanceof String lang ? Optional.of(Language.of(lang)) : Optional.empty());
        } catch (IOException | Malformed e) {
            return new Settings(folder, List.of(), Optional.empty());
        }
    }

    /** Keeps one more driver for the next start. */
    void keep(Path driver) throws IOException {
        var all = new ArrayList<>(in(folder).drivers);
        all.add(driver);
        var json = new LinkedHashMap<String, Object>();
        json.put("drivers", all.stream().map(Path::toString).distinct().toList());
        language.ifPresent(chosen -> json.put("lang", chosen.locale().getLanguage()));
        Files.createDirectories(folder);
        Files.write(folder.resolve(FILE), Json.bytes(json));
    }

    /** The sites that came with the program: {@code {"origins":["https://…"]}}. */
    static Set<Origin> installedOrigins() {
        var file = System.getProperty(INSTALLED_ORIGINS);
        var origins = new LinkedHashSet<Origin>();
        if (file != null) {
            try {
                for (var origin :
                        strings(Json.object(Files.readAllBytes(Path.of(file))).get("origins"))) {
                    origins.add(Origin.of(origin));
                }
            } catch (IOException | Malformed e) {
                throw new IllegalStateException("the list of sites that came with the program cannot be read", e);
            }
        }
        return origins;
    }

    private static Path folderOf(Platform platform, Path home, Map<String, String> environment) {
        return switch (platform) {
            case WINDOWS ->
                Path.of(environment.getOrDefault("APPDATA", home.toString())).resolve("mocua-agent");
            case MACOS -> home.resolve("Library/Application Support/mocua-agent");
            case LINUX ->
                Path.of(environment.getOrDefault(
                                "XDG_CONFIG_HOME", home.resolve(".config").toString()))
                        .resolve("mocua-agent");
        };
    }

    private static List<String> strings(@Nullable Object list) {
        return list instanceof List<?> items
                ? items.stream()
                        .filter(String.class::isInstance)
                        .map(String.class::cast)
                        .toList()
                : List.of();
    }
}
