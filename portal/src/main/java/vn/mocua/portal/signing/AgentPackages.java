package vn.mocua.portal.signing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * The packages of the signing agent that this portal hands out: a folder with {@code manifest.json} and what it names, as
 * the agent's build writes it. What is not as the manifest says stops the start, and what became so afterwards is not on
 * offer any more: nobody installs what nobody vouches for.
 */
@Component
public class AgentPackages {

    private static final Logger LOG = LoggerFactory.getLogger(AgentPackages.class);
    private static final String MANIFEST = "manifest.json";
    private static final Pattern FILE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._+-]{0,99}");
    private static final Pattern VERSION = Pattern.compile("[0-9]{1,5}(\\.[0-9]{1,5}){0,3}");
    private static final Set<String> SYSTEMS = Set.of("linux", "windows", "macos");
    private static final Set<String> ARCHITECTURES = Set.of("x86_64", "aarch64");

    /** What the agent's build writes; {@code kind} is plain from the file's name. */
    record Manifest(String version, int protocol, List<Entry> packages) {

        record Entry(String file, String os, String arch, long size, String sha256) {}
    }

    /** A file as it lay there when its checksum was taken, so that this is done once for each file that comes. */
    private record Looked(long size, FileTime changed, boolean isSound) {}

    private final Path folder;
    private final List<AgentPackage> all;
    private final Map<String, Looked> looked = new ConcurrentHashMap<>();

    AgentPackages(@Value("${mocua.signing.agent-packages:}") String folder, JsonMapper json) {
        this.folder = Path.of(folder);
        this.all = folder.isBlank() ? List.of() : read(this.folder, json);
        for (var each : all) {
            require(isSound(each), "says another size or checksum of " + each.file());
        }
    }

    /** In the order of the manifest. */
    public List<AgentPackage> all() {
        return all.stream().filter(this::isSound).toList();
    }

    /** Where a package that is on offer lies; empty for any other name. */
    Optional<Path> named(String file) {
        return all.stream()
                .filter(each -> each.file().equals(file))
                .filter(this::isSound)
                .findFirst()
                .map(each -> folder.resolve(each.file()));
    }

    private boolean isSound(AgentPackage vouched) {
        var file = folder.resolve(vouched.file());
        try {
            var found = Files.readAttributes(file, BasicFileAttributes.class);
            var before = looked.get(vouched.file());
            if (before != null
                    && before.size() == found.size()
                    && before.changed().equals(found.lastModifiedTime())) {
                return before.isSound();
            }
            var isSound = found.size() == vouched.size() && sha256(file).equals(vouched.sha256());
            looked.put(vouched.file(), new Looked(found.size(), found.lastModifiedTime(), isSound));
            if (!isSound) {
                LOG.warn("{} is not as {} says, and not on offer", vouched.file(), MANIFEST);
            }
            return isSound;
        } catch (IOException e) {
            if (looked.remove(vouched.file()) != null) {
                LOG.warn("{} is gone, and not on offer", vouched.file());
            }
            return false;
        }
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

    private static void check(Path folder, Manifest.Entry entry) {
        require(FILE.matcher(entry.file()).matches(), "names a file in another folder");
        require(SYSTEMS.contains(entry.os()) && ARCHITECTURES.contains(entry.arch()), "names an unheard-of system");
        require(Files.isRegularFile(folder.resolve(entry.file())), "names " + entry.file() + ", which is missing");
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
