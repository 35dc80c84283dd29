package vn.mocua.portal.signing;

import java.util.Locale;

/**
 * One package of the signing agent that people may download.
 *
 * @param file its name
 * @param os {@code linux}, {@code windows} or {@code macos}
 * @param arch {@code x86_64} or {@code aarch64}
 * @param size in bytes
 * @param sha256 in hexadecimal
 */
public record AgentPackage(String file, String version, String os, String arch, long size, String sha256) {

    static final String FOLDER = "/signing-agent/";

    public String address() {
        return FOLDER + file;
    }

    /** As people read sizes: 34.9. */
    public String megabytes() {
        return String.format(Locale.ROOT, "%.1f", size / 1_000_000.0);
    }

    /** What to type to see the checksum of what was downloaded. */
    public String checkedBy() {
        return switch (os) {
            case "windows" -> "certutil -hashfile " + file + " SHA256";
            case "macos" -> "shasum -a 256 " + file;
            default -> "sha256sum " + file;
        };
    }
}
