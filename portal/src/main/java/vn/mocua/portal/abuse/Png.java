package vn.mocua.portal.abuse;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * Writes pictures of sixteen shades from paper to ink as PNG (ISO/IEC 15948), four bits a pixel.
 *
 * <p>Keeps its compressor: one writer serves one picture at a time.
 */
final class Png {

    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    private static final int SHADES = 16;
    private static final int INDEXED = 3;

    private final int width;
    private final int height;
    private final byte[] head;
    private final byte[] raw;
    private final byte[] packed;
    private final Deflater deflater = new Deflater(Deflater.BEST_SPEED);

    Png(int width, int height, int paper, int ink) {
        this.width = width;
        this.height = height;
        this.raw = new byte[height * (1 + (width + 1) / 2)];
        this.packed = new byte[raw.length + 1024];
        this.head = head(width, height, paper, ink);
    }

    /** @param shades one number for every pixel, row by row: 0 is paper, 15 is ink */
    byte[] write(byte[] shades) {
        int to = 0;
        for (int row = 0; row < height; row++) {
            raw[to++] = 0; // no filter
            int from = row * width;
            for (int column = 0; column + 1 < width; column += 2) {
                raw[to++] = (byte) (shades[from + column] << 4 | shades[from + column + 1]);
            }
            if (width % 2 == 1) {
                raw[to++] = (byte) (shades[from + width - 1] << 4);
            }
        }
        deflater.reset();
        deflater.setInput(raw);
        deflater.finish();
        int length = deflater.deflate(packed);
        var png = ByteBuffer.allocate(head.length + 12 + length + 12).put(head);
        chunk(png, "IDAT", packed, length);
        chunk(png, "IEND", packed, 0);
        return png.array();
    }

    private static byte[] head(int width, int height, int paper, int ink) {
        var header = ByteBuffer.allocate(13).putInt(width).putInt(height);
        header.put((byte) 4).put((byte) INDEXED).put((byte) 0).put((byte) 0).put((byte) 0);
        var palette = new byte[SHADES * 3];
        for (int shade = 0; shade < SHADES; shade++) {
            for (int colour = 0; colour < 3; colour++) {
                int shift = 16 - 8 * colour;
                int light = paper >> shift & 0xff;
                int dark = ink >> shift & 0xff;
                palette[shade * 3 + colour] = (byte) (light + (dark - light) * shade / (SHADES - 1));
            }
        }
        var head = ByteBuffer.allocate(SIGNATURE.length + 12 + header.capacity() + 12 + palette.length);
        head.put(SIGNATURE);
        chunk(head, "IHDR", header.array(), header.capacity());
        chunk(head, "PLTE", palette, palette.length);
        return head.array();
    }

    private static void chunk(ByteBuffer png, String type, byte[] data, int length) {
        int start = png.putInt(length).position();
        png.put(type.getBytes(StandardCharsets.US_ASCII)).put(data, 0, length);
        var sum = new CRC32();
        sum.update(png.array(), start, 4 + length);
        png.putInt((int) sum.getValue());
    }
}
