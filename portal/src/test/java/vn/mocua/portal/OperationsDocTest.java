package vn.mocua.portal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AnnotationTypeFilter;

/** docs/operations.md names every setting and every figure, with the defaults that are in force. */
class OperationsDocTest {

    private static final Pattern NAME = Pattern.compile("(?<![a-z.])mocua\\.[a-z][a-z0-9-]*(?:\\.[a-z][a-z0-9-]*)*");
    private static final Pattern VALUE = Pattern.compile("\\$\\{(mocua\\.[a-z.0-9-]+)(?::([^#}]*))?");

    @Test
    void everyNameInTheSourcesStandsInThePaper() throws IOException {
        var names = new TreeSet<String>();
        for (var source : sources()) {
            NAME.matcher(source).results().forEach(found -> names.add(found.group()));
        }
        names.removeIf(name -> name.equals("mocua.public") || name.equals("mocua.example"));
        var paper = paper();

        assertThat(names)
                .hasSizeGreaterThan(40)
                .allSatisfy(name -> assertThat(paper).containsPattern("`" + Pattern.quote(name) + "[`.\\[]"));
    }

    @Test
    void everySettingStandsInThePaperWithItsDefault() throws Exception {
        var settings = new TreeMap<String, String>();
        for (var source : sources()) {
            VALUE.matcher(source)
                    .results()
                    .forEach(found -> settings.put(found.group(1), found.group(2) == null ? "" : found.group(2)));
        }
        var scanner = new ClassPathScanningCandidateComponentProvider(false);
        scanner.addIncludeFilter(new AnnotationTypeFilter(ConfigurationProperties.class));
        for (var found : scanner.findCandidateComponents("vn.mocua.portal")) {
            var type = Class.forName(found.getBeanClassName());
            collect(type.getAnnotation(ConfigurationProperties.class).value(), type, settings);
        }
        var rows = rows(paper());

        assertThat(settings).hasSizeGreaterThan(40);
        assertThat(rows.keySet()).containsAll(settings.keySet());
        settings.forEach((name, usual) -> {
            if (!usual.isEmpty()) {
                assertThat(rows.get(name)).as("default of %s", name).isEqualTo(usual);
            }
        });
    }

    private static void collect(String prefix, Class<?> type, Map<String, String> settings) {
        for (var component : type.getRecordComponents()) {
            var name = prefix + "."
                    + component.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
            var valued = component.getType();
            if (Map.class.isAssignableFrom(valued)) {
                collect(name + ".<name>", argument(component, 1), settings);
            } else if (List.class.isAssignableFrom(valued)) {
                collect(name + "[n]", argument(component, 0), settings);
            } else if (valued.isRecord()) {
                collect(name, valued, settings);
            } else {
                settings.put(name, usual(type, component));
            }
        }
    }

    /** Of the constructor's parameter, which is where the binder looks. */
    private static String usual(Class<?> type, RecordComponent component) {
        return Stream.of(type.getDeclaredConstructors()[0].getParameters())
                .filter(parameter -> parameter.getName().equals(component.getName()))
                .flatMap(parameter -> Stream.of(parameter.getAnnotationsByType(DefaultValue.class)))
                .map(usual -> String.join(",", usual.value()))
                .findFirst()
                .orElse("");
    }

    private static Class<?> argument(RecordComponent component, int index) {
        return (Class<?>) ((ParameterizedType) component.getGenericType()).getActualTypeArguments()[index];
    }

    /** The default beside each setting in the paper's tables. */
    private static Map<String, String> rows(String paper) {
        var rows = new TreeMap<String, String>();
        Pattern.compile("(?m)^\\| `(mocua\\.[^`]+)` \\| ([^|]*) \\|")
                .matcher(paper)
                .results()
                .forEach(row -> rows.put(row.group(1), row.group(2).strip().replace("`", "")));
        return rows;
    }

    private static List<String> sources() throws IOException {
        try (Stream<Path> files = Stream.concat(
                Files.walk(Path.of("src/main/java")),
                Stream.of(Path.of("src/main/resources/application.properties")))) {
            return files.filter(Files::isRegularFile)
                    .map(OperationsDocTest::read)
                    .toList();
        }
    }

    private static String paper() {
        return read(Path.of("..", "docs", "operations.md"));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
