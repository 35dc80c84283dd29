package vn.mocua.portal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModule;
import org.springframework.modulith.core.ApplicationModules;

/** Rooms import what they declare, and docs/architecture-rooms.md shows them as they are. */
class ArchitectureDocTest {

    private static final ApplicationModules MODULES = ApplicationModules.of(Portal.class);

    @Test
    void everyRoomImportsOnlyWhatItDeclares() {
        MODULES.verify();
    }

    @Test
    void thePaperOfTheRoomsShowsWhatTheyImport() throws IOException {
        new WrittenPaper("architecture-rooms.md").says("""
            # The rooms

            Written by `ArchitectureDocTest` from the code; do not edit.

            An arrow is an import. An arrow that follows from two others is left out here and stands in the table.

            ```mermaid
            flowchart TD
            %s
            ```

            | room | what it is | imports |
            |---|---|---|
            %s
            """.formatted(arrows(), rows()));
    }

    @Test
    void thePaperOfTheHouseNamesEveryRoom() throws IOException {
        var paper = Files.readString(Path.of("..", "docs", "architecture.md"));

        assertThat(MODULES.stream().map(each -> each.getIdentifier().toString()))
                .allSatisfy(room -> assertThat(paper).contains("`" + room + "`"));
    }

    private static String arrows() {
        var imports = imports();
        var lines = new TreeSet<String>();
        imports.forEach((room, others) -> {
            lines.add("    %s[%s]".formatted(id(room), room));
            others.stream()
                    .filter(other -> others.stream()
                            .noneMatch(between -> !between.equals(other)
                                    && reached(imports, between).contains(other)))
                    .forEach(other -> lines.add("    %s --> %s".formatted(id(room), id(other))));
        });
        return String.join("\n", lines);
    }

    private static String rows() throws IOException {
        var imports = imports();
        var rows = new TreeMap<String, String>();
        for (var module : MODULES) {
            var room = module.getIdentifier().toString();
            var others = imports.getOrDefault(room, Set.of());
            rows.put(
                    room,
                    "| `%s` | %s | %s |"
                            .formatted(
                                    room,
                                    sentence(module),
                                    others.isEmpty()
                                            ? "nothing"
                                            : others.stream()
                                                    .map(other -> "`" + other + "`")
                                                    .collect(Collectors.joining(", "))));
        }
        return String.join("\n", rows.values());
    }

    /** What a room's package-info says first. */
    private static String sentence(ApplicationModule module) throws IOException {
        var folder = module.getBasePackage().getName().replace('.', '/');
        var source = Files.readString(Path.of("src/main/java", folder, "package-info.java"));
        var comment = Pattern.compile("/\\*\\*(.*?)\\*/", Pattern.DOTALL)
                .matcher(source)
                .results()
                .toList();
        assertThat(comment).as("the Javadoc of %s", folder).hasSize(1);
        return comment.getFirst()
                .group(1)
                .replaceAll("(?m)^\\s*\\*", "")
                .strip()
                .replaceAll("\\s+", " ");
    }

    private static Map<String, Set<String>> imports() {
        var imports = new TreeMap<String, Set<String>>();
        for (var module : MODULES) {
            imports.put(
                    module.getIdentifier().toString(),
                    module.getDirectDependencies(MODULES)
                            .uniqueModules()
                            .map(other -> other.getIdentifier().toString())
                            .collect(Collectors.toCollection(TreeSet::new)));
        }
        return imports;
    }

    private static Set<String> reached(Map<String, Set<String>> imports, String room) {
        var reached = new TreeSet<String>();
        var next = List.copyOf(imports.getOrDefault(room, Set.of()));
        while (!next.isEmpty()) {
            next = next.stream()
                    .filter(reached::add)
                    .flatMap(each -> imports.getOrDefault(each, Set.of()).stream())
                    .toList();
        }
        return reached;
    }

    private static String id(String room) {
        return room.replace('.', '_');
    }
}
