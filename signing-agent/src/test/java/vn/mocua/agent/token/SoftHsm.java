package vn.mocua.agent.token;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import vn.mocua.agent.Holder;

/** A token in software with a real PKCS#11 library, in a folder of its own. */
public final class SoftHsm {

    public static final String PIN = "246810";

    private final Path folder;
    private int keys;

    public SoftHsm(Path folder) throws IOException {
        this.folder = folder;
        Files.createDirectories(folder.resolve("tokens"));
        Files.writeString(
                configuration(), "directories.tokendir = " + folder.resolve("tokens") + "\nlog.level = ERROR\n");
    }

    public static Path library() {
        return Stream.of(
                        "/usr/lib/softhsm/libsofthsm2.so",
                        "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so",
                        "/usr/lib/aarch64-linux-gnu/softhsm/libsofthsm2.so",
                        "/usr/lib64/softhsm/libsofthsm2.so",
                        "/usr/lib64/pkcs11/libsofthsm2.so")
                .map(Path::of)
                .filter(Files::exists)
                .findFirst()
                .orElseThrow(() -> new AssertionError("softhsm2 is not installed: ./mocua test installs it"));
    }

    public Path configuration() {
        return folder.resolve("softhsm2.conf");
    }

    public SoftHsm withToken() {
        run("softhsm2-util", "--init-token", "--free", "--label", "An", "--so-pin", "12345678", "--pin", PIN);
        return this;
    }

    public SoftHsm holding(Holder holder) {
        try {
            var id = "0" + ++keys;
            var key = Files.write(
                    folder.resolve("key.der"), holder.keys().getPrivate().getEncoded());
            var certificate = Files.write(
                    folder.resolve("certificate.der"), holder.certificate().getEncoded());
            Files.writeString(
                    folder.resolve("key.pem"),
                    "-----BEGIN PRIVATE KEY-----\n"
                            + Base64.getMimeEncoder().encodeToString(Files.readAllBytes(key))
                            + "\n-----END PRIVATE KEY-----\n");
            run(
                    "softhsm2-util",
                    "--import",
                    folder.resolve("key.pem").toString(),
                    "--token",
                    "An",
                    "--label",
                    "k" + id,
                    "--id",
                    id,
                    "--pin",
                    PIN);
            run(
                    "pkcs11-tool",
                    "--module",
                    library().toString(),
                    "--login",
                    "--pin",
                    PIN,
                    "--write-object",
                    certificate.toString(),
                    "--type",
                    "cert",
                    "--id",
                    id,
                    "--label",
                    "c" + id);
            return this;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** How a child process that holds the library is started. */
    List<String> worker(String library) {
        var command = new ArrayList<>(List.of("env", "SOFTHSM2_CONF=" + configuration()));
        command.addAll(java("vn.mocua.agent.Main", "token-worker", library));
        return command;
    }

    /** A main class of these tests, or of the agent, in a process of its own. */
    public static List<String> java(String... mainAndArguments) {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path")));
        command.addAll(List.of(mainAndArguments));
        return command;
    }

    private void run(String... command) {
        try {
            var builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.environment().put("SOFTHSM2_CONF", configuration().toString());
            var process = builder.start();
            var said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new AssertionError(String.join(" ", command) + ": " + said);
            }
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
