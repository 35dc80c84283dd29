package vn.mocua.portal.page;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;

/** The files pages are made of, read and compressed once; each address holds a fingerprint of what it serves. */
@Component
class Assets {

    private static final Map<String, String> TYPES = Map.of(
            "css", "text/css;charset=UTF-8",
            "js", "text/javascript;charset=UTF-8",
            "svg", "image/svg+xml",
            "woff2", "font/woff2");

    private static final Pattern ADDRESS_IN_STYLES = Pattern.compile("url\\(([\\w.-]+)\\)");

    /** A file as it goes over the wire; {@code gzip} is null where packing gains nothing. */
    record Served(String type, byte[] bytes, byte @Nullable [] gzip) {}

    private final Map<String, String> addresses = new HashMap<>();
    private final Map<String, Served> served = new HashMap<>();

    Assets() {
        try {
            var files = new TreeMap<String, byte[]>(stylesLast());
            for (var file : new PathMatchingResourcePatternResolver().getResources("classpath*:assets/*.*")) {
                var name = Objects.requireNonNull(file.getFilename());
                if (TYPES.containsKey(extension(name))) {
                    files.put(name, file.getContentAsByteArray());
                }
            }
            files.forEach(this::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The styles name other files by address, so those addresses must be known first. */
    private static Comparator<String> stylesLast() {
        return Comparator.comparing((String name) -> extension(name).equals("css"))
                .thenComparing(Comparator.naturalOrder());
    }

    private void add(String name, byte[] read) {
        var type = Objects.requireNonNull(TYPES.get(extension(name)));
        var bytes = extension(name).equals("css") ? withAddresses(read) : read;
        var address =
                "%s.%s.%s".formatted(name.substring(0, name.lastIndexOf('.')), fingerprint(bytes), extension(name));
        var packed = gzip(bytes);
        served.put(address, new Served(type, bytes, packed.length < bytes.length * 9 / 10 ? packed : null));
        addresses.put(name, "/assets/" + address);
    }

    private byte[] withAddresses(byte[] styles) {
        return ADDRESS_IN_STYLES
                .matcher(new String(styles, StandardCharsets.UTF_8))
                .replaceAll(found -> "url(" + address(found.group(1)) + ")")
                .getBytes(StandardCharsets.UTF_8);
    }

    /** Where a file is served; a name that does not exist gives an address that does not either, and a test finds it. */
    String address(String name) {
        return addresses.getOrDefault(name, "/assets/" + name);
    }

    @Nullable
    Served served(String address) {
        return served.get(address);
    }

    private static String extension(String name) {
        return name.substring(name.lastIndexOf('.') + 1);
    }

    private static String fingerprint(byte[] bytes) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes))
                    .substring(0, 12);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] gzip(byte[] bytes) {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new BestGzip(packed)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    /** Packed once and sent for ever, so as small as it goes. */
    private static final class BestGzip extends GZIPOutputStream {
        BestGzip(ByteArrayOutputStream out) throws IOException {
            super(out);
            def.setLevel(Deflater.BEST_COMPRESSION);
        }
    }
}
