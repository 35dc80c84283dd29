package vn.mocua.portal.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/** The programs of PostgreSQL, unpacked once from the archive that travels with the portal. */
record Software(Path folder) {

    /** Unpacks into a sub-folder named for the archive, so that a newer portal brings its own; that takes about 2 s. */
    static Software unpackedIn(Path parent) {
        var archive = "/postgres-linux-" + machine() + ".txz";
        var resource = Software.class.getResource(archive);
        if (resource == null || !System.getProperty("os.name").equals("Linux")) {
            throw new IllegalStateException(
                    "no PostgreSQL travels with the portal for this kind of machine: set DATABASE_URL");
        }
        try {
            var connection = resource.openConnection();
            connection.setUseCaches(false);
            var name = connection instanceof JarURLConnection jar
                    ? Long.toHexString(jar.getJarEntry().getCrc())
                    : Long.toHexString(connection.getContentLengthLong());
            var folder = parent.resolve(name);
            if (!Files.isDirectory(folder)) {
                Files.createDirectories(parent);
                var unfinished = parent.resolve(name + ".unfinished");
                delete(unfinished);
                try (var packed = connection.getInputStream();
                        var files = new TarArchiveInputStream(new XZCompressorInputStream(packed))) {
                    unpack(files, unfinished);
                }
                Files.move(unfinished, folder, StandardCopyOption.ATOMIC_MOVE);
            }
            return new Software(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL could not be unpacked into " + parent, e);
        }
    }

    String program(String name) {
        return folder.resolve("bin").resolve(name).toString();
    }

    private static void unpack(TarArchiveInputStream files, Path folder) throws IOException {
        for (var file = files.getNextEntry(); file != null; file = files.getNextEntry()) {
            var place = folder.resolve(file.getName()).normalize();
            if (!place.startsWith(folder)) {
                throw new IOException("the archive reaches outside its folder");
            }
            if (file.isDirectory()) {
                createReadable(place);
                continue;
            }
            createReadable(place.resolve("..").normalize());
            if (file.isSymbolicLink()) {
                Files.createSymbolicLink(place, Path.of(file.getLinkName()));
            } else if (file.isLink()) {
                Files.createLink(place, folder.resolve(file.getLinkName()));
            } else {
                Files.copy(files, place);
                // Whoever runs the server reads the programs and cannot change them.
                var runs = (file.getMode() & 0100) != 0 || file.getName().contains("bin/");
                Files.setPosixFilePermissions(place, PosixFilePermissions.fromString(runs ? "rwxr-xr-x" : "rw-r--r--"));
            }
        }
    }

    private static void createReadable(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            createReadable(folder.resolve("..").normalize());
            Files.createDirectory(folder);
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (var found = Files.walk(folder)) {
                for (var each : found.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(each);
                }
            }
        }
    }

    private static String machine() {
        return switch (System.getProperty("os.arch")) {
            case "amd64" -> "x86_64";
            case "aarch64" -> "arm_64";
            case String other -> other;
        };
    }
}
