package vn.mocua.agent.webeid;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import vn.mocua.agent.protocol.Json;
import vn.mocua.agent.protocol.Malformed;
import vn.mocua.agent.token.Platform;

/**
 * Where browsers look for native hosts, for this user alone. The name {@code eu.webeid} belongs to whoever took it first;
 * ours, {@code vn.mocua.agent}, is for an extension of our own.
 */
public final class Registration {

    private static final String OWN = "vn.mocua.agent";
    private static final String WEB_EID = "eu.webeid";
    /** The published extension in the stores of Chrome and Edge. */
    private static final List<String> CHROMIUM_EXTENSIONS = List.of(
            "chrome-extension://ncibgoaomkmdpilpocfeponihegamlic/",
            "chrome-extension://gnmckgbandlkacikdndelhfghdejfido/");

    private static final List<String> FIREFOX_EXTENSIONS = List.of("{e68418bc-f2b0-4459-a9ea-3e72b6751b07}");

    private final Path home;
    private final Platform platform;
    private final List<Path> system;

    /** @param home the user's own folder */
    public Registration(Path home, Platform platform) {
        this(home, platform, systemFolders(platform));
    }

    Registration(Path home, Platform platform, List<Path> system) {
        this.home = home;
        this.platform = platform;
        this.system = List.copyOf(system);
    }

    /** What would be written, for the person to agree to; and where another program holds the name. */
    public record Plan(Map<Path, byte[]> files, List<Path> taken) {}

    /** @param program the whole path of what the browser shall start, which takes no arguments of ours */
    public Plan plan(Path program) {
        var files = new LinkedHashMap<Path, byte[]>();
        var taken = new ArrayList<Path>();
        for (var folder : folders()) {
            for (var name : List.of(WEB_EID, OWN)) {
                var file = folder.path.resolve(name + ".json");
                var others = new ArrayList<>(system.stream()
                        .map(place -> place.resolve(name + ".json"))
                        .filter(Files::exists)
                        .toList());
                if (Files.exists(file) && !isOurs(file)) {
                    others.add(file);
                }
                if (others.isEmpty()) {
                    files.put(file, manifest(name, program, folder.firefox));
                } else {
                    taken.addAll(others.stream()
                            .filter(path -> !taken.contains(path))
                            .toList());
                }
            }
        }
        return new Plan(files, taken);
    }

    /** The file that starts the agent when the user logs in. */
    public Map<Path, byte[]> autostart(Path program) {
        var command = program.toString();
        return switch (platform) {
            case LINUX -> Map.of(home.resolve(".config/autostart/mocua-agent.desktop"), text("""
                        [Desktop Entry]
                        Type=Application
                        Name=Mở Cửa signing agent
                        Exec="%s" run
                        X-GNOME-Autostart-enabled=true
                        """.formatted(command)));
            case MACOS ->
                Map.of(home.resolve("Library/LaunchAgents/vn.mocua.agent.plist"), text("""
                        <?xml version="1.0" encoding="UTF-8"?>
                        <!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
                        <plist version="1.0"><dict>
                        <key>Label</key><string>vn.mocua.agent</string>
                        <key>ProgramArguments</key><array><string>%s</string><string>run</string></array>
                        <key>RunAtLoad</key><true/>
                        </dict></plist>
                        """.formatted(command)));
            case WINDOWS ->
                Map.of(
                        home.resolve("AppData/Roaming/Microsoft/Windows/Start Menu/Programs/Startup/mocua-agent.cmd"),
                        text("@start \"\" \"%s\" run\r\n".formatted(command)));
        };
    }

    public void write(Map<Path, byte[]> files) throws IOException {
        for (var file : files.entrySet()) {
            var folder = file.getKey().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            Files.write(file.getKey(), file.getValue());
        }
        if (platform == Platform.WINDOWS) {
            for (var file : files.keySet()) {
                if (file.toString().endsWith(".json")) {
                    WindowsRegistry.point(file);
                }
            }
        }
    }

    /** Removes what is ours, and says how much it was. */
    public int remove(Path program) throws IOException {
        var removed = 0;
        for (var folder : folders()) {
            for (var name : List.of(WEB_EID, OWN)) {
                var file = folder.path.resolve(name + ".json");
                if (Files.exists(file) && isOurs(file) && Files.deleteIfExists(file)) {
                    removed++;
                    if (platform == Platform.WINDOWS) {
                        WindowsRegistry.forget(file);
                    }
                }
            }
        }
        for (var file : autostart(program).keySet()) {
            removed += Files.deleteIfExists(file) ? 1 : 0;
        }
        return removed;
    }

    private byte[] manifest(String name, Path program, boolean firefox) {
        var manifest = new LinkedHashMap<String, Object>();
        manifest.put("name", name);
        manifest.put("description", "Mở Cửa signing agent");
        manifest.put("path", program.toString());
        manifest.put("type", "stdio");
        if (firefox) {
            manifest.put("allowed_extensions", FIREFOX_EXTENSIONS);
        } else {
            manifest.put("allowed_origins", CHROMIUM_EXTENSIONS);
        }
        return Json.bytes(manifest);
    }

    private static boolean isOurs(Path file) {
        try {
            return "Mở Cửa signing agent"
                    .equals(Json.object(Files.readAllBytes(file)).get("description"));
        } catch (IOException | Malformed e) {
            return false;
        }
    }

    private List<Folder> folders() {
        return switch (platform) {
            case LINUX ->
                List.of(
                        new Folder(home.resolve(".config/google-chrome/NativeMessagingHosts"), false),
                        new Folder(home.resolve(".config/chromium/NativeMessagingHosts"), false),
                        new Folder(home.resolve(".config/microsoft-edge/NativeMessagingHosts"), false),
                        new Folder(home.resolve(".config/BraveSoftware/Brave-Browser/NativeMessagingHosts"), false),
                        new Folder(home.resolve(".mozilla/native-messaging-hosts"), true));
            case MACOS -> {
                var support = home.resolve("Library/Application Support");
                yield List.of(
                        new Folder(support.resolve("Google/Chrome/NativeMessagingHosts"), false),
                        new Folder(support.resolve("Chromium/NativeMessagingHosts"), false),
                        new Folder(support.resolve("Microsoft Edge/NativeMessagingHosts"), false),
                        new Folder(support.resolve("Mozilla/NativeMessagingHosts"), true));
            }
            case WINDOWS -> {
                var own = home.resolve("AppData/Local/mocua-agent");
                yield List.of(new Folder(own.resolve("chromium"), false), new Folder(own.resolve("firefox"), true));
            }
        };
    }

    private static List<Path> systemFolders(Platform platform) {
        return platform == Platform.LINUX
                ? List.of(
                        Path.of("/etc/opt/chrome/native-messaging-hosts"),
                        Path.of("/etc/chromium/native-messaging-hosts"),
                        Path.of("/etc/opt/edge/native-messaging-hosts"),
                        Path.of("/usr/lib/mozilla/native-messaging-hosts"))
                : List.of();
    }

    private static byte[] text(String text) {
        return text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }

    private record Folder(Path path, boolean firefox) {}
}
