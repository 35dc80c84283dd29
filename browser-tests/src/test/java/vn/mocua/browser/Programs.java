package vn.mocua.browser;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The jars as built, laid out as {@code ./mocua run} lays them out: the portal unpacked, the sandbox beside its libraries. */
final class Programs {

    /** Open as long as this process lives, and its lock with it. */
    @SuppressWarnings("unused")
    private static @Nullable FileChannel ours;

    static final Path REPOSITORY = Path.of(System.getProperty("basedir", ""))
            .toAbsolutePath()
            .resolveSibling("")
            .normalize();
    /** What is written while testing; each of the processes that test at once has a folder of its own. */
    static final Path TARGET = nobodyElses(
            Path.of(System.getProperty("basedir", "")).toAbsolutePath().resolve("target"));

    static final Path LOGS = TARGET.resolve("logs");

    private static final Path UNPACKED = TARGET.resolve("programs");
    private static final Programs BUILT = new Programs();

    final String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    final Path portal;
    final Path sandbox;

    private Programs() {
        try {
            Files.createDirectories(LOGS);
            delete(UNPACKED);
            Files.createDirectories(UNPACKED);
            portal = unpackPortal(jar("portal"));
            sandbox = copySandbox(jar("sandbox"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Programs built() {
        return BUILT;
    }

    private Path unpackPortal(Path jar) throws IOException {
        var unpacked = UNPACKED.resolve("portal");
        var log = LOGS.resolve("unpack.log");
        var unpacking = new ProcessBuilder(
                        java,
                        "-Djarmode=tools",
                        "-jar",
                        jar.toString(),
                        "extract",
                        "--destination",
                        unpacked.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            if (!unpacking.waitFor(60, TimeUnit.SECONDS) || unpacking.exitValue() != 0) {
                throw new IOException("the portal could not be unpacked: " + log);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
        return unpacked.resolve(jar.getFileName());
    }

    /** A copy: a build that writes the jar anew must not pull it from under a running sandbox. */
    private static Path copySandbox(Path jar) throws IOException {
        var folder = UNPACKED.resolve("sandbox");
        Files.createDirectories(folder.resolve("lib"));
        try (var libraries = Files.list(jar.resolveSibling("lib"))) {
            for (var library : libraries.toList()) {
                Files.copy(library, folder.resolve("lib").resolve(library.getFileName()));
            }
        }
        return Files.copy(jar, folder.resolve(jar.getFileName()), StandardCopyOption.REPLACE_EXISTING);
    }

    /** The first of the folders fork-1, fork-2 … that no other process has: while this one lives, none will take it. */
    private static Path nobodyElses(Path folder) {
        try {
            Files.createDirectories(folder);
            for (int fork = 1; ; fork++) {
                var file = FileChannel.open(
                        folder.resolve("fork-" + fork + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                if (file.tryLock() != null) {
                    ours = file;
                    return folder.resolve("fork-" + fork);
                }
                file.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path jar(String module) throws IOException {
        var target = REPOSITORY.resolve(module).resolve("target");
        if (Files.isDirectory(target)) {
            try (var files = Files.list(target)) {
                var jars = files.filter(file ->
                                file.getFileName().toString().matches(module + "-[0-9][0-9.]*(-SNAPSHOT)?[.]jar"))
                        .toList();
                if (jars.size() == 1) {
                    return jars.getFirst();
                }
            }
        }
        throw new IOException("there is no " + module + " jar in " + target + ": build with mvn verify");
    }

    static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            List<Path> files;
            try (var found = Files.walk(folder)) {
                files = found.toList().reversed();
            }
            for (var file : files) {
                Files.deleteIfExists(file);
            }
        }
    }
}
