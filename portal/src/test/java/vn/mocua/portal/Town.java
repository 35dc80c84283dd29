package vn.mocua.portal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import vn.mocua.sandbox.Sandbox;

/** A sandbox of a test's own, and what a portal must know to speak with it. */
public final class Town implements AutoCloseable {

    private final Path folder;
    private final Sandbox sandbox;
    private final Properties settings = new Properties();

    /** Its authorities take seconds to make: each town after the first has the keys of those of the first. */
    private static @Nullable Path authorities;

    public Town() {
        try {
            folder = Files.createTempDirectory("town");
            sandbox = start(folder.resolve("sandbox"));
            try (var in = Files.newInputStream(sandbox.portalProperties())) {
                settings.load(in);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static synchronized Sandbox start(Path data) throws IOException {
        var made = authorities;
        if (made != null) {
            copy(made, data.resolve("ca"));
            return Sandbox.start(data, 0, null);
        }
        var first = Sandbox.start(data, 0, null);
        // Written once they are made, and before anybody's certificate is.
        first.portalProperties();
        made = Files.createTempDirectory("authorities");
        copy(data.resolve("ca"), made);
        authorities = made;
        return first;
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to.getParent());
        try (var all = Files.walk(from)) {
            for (var each : all.toList()) {
                var copy = to.resolve(from.relativize(each).toString());
                if (!Files.isDirectory(copy)) {
                    Files.copy(each, copy, StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
        }
    }

    public Sandbox sandbox() {
        return sandbox;
    }

    /** One of the settings that the sandbox writes for a portal. */
    public String setting(String name) {
        var value = settings.getProperty(name);
        if (value == null) {
            throw new IllegalArgumentException("the sandbox writes no " + name);
        }
        return value;
    }

    @Override
    public void close() {
        try {
            sandbox.close();
            try (var files = Files.walk(folder)) {
                for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
