package vn.mocua.agent.token;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.mocua.agent.protocol.Json;
import vn.mocua.agent.protocol.Malformed;

/** The drivers that authorities in Vietnam hand out, by the names of their libraries, in the order to try them. */
record DriverList(int version, List<String> modules) {

    private static final String BUILT_IN = "/vn/mocua/agent/drivers.json";
    private static final String FILE = "drivers.json";

    DriverList {
        modules = List.copyOf(modules);
    }

    /** The list in the program, or a newer one in the settings' folder, if it is signed by the same key. */
    static DriverList newest(@Nullable Path settings) {
        try {
            var builtIn = of(SignedList.checked(SignedList.resource(BUILT_IN), SignedList.resource(BUILT_IN + ".sig")));
            var newer = settings == null ? null : read(settings);
            return newer != null && newer.version > builtIn.version ? newer : builtIn;
        } catch (Malformed e) {
            throw new IllegalStateException(e);
        }
    }

    private static @Nullable DriverList read(Path settings) {
        try {
            var list = Files.readAllBytes(settings.resolve(FILE));
            return of(SignedList.checked(list, Files.readAllBytes(settings.resolve(FILE + ".sig"))));
        } catch (IOException | Malformed e) {
            return null;
        }
    }

    static DriverList of(byte[] json) throws Malformed {
        var read = Json.object(json);
        if (!(read.get("version") instanceof BigDecimal version) || !(read.get("drivers") instanceof List<?> drivers)) {
            throw new Malformed("no list of drivers");
        }
        var modules = new ArrayList<String>();
        for (var driver : drivers) {
            if (driver instanceof Map<?, ?> members && members.get("modules") instanceof List<?> names) {
                for (var name : names) {
                    if (!(name instanceof String module) || !module.matches("[A-Za-z0-9()_.-]{2,64}")) {
                        throw new Malformed("a module's name");
                    }
                    modules.add(module);
                }
            }
        }
        return new DriverList(version.intValue(), modules);
    }

    /** Those that are installed here: only in folders that an administrator writes to, by their whole path. */
    List<Path> installed() {
        return installed(folders(), Platform.current());
    }

    List<Path> installed(List<Path> folders, Platform platform) {
        var found = new ArrayList<Path>();
        for (var module : modules) {
            for (var folder : folders) {
                for (var name : names(module, platform)) {
                    var file = folder.resolve(name);
                    if (Files.isRegularFile(file)) {
                        found.add(file);
                    }
                }
            }
        }
        return found;
    }

    private static List<String> names(String module, Platform platform) {
        return switch (platform) {
            case WINDOWS -> List.of(module + ".dll");
            case LINUX -> List.of("lib" + module + ".so", module + ".so");
            case MACOS -> List.of("lib" + module + ".dylib", module + ".dylib");
        };
    }

    private static List<Path> folders() {
        return switch (Platform.current()) {
            case WINDOWS -> List.of(Path.of(System.getenv().getOrDefault("SystemRoot", "C:\\Windows"), "System32"));
            case LINUX ->
                List.of(
                        Path.of("/usr/lib"),
                        Path.of("/usr/lib64"),
                        Path.of("/usr/lib/" + System.getProperty("os.arch", "").replace("amd64", "x86_64")
                                + "-linux-gnu"),
                        Path.of("/usr/local/lib"),
                        Path.of("/usr/lib/pkcs11"));
            case MACOS -> List.of(Path.of("/usr/local/lib"), Path.of("/Library/Frameworks"));
        };
    }
}
