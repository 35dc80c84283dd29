package vn.mocua.portal.abuse;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One way of writing a digit: how far every point of its box is from the middle of the pen's stroke.
 *
 * <p>The box is 100 wide and 140 high with a margin for the pen around it. Kept as distances, not as ink, because a picture then
 * chooses the pen's width and draws it smooth at any size. No font is used: a server
 * need not have one, and a reader trained on well-known fonts has not seen these.
 */
final class Glyph {

    static final int WIDTH = 100;
    static final int HEIGHT = 140;

    /** Farther than this from the stroke no pen leaves ink; in units of the box. */
    static final int REACH = 14;

    /** Distances are kept in quarters of a unit. */
    static final float FINENESS = 4;

    private static final int COLUMNS = WIDTH + 2 * REACH + 1;
    private static final int ROWS = HEIGHT + 2 * REACH + 1;
    private static final byte FAR = 127;
    private static final int PARTS_OF_A_CURVE = 12;

    /** Several hands for every digit, as paths of M(ove), L(ine) and C(urve). */
    private static final String[][] HANDS = {
        {
            "M50 5 C84 5 92 38 92 70 C92 104 82 135 50 135 C18 135 8 104 8 70 C8 38 16 5 50 5",
            "M62 12 C26 0 12 38 12 72 C12 110 30 136 52 134 C80 132 90 100 88 65 C86 32 74 6 46 10",
            "M50 4 C70 4 80 30 80 70 C80 112 70 136 50 136 C30 136 20 112 20 70 C20 30 30 4 50 4"
        },
        {
            "M36 26 L56 6 L56 134",
            "M34 28 L56 8 L56 132 M24 134 L88 134",
            "M36 28 C46 24 52 16 56 6 L56 134 M30 134 L82 132"
        },
        {
            "M12 42 C12 -6 88 -8 88 40 C88 74 32 98 10 134 L92 134",
            "M14 36 C22 2 80 0 84 36 C86 64 50 86 14 132 C40 118 62 142 94 126",
            "M16 22 C40 -4 90 4 86 42 C82 78 34 104 14 132 L90 130"
        },
        {
            "M14 24 C30 -2 84 2 82 36 C81 60 60 66 40 67 C66 66 90 76 88 102 C85 142 26 144 10 112",
            "M14 8 L82 8 L44 58 C74 54 90 76 88 98 C84 142 26 142 10 112",
            "M18 14 C48 -4 86 14 76 42 C70 58 54 64 42 66 C74 66 92 88 82 112 C70 138 30 140 12 124"
        },
        {
            "M68 134 L68 6 L8 96 L94 96",
            "M30 8 L14 86 L94 86 M72 44 L66 134",
            "M62 4 C48 40 28 70 8 90 L94 90 M70 54 L66 136"
        },
        {
            "M84 8 L24 8 L18 62 C40 44 90 48 90 92 C90 140 30 146 10 114",
            "M22 10 L20 66 C50 46 90 62 88 96 C85 138 30 142 12 118 M20 10 L88 6",
            "M82 6 L30 10 L20 64 C46 52 84 58 84 94 C84 126 48 142 14 130"
        },
        {
            "M80 14 C38 2 12 52 12 94 C12 150 90 148 90 94 C90 48 26 50 13 92",
            "M66 6 C36 30 10 70 12 98 C14 148 88 146 88 98 C88 56 30 56 14 92",
            "M72 4 C52 14 16 48 14 96 C14 122 30 136 52 136 C74 136 88 120 86 98 C84 62 30 64 16 104"
        },
        {"M8 8 L94 8 L44 134 M24 70 L82 70", "M8 10 L92 10 C64 50 50 90 46 134 M26 76 L80 72", "M4 10 L96 6 L38 134"},
        {
            "M50 66 C8 58 14 5 50 5 C86 5 92 58 50 66 C-4 76 0 135 50 135 C100 135 104 76 50 66",
            "M82 26 C70 -4 12 2 18 36 C22 66 90 70 90 104 C88 146 12 146 12 106 C12 72 82 66 82 26",
            "M50 64 C20 60 20 6 52 6 C84 6 82 58 50 64 M50 64 C8 70 6 134 50 134 C94 134 92 70 50 64"
        },
        {
            "M20 126 C62 138 88 88 88 46 C88 -10 10 -8 10 46 C10 92 74 90 87 48",
            "M34 134 C64 110 90 70 88 42 C86 -8 12 -6 12 42 C12 84 70 84 86 48",
            "M86 44 C84 -8 12 -8 12 44 C12 90 80 88 86 44 M88 10 C90 60 86 100 80 134"
        },
    };

    private final byte[] distances = new byte[COLUMNS * ROWS];

    private Glyph(String path) {
        Arrays.fill(distances, FAR);
        strokes(path).forEach(this::measure);
    }

    /** Every hand of every digit: {@code all()[7][1]} is the second way to write a seven. */
    static Glyph[][] all() {
        return Arrays.stream(HANDS)
                .map(hands -> Arrays.stream(hands).map(Glyph::new).toArray(Glyph[]::new))
                .toArray(Glyph[][]::new);
    }

    /** How far a point lies from the middle of the stroke, in quarters of a unit; 127 is "too far to matter". */
    int distance(float x, float y) {
        int column = (int) (x + (REACH + 0.5f));
        int row = (int) (y + (REACH + 0.5f));
        return column < 0 || column >= COLUMNS || row < 0 || row >= ROWS ? FAR : distances[row * COLUMNS + column];
    }

    private void measure(float[] line) {
        int left = (int) Math.min(line[0], line[2]);
        int right = Math.min((int) Math.max(line[0], line[2]) + 2 * REACH, COLUMNS - 1);
        int top = (int) Math.min(line[1], line[3]);
        int bottom = Math.min((int) Math.max(line[1], line[3]) + 2 * REACH, ROWS - 1);
        for (int row = Math.max(0, top); row <= bottom; row++) {
            for (int column = Math.max(0, left); column <= right; column++) {
                double distance = Math.sqrt(squareFrom(line, column - REACH, row - REACH)) * FINENESS;
                int at = row * COLUMNS + column;
                distances[at] = (byte) Math.min(distances[at], Math.round(distance));
            }
        }
    }

    private static float squareFrom(float[] line, float x, float y) {
        float alongX = line[2] - line[0];
        float alongY = line[3] - line[1];
        float square = alongX * alongX + alongY * alongY;
        float part = square == 0 ? 0 : ((x - line[0]) * alongX + (y - line[1]) * alongY) / square;
        part = Math.clamp(part, 0, 1);
        float offX = x - line[0] - part * alongX;
        float offY = y - line[1] - part * alongY;
        return offX * offX + offY * offY;
    }

    /** The straight pieces {x1, y1, x2, y2} of a path. */
    private static List<float[]> strokes(String path) {
        var pieces = new ArrayList<float[]>();
        float x = 0;
        float y = 0;
        for (String part : path.split("(?=[MLC])")) {
            var to = numbers(part.substring(1));
            for (int i = 1; i <= PARTS_OF_A_CURVE && part.charAt(0) == 'C'; i++) {
                float[] from = bezier(x, y, to, (i - 1f) / PARTS_OF_A_CURVE);
                float[] until = bezier(x, y, to, (float) i / PARTS_OF_A_CURVE);
                pieces.add(new float[] {from[0], from[1], until[0], until[1]});
            }
            if (part.charAt(0) == 'L') {
                pieces.add(new float[] {x, y, to[0], to[1]});
            }
            x = to[to.length - 2];
            y = to[to.length - 1];
        }
        return pieces;
    }

    private static float[] bezier(float x, float y, float[] c, float t) {
        float s = 1 - t;
        return new float[] {
            s * s * s * x + 3 * s * s * t * c[0] + 3 * s * t * t * c[2] + t * t * t * c[4],
            s * s * s * y + 3 * s * s * t * c[1] + 3 * s * t * t * c[3] + t * t * t * c[5]
        };
    }

    private static float[] numbers(String text) {
        var words = text.trim().split(" ", -1);
        var numbers = new float[words.length];
        for (int i = 0; i < words.length; i++) {
            numbers[i] = Float.parseFloat(words[i]);
        }
        return numbers;
    }
}
