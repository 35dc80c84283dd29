package vn.mocua.portal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** docs/threats.md names files and tests that are there, and every test that says which threat it proves. */
class ThreatsPaperTest {

    private static final Pattern ROW = Pattern.compile("(?m)^[|] (T\\d\\d) [|] [^|]+ [|] ([^|]+) [|] ([^|]+) [|]$");
    private static final Pattern WORD = Pattern.compile("`([^`]+)`");
    private static final Pattern CLAIM = Pattern.compile("Threats? (T\\d\\d(?:(?:, | and | to )T\\d\\d)*)");
    private static final Path MAIN = Path.of("src/main/java/vn/mocua/portal");

    private record Row(List<String> controls, List<String> tests) {}

    @Test
    void everyFileAndEveryTestThatThePaperNamesIsThere() throws IOException {
        var tests = tests();
        rows().forEach((threat, row) -> {
            assertThat(row.controls()).as(threat).isNotEmpty();
            assertThat(row.controls())
                    .as(threat)
                    .allSatisfy(control -> assertThat(
                                    control.equals("pom.xml") ? Path.of(control) : MAIN.resolve(control + ".java"))
                            .exists());
            assertThat(row.tests()).as(threat).isNotEmpty();
            assertThat(tests.keySet()).as(threat).containsAll(row.tests());
        });
    }

    @Test
    void everyThreatIsInThePaperOnceOrSaidToBeNotMetYet() throws IOException {
        var rows = rows();
        var notYet = "T26 T36 T37 T38 T40 T41 T42 T43 T44 T45 T46 T47 T35".split(" ");
        var all = new ArrayList<>(List.of(notYet));
        all.addAll(rows.keySet());
        assertThat(all).hasSize(54).doesNotHaveDuplicates();
        var paper = Files.readString(Path.of("../docs/threats.md"));
        assertThat(ROW.matcher(paper).results()).hasSize(rows.size());
        assertThat(paper).contains("T35");
    }

    @Test
    void everyTestThatSaysWhichThreatItProvesIsNamedInItsRow() throws IOException {
        var rows = rows();
        var claims = 0;
        for (var test : tests().entrySet()) {
            var source = Files.readString(test.getValue());
            for (var threat : CLAIM.matcher(source)
                    .results()
                    .flatMap(found -> threats(found.group(1)).stream())
                    .toList()) {
                claims++;
                assertThat(rows).containsKey(threat);
                assertThat(rows.get(threat).tests())
                        .as("%s claims %s", test.getKey(), threat)
                        .contains(test.getKey());
            }
        }
        assertThat(claims).isGreaterThan(30);
    }

    private static List<String> threats(String named) {
        var threats = new ArrayList<>(List.of(named.split(", | and | to ")));
        if (named.contains(" to ")) {
            var last = Integer.parseInt(threats.getLast().substring(1));
            for (int i = Integer.parseInt(threats.get(threats.size() - 2).substring(1)) + 1; i < last; i++) {
                threats.add("T%02d".formatted(i));
            }
        }
        return threats;
    }

    private static Map<String, Row> rows() throws IOException {
        var rows = new TreeMap<String, Row>();
        ROW.matcher(Files.readString(Path.of("../docs/threats.md")))
                .results()
                .forEach(row -> rows.put(row.group(1), new Row(words(row, 2), words(row, 3))));
        assertThat(rows).hasSizeGreaterThan(30);
        return rows;
    }

    private static List<String> words(MatchResult row, int group) {
        return WORD.matcher(row.group(group))
                .results()
                .map(word -> word.group(1))
                .toList();
    }

    private static Map<String, Path> tests() throws IOException {
        var tests = new TreeMap<String, Path>();
        try (var files = Files.walk(Path.of("src/test/java"))) {
            files.filter(file -> file.toString().endsWith("Test.java"))
                    .forEach(file -> tests.put(file.getFileName().toString().replace(".java", ""), file));
        }
        return tests;
    }
}
