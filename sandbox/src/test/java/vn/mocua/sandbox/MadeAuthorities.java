package vn.mocua.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;

/** The keys of the authorities take seconds to make: sandboxes that are not about them begin with the same ones. */
public final class MadeAuthorities {

    private static @Nullable Path made;

    private MadeAuthorities() {}

    /** A folder for a sandbox, which finds its authorities there. */
    public static synchronized Path in(Path folder) throws IOException {
        var from = made;
        if (from == null) {
            var first = Files.createTempDirectory("authorities");
            try (var sandbox = Sandbox.start(first, 0, null)) {
                // Written once they are made.
                sandbox.portalProperties();
            }
            from = first.resolve("ca");
            made = from;
        }
        Files.createDirectories(folder);
        try (var all = Files.walk(from)) {
            for (var each : all.toList()) {
                var copy = folder.resolve("ca").resolve(from.relativize(each).toString());
                if (!Files.isDirectory(copy)) {
                    Files.copy(each, copy, StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
        }
        return folder;
    }
}
