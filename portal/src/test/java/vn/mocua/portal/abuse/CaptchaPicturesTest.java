package vn.mocua.portal.abuse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Random;
import java.util.concurrent.Callable;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/** What a captcha looks and sounds like, as far as a machine can say. */
class CaptchaPicturesTest {

    private final CaptchaPicture picture = new CaptchaPicture();
    private final CaptchaSound sound = new CaptchaSound();

    @Test
    void aPictureIsASmallPngWithDarkInkOnLightPaper() throws IOException {
        var random = new Random(1);
        for (int i = 0; i < 100; i++) {
            var png = picture.draw("%06d".formatted(random.nextInt(1_000_000)), random.nextLong());
            var image = ImageIO.read(new ByteArrayInputStream(png));

            assertThat(png.length).isLessThan(4_000);
            assertThat(image.getWidth()).isEqualTo(CaptchaPicture.WIDTH);
            assertThat(image.getHeight()).isEqualTo(CaptchaPicture.HEIGHT);
            int ink = 0;
            for (int y = 0; y < image.getHeight(); y++) {
                for (int x = 0; x < image.getWidth(); x++) {
                    ink += (image.getRGB(x, y) & 0xff) < 0x60 ? 1 : 0;
                }
            }
            int all = image.getWidth() * image.getHeight();
            assertThat(ink).isBetween(all / 12, all / 3);
        }
    }

    @Test
    void theSameDigitsNeverLookTheSameTwice() {
        var seen = new HashSet<ByteBuffer>();
        for (int seed = 0; seed < 200; seed++) {
            assertThat(seen.add(ByteBuffer.wrap(picture.draw("000000", seed)))).isTrue();
        }
    }

    @Test
    void everyDigitCanBeDrawnInEveryHandAndNoTwoAreAlike() {
        var seen = new HashSet<String>();
        int hands = 0;
        for (var digit : Glyph.all()) {
            assertThat(digit.length).isGreaterThanOrEqualTo(3);
            for (var glyph : digit) {
                hands++;
                var ink = new StringBuilder();
                for (int y = 0; y <= Glyph.HEIGHT; y += 4) {
                    for (int x = 0; x <= Glyph.WIDTH; x += 4) {
                        ink.append(glyph.distance(x, y) < 6 * Glyph.FINENESS ? '#' : '.');
                    }
                }
                assertThat(ink.chars().filter(c -> c == '#').count()).isGreaterThan(40);
                seen.add(ink.toString());
            }
        }
        assertThat(seen).hasSize(hands);
    }

    @Test
    void manyDrawAtOnceWithoutMixingTheirInk() throws Exception {
        var alone = new byte[50][];
        for (int i = 0; i < alone.length; i++) {
            alone[i] = picture.draw("012345", i);
        }
        var crowd = Crowd.<Callable<Boolean>>times(
                200, i -> () -> Arrays.equals(picture.draw("012345", i % 50), alone[i % 50]));

        assertThat(Crowd.howMany(crowd)).isEqualTo(200);
    }

    @Test
    void aSoundIsAWavOfAFewSecondsThatIsLoudEnough() {
        var random = new Random(2);
        for (int i = 0; i < 40; i++) {
            var language = i % 2 == 0 ? "vi" : "en";
            var wav = ByteBuffer.wrap(
                            sound.speak("%06d".formatted(random.nextInt(1_000_000)), language, random.nextLong()))
                    .order(ByteOrder.LITTLE_ENDIAN);

            assertThat(wav.getInt(4)).isEqualTo(wav.capacity() - 8);
            assertThat(wav.getShort(20)).as("PCM").isEqualTo((short) 1);
            assertThat(wav.getShort(22)).as("channels").isEqualTo((short) 1);
            assertThat(wav.getInt(24)).as("samples a second").isEqualTo(8000);
            assertThat(wav.getShort(34)).as("bits").isEqualTo((short) 8);
            assertThat(wav.getInt(40)).isEqualTo(wav.capacity() - 44);
            assertThat(wav.capacity() / 8000.0).isBetween(4.0, 12.0);

            double squares = 0;
            int cut = 0;
            for (int at = 44; at < wav.capacity(); at++) {
                int level = (wav.get(at) & 0xff) - 128;
                squares += level * level;
                cut += Math.abs(level) >= 127 ? 1 : 0;
            }
            assertThat(Math.sqrt(squares / (wav.capacity() - 44)) / 128).isBetween(0.04, 0.3);
            assertThat(cut).isLessThan(wav.capacity() / 500);
        }
    }

    @Test
    void bothLanguagesHaveEveryDigitAndUnknownOnesHearVietnamese() {
        assertThat(sound.speak("0123456789", "en-GB", 5)).isEqualTo(sound.speak("0123456789", "en", 5));
        assertThat(sound.speak("0123456789", "fr", 5)).isEqualTo(sound.speak("0123456789", "vi", 5));
        assertThat(sound.speak("0123456789", "../../etc", 5)).isEqualTo(sound.speak("0123456789", "vi", 5));
        assertThat(sound.speak("111111", "vi", 5)).isNotEqualTo(sound.speak("111111", "vi", 6));
    }
}
