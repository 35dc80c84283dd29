package vn.mocua.agent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The scripts that package the agent for systems other than the one that tests run on: that what they call is there. This JDK
 * carries the help of jpackage for all of them.
 */
class PackageScriptsTest {

    private static final Pattern OPTION = Pattern.compile("(?<![\\w-])--[a-z][a-z0-9-]+");

    @Test
    void everyOptionOfJpackageIsOneThatItKnows() throws IOException {
        var known = optionsIn(helpOfJpackage());
        assertThat(known).contains("--type", "--win-menu", "--mac-sign", "--linux-shortcut");
        assertThat(optionsOf("package", "image ")).hasSizeGreaterThan(12).isSubsetOf(known);
        assertThat(optionsOf("package.ps1", "jpackage.exe"))
                .hasSizeGreaterThan(12)
                .isSubsetOf(known);
    }

    @Test
    void everyOptionOfJlinkIsOneThatItKnows() throws IOException {
        var known = optionsIn(said("jlink", "--help") + said("jlink", "--list-plugins"));
        assertThat(optionsOf("package", "bin/jlink\"")).hasSizeGreaterThan(4).isSubsetOf(known);
        assertThat(optionsOf("package.ps1", "jlink.exe")).hasSizeGreaterThan(4).isSubsetOf(known);
    }

    @Test
    void theBridgeToTokensIsThereForEverySystem() {
        for (var library : List.of(
                "unix/linux-x86_64/release/libpkcs11wrapper.so",
                "unix/linux-aarch64/release/libpkcs11wrapper.so",
                "unix/macosx_universal/release/libpkcs11wrapper.jnilib",
                "windows/win-x86_64/release/pkcs11wrapper.dll")) {
            assertThat(getClass().getResource("/natives/" + library))
                    .as(library)
                    .isNotNull();
        }
    }

    /** On Windows a variable that jpackage is to put in must not be put in by the shell, and a program's failure stops nothing. */
    @Test
    void theScriptForWindowsLooksAtEveryProgramsEnd() throws IOException {
        var lines = script("package.ps1").lines().toList();
        var dollars = Pattern.compile("(?<!`)\\$APPDIR");
        assertThat(lines).noneMatch(line -> dollars.matcher(line).find());
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).strip().startsWith("& ")) {
                assertThat(lines.get(i + 1)).as(lines.get(i)).contains("if ($LASTEXITCODE)");
            }
        }
    }

    /** Every option on a command's line, also where that goes on in the next. */
    private static TreeSet<String> optionsOf(String name, String command) throws IOException {
        return optionsIn(script(name)
                .lines()
                .filter(line -> line.contains(command) && !line.stripLeading().startsWith("#"))
                .collect(Collectors.joining("\n")));
    }

    /** A script whose lines are whole. */
    private static String script(String name) throws IOException {
        return Files.readString(Path.of(name), UTF_8).replaceAll("[\\\\`]\\R\\s*", "");
    }

    private static TreeSet<String> optionsIn(String text) {
        return OPTION.matcher(text)
                .results()
                .map(found -> found.group())
                // What stands behind --java-options is the program's.
                .filter(option -> !option.equals("--enable-native-access"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String helpOfJpackage() throws IOException {
        return Files.readString(
                FileSystems.getFileSystem(URI.create("jrt:/"))
                        .getPath("/modules/jdk.jpackage/jdk/jpackage/internal/resources/HelpResources.properties"),
                UTF_8);
    }

    private static String said(String tool, String... arguments) {
        var said = new StringWriter();
        var out = new PrintWriter(said);
        ToolProvider.findFirst(tool).orElseThrow().run(out, out, arguments);
        out.flush();
        return said.toString();
    }
}
