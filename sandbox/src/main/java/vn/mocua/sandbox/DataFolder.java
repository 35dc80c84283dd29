package vn.mocua.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import vn.mocua.sandbox.oidc.Credentials;

/** What a sandbox keeps from start to start: its credentials, its ports, how many people it made. Mode 0600. */
final class DataFolder {

    private static final SecureRandom RANDOM = new SecureRandom();

    /**
     * The file {@code sandbox.json}; credentials and keys are made at random when the folder is new.
     *
     * @param registered whether the person of the fate registered has an account; {@code ./mocua run} waits for it
     * @param tlsPorts by the word for the system; null in a file from before there were any
     */
    record Memory(
            long seed,
            int made,
            boolean registered,
            String alphaPassword,
            String betaPassword,
            String clientId,
            String clientSecret,
            String captchaKey,
            int alphaPort,
            int betaPort,
            int mailPort,
            @Nullable Map<String, Integer> tlsPorts) {

        static Memory fresh() {
            return new Memory(
                    RANDOM.nextLong(),
                    0,
                    false,
                    secret(6), // SMPP passwords have at most eight letters
                    secret(6),
                    "mocua-" + secret(6),
                    secret(24),
                    key(),
                    0,
                    0,
                    0,
                    Map.of());
        }

        /** Where a system speaks TLS; 0 when it has not spoken yet. */
        int tlsPort(String system) {
            return tlsPorts == null ? 0 : tlsPorts.getOrDefault(system, 0);
        }

        Memory withPorts(int alpha, int beta, int mail, Map<String, Integer> tls) {
            return new Memory(
                    seed,
                    made,
                    registered,
                    alphaPassword,
                    betaPassword,
                    clientId,
                    clientSecret,
                    captchaKey,
                    alpha,
                    beta,
                    mail,
                    tls);
        }

        Memory withMade(int count) {
            return new Memory(
                    seed,
                    count,
                    registered,
                    alphaPassword,
                    betaPassword,
                    clientId,
                    clientSecret,
                    captchaKey,
                    alphaPort,
                    betaPort,
                    mailPort,
                    tlsPorts);
        }

        Memory withRegistered() {
            return new Memory(
                    seed,
                    made,
                    true,
                    alphaPassword,
                    betaPassword,
                    clientId,
                    clientSecret,
                    captchaKey,
                    alphaPort,
                    betaPort,
                    mailPort,
                    tlsPorts);
        }

        @Override
        public String toString() {
            return "Memory[***]";
        }
    }

    private final Path folder;
    private Memory memory;

    DataFolder(Path folder) throws IOException {
        this.folder = folder.toAbsolutePath();
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        var file = folder.resolve("sandbox.json");
        if (Files.exists(file)) {
            try {
                memory = JsonMapper.shared().readValue(Files.readAllBytes(file), Memory.class);
            } catch (JacksonException e) {
                throw new IOException(file + " is damaged; delete the folder to begin anew", e);
            }
        } else {
            memory = Memory.fresh();
            write();
        }
    }

    synchronized Memory memory() {
        return memory;
    }

    synchronized void ports(int alpha, int beta, int mail, Map<String, Integer> tls) {
        memory = memory.withPorts(alpha, beta, mail, tls);
        write();
    }

    synchronized void made(int count) {
        if (count > memory.made()) {
            memory = memory.withMade(count);
            write();
        }
    }

    synchronized void registered() {
        memory = memory.withRegistered();
        write();
    }

    /** What a provider and the portal agreed on, made when it is not there yet. */
    Credentials credentials(String provider, Supplier<Credentials> fresh) throws IOException {
        var file = folder.resolve(provider + ".json");
        if (!Files.exists(file)) {
            var made = fresh.get();
            replace(file, JsonMapper.shared().writeValueAsBytes(made));
            return made;
        }
        try {
            return JsonMapper.shared().readValue(Files.readAllBytes(file), Credentials.class);
        } catch (JacksonException e) {
            throw new IOException(file + " is damaged; delete the folder to begin anew", e);
        }
    }

    Path portalProperties() {
        return folder.resolve("portal.properties");
    }

    /** Where the authorities keep their keys and what they issued. */
    Path authorities() {
        return folder.resolve("ca");
    }

    Path trust() {
        return folder.resolve("trust.json");
    }

    /** Where the key lies with which the portal seals, and beside it its password. */
    Path seal() {
        return folder.resolve("seal.p12");
    }

    Path sealPassword() {
        return folder.resolve("seal.password");
    }

    void seal(byte[] pkcs12, String password) {
        replace(sealPassword(), password.getBytes(StandardCharsets.US_ASCII));
        replace(seal(), pkcs12);
    }

    /** Writes whom a portal may believe. */
    void trust(byte[] bundle) {
        replace(trust(), bundle);
    }

    /** Where the authority lies that vouches for the systems' TLS. */
    Path tlsAuthority() {
        return folder.resolve("tls.pem");
    }

    void tlsAuthority(byte[] pem) {
        replace(tlsAuthority(), pem);
    }

    /** Where the portal's own certificate and key lie, for whoever asks for it. */
    Path tlsClient() {
        return folder.resolve("tls-client.pem");
    }

    void tlsClient(byte[] pem) {
        replace(tlsClient(), pem);
    }

    /** Writes what a portal needs in order to speak with this sandbox. */
    void portalProperties(Map<String, String> properties) {
        var text =
                new StringBuilder("# Where the sandbox listens and how it knows the portal; written at every start.\n");
        properties.forEach((key, value) ->
                text.append(key).append('=').append(escaped(value)).append('\n'));
        replace(portalProperties(), text.toString().getBytes(StandardCharsets.US_ASCII));
    }

    /** As property files write letters that are not in ASCII. */
    private static String escaped(String value) {
        var escaped = new StringBuilder();
        value.chars().forEach(letter -> {
            if (letter < 128) {
                escaped.append((char) letter);
            } else {
                escaped.append("\\u%04x".formatted(letter));
            }
        });
        return escaped.toString();
    }

    private void write() {
        replace(folder.resolve("sandbox.json"), JsonMapper.shared().writeValueAsBytes(memory));
    }

    /** Writes beside, for the owner's eyes only, then renames: nobody ever reads half a file. */
    private static void replace(Path file, byte[] content) {
        try {
            var fresh = Files.createTempFile(
                    file.getParent(),
                    "." + file.getFileName(),
                    null,
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.write(fresh, content);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String secret(int bytes) {
        var random = new byte[bytes];
        RANDOM.nextBytes(random);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }

    private static String key() {
        var random = new byte[32];
        RANDOM.nextBytes(random);
        return Base64.getEncoder().encodeToString(random);
    }
}
