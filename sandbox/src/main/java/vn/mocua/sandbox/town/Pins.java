package vn.mocua.sandbox.town;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/** The secret numbers of tokens and SIMs: somebody's are the same in every town, so that one can note them down. */
final class Pins {

    private Pins() {}

    /** Eight digits, as the tokens of the authorities are handed out. */
    static String ofToken(String id) {
        return "%08d".formatted(mixed("token " + id) % 100_000_000);
    }

    /** Six digits. */
    static String ofSim(String id) {
        return "%06d".formatted(mixed("sim " + id) % 1_000_000);
    }

    private static long mixed(String text) {
        var crc = new CRC32();
        crc.update(text.getBytes(StandardCharsets.UTF_8));
        return crc.getValue();
    }
}
