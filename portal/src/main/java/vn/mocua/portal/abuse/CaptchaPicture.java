package vn.mocua.portal.abuse;

import java.util.Arrays;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Draws six digits that a person reads and a simple program does not cut apart.
 *
 * <p>The digits touch, lean and ride on two waves; two lines of the pen's own ink cross them and one line of paper cuts
 * them. The same seed draws the same picture, so that asking twice teaches nothing; the seed is secret.
 */
final class CaptchaPicture {

    static final int WIDTH = 216;
    static final int HEIGHT = 72;

    private static final int PAPER = 0xFFFDF9;
    private static final int INK = 0x211A16;

    /** How many pixels past its upright box a leaning, swaying digit may reach. */
    private static final int REACH = 9;

    private final Glyph[][] glyphs = Glyph.all();
    private final Queue<Sheet> sheets = new ConcurrentLinkedQueue<>();

    byte[] draw(String digits, long seed) {
        var free = sheets.poll();
        var sheet = free == null ? new Sheet() : free;
        var picture = sheet.draw(digits, new SplittableRandom(seed), glyphs);
        sheets.offer(sheet);
        return picture;
    }

    /** What one picture needs while it is drawn; as many exist as were ever drawn at once. */
    private static final class Sheet {

        private final Png png = new Png(WIDTH, HEIGHT, PAPER, INK);
        private final float[] ink = new float[WIDTH * HEIGHT];
        private final byte[] shades = new byte[WIDTH * HEIGHT];
        private final float[] swayOfRow = new float[HEIGHT];
        private final float[] swayOfColumn = new float[WIDTH];
        private final float[] lineOfColumn = new float[WIDTH];
        private final float[] glyphX = new float[WIDTH];
        private final float[] glyphY = new float[WIDTH];

        byte[] draw(String digits, SplittableRandom random, Glyph[][] glyphs) {
            Arrays.fill(ink, 0);
            wave(swayOfRow, random.nextDouble(1.2, 2.2), random.nextDouble(40, 60), random);
            wave(swayOfColumn, random.nextDouble(2.5, 4.5), random.nextDouble(70, 120), random);
            float pen = (float) random.nextDouble(2.0, 2.6);
            float step = (float) random.nextDouble(32, 33.5);
            float x = (WIDTH - step * (digits.length() - 1)) / 2 + (float) random.nextDouble(-3, 3);
            for (int i = 0; i < digits.length(); i++) {
                var hands = glyphs[digits.charAt(i) - '0'];
                var glyph = hands[random.nextInt(hands.length)];
                float y = HEIGHT / 2f + (float) random.nextDouble(-5, 5);
                write(glyph, x + (float) random.nextDouble(-1.5, 1.5), y, pen, random);
                x += step;
            }
            line(1, random.nextDouble(0.7, 1.0), random);
            line(1, random.nextDouble(0.7, 1.0), random);
            line(0, random.nextDouble(0.5, 0.7), random);
            for (int i = 0; i < ink.length; i++) {
                shades[i] = (byte) (ink[i] * 15 + 0.5f);
            }
            return png.write(shades);
        }

        private void write(Glyph glyph, float atX, float atY, float pen, SplittableRandom random) {
            double angle = random.nextDouble(-0.22, 0.22);
            double lean = random.nextDouble(-0.18, 0.18);
            double tall = random.nextDouble(0.32, 0.37);
            double wide = random.nextDouble(0.275, 0.33);
            float half = pen * (float) random.nextDouble(0.9, 1.1) + 0.5f;
            float scale = (float) (tall + wide) / 2 / Glyph.FINENESS;
            // The inverse of: stretch, lean, turn. Where on the glyph does a pixel come from?
            float sin = (float) Math.sin(angle);
            float cos = (float) Math.cos(angle);
            float xFromX = (float) ((cos - lean * sin) / wide);
            float xFromY = (float) ((sin + lean * cos) / wide);
            float yFromX = (float) (-sin / tall);
            float yFromY = (float) (cos / tall);
            int reachX = (int) (wide * Glyph.WIDTH / 2) + REACH;
            int reachY = (int) (tall * Glyph.HEIGHT / 2) + REACH;
            int left = Math.max(0, (int) atX - reachX);
            int right = Math.min(WIDTH, (int) atX + reachX);
            int top = Math.max(0, (int) atY - reachY);
            int bottom = Math.min(HEIGHT, (int) atY + reachY);
            for (int x = left; x < right; x++) {
                glyphX[x] = xFromX * (x - atX) + xFromY * swayOfColumn[x] + Glyph.WIDTH / 2f;
                glyphY[x] = yFromX * (x - atX) + yFromY * swayOfColumn[x] + Glyph.HEIGHT / 2f;
            }
            for (int y = top; y < bottom; y++) {
                float rowX = xFromX * swayOfRow[y] + xFromY * (y - atY);
                float rowY = yFromX * swayOfRow[y] + yFromY * (y - atY);
                for (int x = left; x < right; x++) {
                    float covered = half - scale * glyph.distance(glyphX[x] + rowX, glyphY[x] + rowY);
                    if (covered > 0) {
                        int at = y * WIDTH + x;
                        ink[at] = Math.max(ink[at], Math.min(1, covered));
                    }
                }
            }
        }

        /** A thin line from edge to edge, of ink (1) or of paper (0). */
        private void line(float colour, double half, SplittableRandom random) {
            double middle = random.nextDouble(HEIGHT * 0.28, HEIGHT * 0.72);
            double slope = random.nextDouble(-0.12, 0.12);
            double height = random.nextDouble(4, 11);
            double length = random.nextDouble(70, 150);
            wave(lineOfColumn, height, length, random);
            for (int x = 0; x < WIDTH; x++) {
                double y = middle + slope * (x - WIDTH / 2.0) + lineOfColumn[x];
                double steep = slope + (x == 0 ? 0 : lineOfColumn[x] - lineOfColumn[x - 1]);
                double across = half * Math.sqrt(1 + steep * steep);
                int from = Math.max(0, (int) (y - across - 1));
                int until = Math.min(HEIGHT - 1, (int) (y + across + 1));
                for (int row = from; row <= until; row++) {
                    float covered = (float) Math.clamp(across - Math.abs(row - y) + 0.5, 0, 1);
                    int at = row * WIDTH + x;
                    ink[at] += covered * (colour - ink[at]);
                }
            }
        }

        private static void wave(float[] wave, double height, double length, SplittableRandom random) {
            double phase = random.nextDouble(2 * Math.PI);
            double up = height * Math.sin(phase);
            double on = height * Math.cos(phase);
            // One step along the circle at a time: a sine for every pixel would cost as much as the digits.
            double sin = Math.sin(2 * Math.PI / length);
            double cos = Math.cos(2 * Math.PI / length);
            for (int i = 0; i < wave.length; i++) {
                wave[i] = (float) up;
                double next = up * cos + on * sin;
                on = on * cos - up * sin;
                up = next;
            }
        }
    }
}
