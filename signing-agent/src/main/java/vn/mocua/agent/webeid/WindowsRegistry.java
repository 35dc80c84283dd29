package vn.mocua.agent.webeid;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.List;

/** On Windows a browser finds a host by a key of the user's registry that names its manifest. */
final class WindowsRegistry {

    private static final List<String> CHROMIUM = List.of(
            "HKCU\\Software\\Google\\Chrome\\NativeMessagingHosts\\",
            "HKCU\\Software\\Chromium\\NativeMessagingHosts\\",
            "HKCU\\Software\\Microsoft\\Edge\\NativeMessagingHosts\\");
    private static final List<String> FIREFOX = List.of("HKCU\\Software\\Mozilla\\NativeMessagingHosts\\");

    private WindowsRegistry() {}

    /** Points every browser of the manifest's kind at it, where no other program is pointed at already. */
    static void point(Path manifest) throws IOException {
        var name = String.valueOf(manifest.getFileName()).replace(".json", "");
        for (var place : manifest.toString().contains("firefox") ? FIREFOX : CHROMIUM) {
            if (reg("query", place + name, "/ve").isEmpty()) {
                reg("add", place + name, "/ve", "/t", "REG_SZ", "/d", manifest.toString(), "/f");
            }
        }
    }

    /** Takes away what points at our manifests. */
    static void forget(Path manifest) throws IOException {
        var name = String.valueOf(manifest.getFileName()).replace(".json", "");
        for (var place : manifest.toString().contains("firefox") ? FIREFOX : CHROMIUM) {
            if (reg("query", place + name, "/ve").contains(manifest.toString())) {
                reg("delete", place + name, "/f");
            }
        }
    }

    /** What it said; nothing if it failed. */
    private static String reg(String... arguments) throws IOException {
        var command = new java.util.ArrayList<>(List.of("reg.exe"));
        command.addAll(List.of(arguments));
        try {
            var process = new ProcessBuilder(command).start();
            var said = new String(process.getInputStream().readAllBytes(), Charset.defaultCharset());
            return process.waitFor() == 0 ? said : "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
