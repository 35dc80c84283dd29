package vn.mocua.browser;

import java.awt.image.BufferedImage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A screen that nobody sees, and what could be seen on it: Xvfb keeps its picture in a file, in the form of the program
 * xwd. Its keys do not repeat, however long a busy machine takes to let go of one.
 */
final class HiddenScreen implements AutoCloseable {

    private static final int WIDTH = 1280;
    private static final int HEIGHT = 960;
    private static final int WORD = 4;

    // Places in the header of X11/XWDFile.h, in words of four bytes, the greatest byte first.
    private static final int HEADER_SIZE = 0;
    private static final int BITS_PER_PIXEL = 11;
    private static final int BYTES_PER_LINE = 12;
    private static final int COLOURS = 19;
    private static final int COLOUR_SIZE = 12;

    // The agent's own: the ring around what has the keyboard, and the ground of a field.
    private static final int RING = 0xFFBF00;
    private static final int PAPER = 0xFFFFFF;
    private static final int RING_AND_MARGIN = 5;
    private static final int SOFT_EDGE = 0x80;
    private static final int THINNEST_DOT = 3;

    /**
     * A field that has the keyboard.
     *
     * @param dots how many characters were typed into it, as it shows them
     */
    record Field(int dots) {}

    private final Path folder;
    private final Process process;
    private final String number;

    HiddenScreen() {
        try {
            folder = Files.createTempDirectory("mocua-screen");
            process = new ProcessBuilder(
                            "Xvfb",
                            "-displayfd",
                            "1",
                            "-screen",
                            "0",
                            WIDTH + "x" + HEIGHT + "x24",
                            "-fbdir",
                            folder.toString(),
                            "-nolisten",
                            "tcp",
                            "-r")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            number = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))
                    .readLine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String display() {
        return ":" + number;
    }

    /** The field with the bright ring; empty while there is none, or another control has it. */
    Optional<Field> focusedField() {
        var picture = picture();
        int left = WIDTH;
        int top = HEIGHT;
        int right = -1;
        int bottom = -1;
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                if (at(picture, x, y) == RING) {
                    left = Math.min(left, x);
                    right = Math.max(right, x);
                    top = Math.min(top, y);
                    bottom = Math.max(bottom, y);
                }
            }
        }
        if (right - left < 4 * RING_AND_MARGIN || bottom - top < 3 * RING_AND_MARGIN) {
            return Optional.empty();
        }
        return field(
                picture,
                left + RING_AND_MARGIN,
                top + RING_AND_MARGIN,
                right - RING_AND_MARGIN,
                bottom - RING_AND_MARGIN);
    }

    /** Characters are what stands between columns that are empty; the caret is thinner than any of them. */
    private static Optional<Field> field(BufferedImage picture, int left, int top, int right, int bottom) {
        if (at(picture, right, top) != PAPER || at(picture, right, bottom) != PAPER) {
            return Optional.empty();
        }
        int dots = 0;
        int width = 0;
        for (int x = left; x <= right; x++) {
            boolean isEmpty = true;
            for (int y = top; y <= bottom && isEmpty; y++) {
                isEmpty = (at(picture, x, y) & 0xFF) > SOFT_EDGE;
            }
            if (isEmpty) {
                dots += width >= THINNEST_DOT ? 1 : 0;
                width = 0;
            } else {
                width++;
            }
        }
        return Optional.of(new Field(dots));
    }

    private static int at(BufferedImage picture, int x, int y) {
        return picture.getRGB(x, y) & 0xFFFFFF;
    }

    /** What is on the screen now. */
    BufferedImage picture() {
        try {
            var file = ByteBuffer.wrap(Files.readAllBytes(folder.resolve("Xvfb_screen0")));
            if (file.getInt(BITS_PER_PIXEL * WORD) != 32) {
                throw new IllegalStateException("a pixel has " + file.getInt(BITS_PER_PIXEL * WORD) + " bits");
            }
            int start = file.getInt(HEADER_SIZE * WORD) + file.getInt(COLOURS * WORD) * COLOUR_SIZE;
            int line = file.getInt(BYTES_PER_LINE * WORD);
            file.order(ByteOrder.LITTLE_ENDIAN);
            var picture = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
            for (int y = 0; y < HEIGHT; y++) {
                for (int x = 0; x < WIDTH; x++) {
                    picture.setRGB(x, y, file.getInt(start + y * line + x * WORD));
                }
            }
            return picture;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            process.waitFor();
            Files.deleteIfExists(folder.resolve("Xvfb_screen0"));
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
