package vn.mocua.portal.signing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * The packages of the signing agent that this portal hands out: a folder with {@code manifest.json} and what it names, as
 * the agent's build writes it. What is not as the manifest says stops the start: nobody installs what nobody vouches for.
 */
@Component
public class AgentPackages {

    private static final String MANIFEST = "manifest.json";
    private static final Pattern FILE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._+-]{0,99}");
    private static final Pattern VERSION = Pattern.compile("[0-9]{1,5}(\\.[0-9]{1,5}){0,3}");
    private static final Set<String> SYSTEMS = Set.of("linux", "windows", "macos");
    private static final Set<String> ARCHITECTURES = Set.of("x86_64", "aarch64");

    /** What the agent's build writes; {@code kind} is plain from the file's name. */
    record Manifest(String version, int protocol, List<Entry> packages) {

        record Entry(String file, String os, String arch, long size, String sha256) {}
    }

    private final @Nullable Path folder;
    private final List<AgentPackage> all;

    AgentPackages(@Value("${mocua.signing.agent-packages:}") String folder, JsonMapper json) {
        this.folder = folder.isBlank() ? null : Path.of(folder);
        this.all = this.folder == null ? List.of() : read(this.folder, json);
    }

    /** In the order of the manifest. */
    public List<AgentPackage> all() {
        return all;
    }

    /** Where a package that is on offer lies; empty for any other name. */
    Optional<Path> named(String file) {
        return all.stream()
                .filter(each -> each.file().equals(file))
                .findFirst()
                .flatMap(each -> Optional.ofNullable(folder).map(in -> in.resolve(each.file())));
    }

    private static List<AgentPackage> read(Path folder, JsonMapper json) {
        try {
            var manifest = json.readValue(Files.readAllBytes(folder.resolve(MANIFEST)), Manifest.class);
            require(manifest.protocol() == 1, "speaks another protocol than the portal's pages");
            require(VERSION.matcher(manifest.version()).matches(), "has no version");
            for (var entry : manifest.packages()) {
                check(folder, entry);
            }
            return manifest.packages().stream()
                    .map(entry -> new AgentPackage(
                            entry.file(), manifest.version(), entry.os(), entry.arch(), entry.size(), entry.sha256()))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("mocua.signing.agent-packages can not be read", e);
        }
    }

    private static void check(Path folder, Manifest.Entry entry) throws IOException {
        require(FILE.matcher(entry.file()).matches(), "names a file in another folder");
        require(SYSTEMS.contains(entry.os()) && ARCHITECTURES.contains(entry.arch()), "names an unheard-of system");
        var file = folder.resolve(entry.file());
        require(Files.isRegularFile(file), "names " + entry.file() + ", which is missing");
        require(Files.size(file) == entry.size(), "says another size of " + entry.file());
        require(sha256(file).equals(entry.sha256()), "says another checksum of " + entry.file());
    }

    private static void require(boolean holds, String complaint) {
        if (!holds) {
            throw new IllegalArgumentException("mocua.signing.agent-packages: " + MANIFEST + " " + complaint);
        }
    }

    private static String sha256(Path file) throws IOException {
        try (var bytes = Files.newInputStream(file)) {
            var digest = MessageDigest.getInstance("SHA-256");
            var buffer = new byte[1 << 16];
            for (int read = bytes.read(buffer); read >= 0; read = bytes.read(buffer)) {
                digest.update(buffer, 0, read);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
