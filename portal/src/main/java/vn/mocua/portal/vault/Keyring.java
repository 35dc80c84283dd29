package vn.mocua.portal.vault;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The keys that are kept outside the database, in a file that only its owner may read.
 *
 * @param current id of the key-encryption key that wraps new data keys
 * @param encryption key-encryption keys by id
 * @param lookup makes keyed hashes by which sealed values are found
 * @param pepper goes into password hashes
 * @param cookie signs what browsers keep for us
 * @param audit seed of the Ed25519 key that signs the audit trail
 */
record Keyring(
        String current, TreeMap<String, byte[]> encryption, byte[] lookup, byte[] pepper, byte[] cookie, byte[] audit) {

    static final int KEY_BYTES = 32;

    private static final Set<PosixFilePermission> OWNER_ONLY =
            Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    /** The file is missing, open to others, or not a keyring; the message names the file, never its content. */
    static final class Unusable extends RuntimeException {
        Unusable(Path file, String why) {
            super("the keyring " + file + " " + why);
        }

        Unusable(String why) {
            super(why);
        }
    }

    private record Written(
            int version,
            @Nullable String current,
            @Nullable List<@Nullable WrittenKey> encryption,
            byte @Nullable [] lookup,
            byte @Nullable [] pepper,
            byte @Nullable [] cookie,
            byte @Nullable [] audit) {}

    private record WrittenKey(@Nullable String id, byte @Nullable [] key) {}

    static Keyring random() {
        var keys = new TreeMap<String, byte[]>();
        var id = randomId();
        keys.put(id, randomKey());
        return new Keyring(id, keys, randomKey(), randomKey(), randomKey(), randomKey());
    }

    /** This keyring and one more key-encryption key, which is the current one from now on. */
    Keyring withNewKey() {
        var keys = new TreeMap<>(encryption);
        var id = randomId();
        keys.put(id, randomKey());
        return new Keyring(id, keys, lookup, pepper, cookie, audit);
    }

    /** This keyring with no key-encryption key but the current one. */
    Keyring withoutOldKeys() {
        var keys = new TreeMap<>(encryption);
        keys.keySet().retainAll(Set.of(current));
        return new Keyring(current, keys, lookup, pepper, cookie, audit);
    }

    static Keyring readFrom(Path file) {
        byte[] content;
        try {
            var allowed = Files.getPosixFilePermissions(file);
            if (!OWNER_ONLY.containsAll(allowed)) {
                throw new Unusable(
                        file, "may be read by others (" + PosixFilePermissions.toString(allowed) + "): chmod 600");
            }
            content = Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw new Unusable(file, "does not exist: make one with 'keys create'");
        } catch (IOException e) {
            throw new Unusable(file, "cannot be read");
        }
        Written written;
        try {
            written = JSON.readValue(content, Written.class);
        } catch (JacksonException malformed) {
            // Not handed on as the cause: a parser quotes what it read.
            throw new Unusable(file, "is not a keyring");
        }
        return checked(file, written);
    }

    private static Keyring checked(Path file, @Nullable Written written) {
        if (written == null || written.version != 1 || written.encryption == null || written.current == null) {
            throw new Unusable(file, "is not a keyring of version 1");
        }
        var keys = new TreeMap<String, byte[]>();
        for (var each : written.encryption) {
            if (each == null || each.id == null || keys.put(each.id, key(file, each.key)) != null) {
                throw new Unusable(file, "holds an encryption key that is none");
            }
        }
        if (!keys.containsKey(written.current)) {
            throw new Unusable(file, "does not hold its current encryption key");
        }
        return new Keyring(
                written.current,
                keys,
                key(file, written.lookup),
                key(file, written.pepper),
                key(file, written.cookie),
                key(file, written.audit));
    }

    private static byte[] key(Path file, byte @Nullable [] key) {
        if (key == null || key.length != KEY_BYTES) {
            throw new Unusable(file, "lacks a key of 256 bits");
        }
        return key;
    }

    /** Writes a new file; one that exists is left alone and is an error. */
    void createAt(Path file) throws IOException {
        Files.createFile(file, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        Files.write(file, bytes());
        force(file, StandardOpenOption.WRITE);
        force(folderOf(file), StandardOpenOption.READ);
    }

    /** Puts this keyring in the file's place: a reader sees the old one or the new one, also after a crash. */
    void replaceAt(Path file) throws IOException {
        // Where the file is a link, the file behind it is replaced and the link stays.
        var target = Files.exists(file, LinkOption.NOFOLLOW_LINKS) ? file.toRealPath() : file.toAbsolutePath();
        var draft = target.resolveSibling(target.getFileName() + ".new");
        Files.deleteIfExists(draft);
        createAt(draft);
        Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
        force(folderOf(target), StandardOpenOption.READ);
    }

    private byte[] bytes() {
        var keys = new ArrayList<@Nullable WrittenKey>();
        encryption.forEach((id, key) -> keys.add(new WrittenKey(id, key)));
        return JSON.writeValueAsBytes(new Written(1, current, keys, lookup, pepper, cookie, audit));
    }

    private static void force(Path path, StandardOpenOption way) throws IOException {
        try (var channel = FileChannel.open(path, way)) {
            channel.force(true);
        }
    }

    private static Path folderOf(Path file) {
        return file.toAbsolutePath().resolve("..").normalize();
    }

    static byte[] randomKey() {
        var key = new byte[KEY_BYTES];
        RANDOM.nextBytes(key);
        return key;
    }

    private static String randomId() {
        var id = new byte[6];
        RANDOM.nextBytes(id);
        return "kek-" + HexFormat.of().formatHex(id);
    }

    @Override
    public String toString() {
        return "Keyring[current=" + current + ", " + encryption.size() + " keys]";
    }
}
