package vn.mocua.agent;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How this very program is started once more: as it was packaged, or by Java from its jars. */
final class Program {

    private Program() {}

    /** The launcher of the package; null when Java was started by hand. */
    static @Nullable Path launcher() {
        var path = System.getProperty("jpackage.app-path");
        if (path == null) {
            return null;
        }
        // On Windows a second launcher has a console: the first has no standard input and output to talk over.
        var console = Path.of(path.replaceFirst("mocua-agent\\.exe$", "mocua-agent-console.exe"));
        return Files.exists(console) ? console : Path.of(path);
    }

    static List<String> command(String... arguments) {
        var command = new ArrayList<String>();
        var launcher = launcher();
        if (launcher != null) {
            command.add(launcher.toString());
        } else {
            command.addAll(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx64m",
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "--enable-native-access=ALL-UNNAMED",
                    "-cp",
                    System.getProperty("java.class.path"),
                    Main.class.getName()));
        }
        command.addAll(List.of(arguments));
        return command;
    }
}
