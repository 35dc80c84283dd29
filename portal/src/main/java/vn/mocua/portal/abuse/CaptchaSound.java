package vn.mocua.portal.abuse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Speaks six digits, each by one of two voices of one accent, at its own speed, over noise and reversed voices.
 *
 * <p>The same seed speaks the same sound: browsers fetch a sound in parts, and asking twice teaches nothing.
 */
final class CaptchaSound {

    private static final int RATE = 8000;
    private static final int WAV_HEAD = 44;

    private static final List<List<String>> VIETNAMESE =
            List.of(List.of("vi-north-man", "vi-north-woman"), List.of("vi-south-man", "vi-south-woman"));
    private static final List<List<String>> ENGLISH =
            List.of(List.of("en-gb-man", "en-gb-woman"), List.of("en-us-man", "en-us-woman"));

    private static final float VOICE = 0.85f;
    private static final float BABBLE = 0.12f;
    private static final float HISS = 0.03f;

    private final Map<String, byte[]> clips = new ConcurrentHashMap<>();

    /** A WAV file, 8 kHz, mono, 8 bits; Vietnamese unless the language is English. */
    byte[] speak(String digits, String languageTag, long seed) {
        boolean english = Locale.forLanguageTag(languageTag).getLanguage().equals("en");
        var random = new SplittableRandom(english ? ~seed : seed);
        var accents = english ? ENGLISH : VIETNAMESE;
        var voices = accents.get(random.nextInt(accents.size()));

        int count = digits.length();
        var spoken = new byte[count][];
        var speeds = new float[count];
        var starts = new int[count];
        int length = milliseconds(random.nextInt(500, 800));
        for (int i = 0; i < count; i++) {
            spoken[i] = clip(voices.get(random.nextInt(voices.size())), digits.charAt(i));
            speeds[i] = (float) random.nextDouble(0.90, 1.08);
            starts[i] = length;
            length += (int) (spoken[i].length / speeds[i]) + milliseconds(random.nextInt(450, 800));
        }
        var sound = new float[length];
        for (int i = 0; i < count; i++) {
            mix(sound, starts[i], spoken[i], speeds[i], VOICE * (float) random.nextDouble(0.85, 1.0));
        }
        for (int at = 0; at < length; at += milliseconds(random.nextInt(150, 350))) {
            var other = clip(voices.get(random.nextInt(voices.size())), (char) ('0' + random.nextInt(10)));
            mix(sound, at, other, -(float) random.nextDouble(0.8, 1.2), BABBLE);
        }
        return wav(sound, random.nextLong());
    }

    /** Adds a clip, played backwards if the speed is negative; what passes the end is cut. */
    private static void mix(float[] sound, int start, byte[] clip, float speed, float loudness) {
        float from = speed < 0 ? clip.length - 2 : 0;
        float scale = loudness / 128;
        int end = Math.min(sound.length, start + (int) ((clip.length - 2) / Math.abs(speed)));
        for (int i = start; i < end; i++) {
            int at = (int) from;
            float part = from - at;
            int here = (clip[at] & 0xff) - 128;
            int next = (clip[at + 1] & 0xff) - 128;
            sound[i] += scale * (here + part * (next - here));
            from += speed;
        }
    }

    private static byte[] wav(float[] sound, long seed) {
        var wav = ByteBuffer.allocate(WAV_HEAD + sound.length).order(ByteOrder.LITTLE_ENDIAN);
        wav.put(ascii("RIFF")).putInt(WAV_HEAD - 8 + sound.length).put(ascii("WAVE"));
        wav.put(ascii("fmt ")).putInt(16).putShort((short) 1).putShort((short) 1);
        wav.putInt(RATE).putInt(RATE).putShort((short) 1).putShort((short) 8);
        wav.put(ascii("data")).putInt(sound.length);
        var file = wav.array();
        var hiss = new SplittableRandom(seed);
        long bits = 0;
        float level = 0;
        for (int i = 0; i < sound.length; i++) {
            bits = i % 4 == 0 ? hiss.nextLong() : bits >>> 16;
            level = 0.5f * level + HISS * (short) bits / 32768;
            int sample = (int) (128.5f + 127 * (sound[i] + level));
            file[WAV_HEAD + i] = (byte) Math.clamp(sample, 1, 255);
        }
        return file;
    }

    private byte[] clip(String voice, char digit) {
        return clips.computeIfAbsent(voice + "/" + digit + ".wav", CaptchaSound::read);
    }

    private static byte[] read(String name) {
        try (var file = CaptchaSound.class.getResourceAsStream("/captcha/" + name)) {
            if (file == null) {
                throw new IllegalStateException("no clip " + name);
            }
            file.skipNBytes(WAV_HEAD);
            return file.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int milliseconds(int count) {
        return count * RATE / 1000;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
