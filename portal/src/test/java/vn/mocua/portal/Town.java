package vn.mocua.portal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Properties;
import vn.mocua.sandbox.Sandbox;

/** A sandbox of a test's own, and what a portal must know to speak with it. */
public final class Town implements AutoCloseable {

    private final Path folder;
    private final Sandbox sandbox;
    private final Properties settings = new Properties();

    public Town() {
        try {
            folder = Files.createTempDirectory("town");
            sandbox = Sandbox.start(folder.resolve("sandbox"), 0, null);
            try (var in = Files.newInputStream(sandbox.portalProperties())) {
                settings.load(in);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
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
