package vn.mocua.sandbox.town;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Properties;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * As many ordinary people as anybody wants, none of them stored: number n of a seed is always the same person, and a
 * phone number leads back to n. Phones and ids are distinct for up to {@link #MOST} people and never the cast's.
 */
final class Crowd {

    /** How many there can be: the last six digits of an id are a permutation of n. */
    static final int MOST = 500_000;

    private static final int SERIALS = 999_000; // the first thousand belong to the cast
    private static final int SUBSCRIBERS = 10_000_000;
    private static final List<String> PREFIXES = List.of(
            "032", "033", "034", "035", "036", "037", "038", "039", "070", "076", "077", "078", "079", "081", "082",
            "083", "084", "085", "096", "097", "098");
    /** Of everybody's other number; the cast has none that begins so. */
    private static final String SECOND_PREFIX = "087";

    private static final DateTimeFormatter TYPED = DateTimeFormatter.ofPattern("dd/MM/yyyy");
    private static final LocalDate OLDEST = LocalDate.of(1950, 1, 1);
    private static final LocalDate YOUNGEST = LocalDate.of(2007, 12, 31);

    private final long seed;
    private final List<String> provinces;
    private final Properties names = new Properties();
    private final long serialFactor;
    private final long serialShift;
    private final long lineFactor;
    private final long lineShift;
    private final long lineInverse;

    Crowd(long seed, List<String> provinces) {
        this.seed = seed;
        this.provinces = provinces;
        try (var text = new InputStreamReader(Cast.resource("names.properties"), StandardCharsets.UTF_8)) {
            names.load(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var random = new SplittableRandom(seed);
        serialFactor = coprime(random, SERIALS);
        serialShift = random.nextLong(SERIALS);
        lineFactor = coprime(random, SUBSCRIBERS);
        lineShift = random.nextLong(SUBSCRIBERS);
        lineInverse = BigInteger.valueOf(lineFactor)
                .modInverse(BigInteger.valueOf(SUBSCRIBERS))
                .longValueExact();
    }

    /** Person number {@code n}, from 0. */
    Person person(int n) {
        var random = new SplittableRandom(seed ^ (0x9E3779B97F4A7C15L * (n + 1L)));
        boolean female = random.nextBoolean();
        var birth = OLDEST.plusDays(random.nextLong(YOUNGEST.toEpochDay() - OLDEST.toEpochDay() + 1));
        var name = pick(random, "family") + " "
                + pick(random, female ? "middleFemale" : "middleMale") + " "
                + pick(random, female ? "givenFemale" : "givenMale");
        int centuryAndSex = (birth.getYear() >= 2000 ? 2 : 0) + (female ? 1 : 0);
        long serial = 1000 + (serialFactor * n + serialShift) % SERIALS;
        var nationalId = "%s%d%02d%06d"
                .formatted(
                        provinces.get(random.nextInt(provinces.size())), centuryAndSex, birth.getYear() % 100, serial);
        var phone = PREFIXES.get(n % PREFIXES.size())
                + "%07d".formatted((lineFactor * (n / PREFIXES.size()) + lineShift) % SUBSCRIBERS);
        return new Person(
                "nguoi-" + (n + 1),
                Fate.ORDINARY,
                nationalId,
                null,
                name,
                birth.format(TYPED),
                phone,
                SECOND_PREFIX + "%07d".formatted((lineFactor * n + lineShift) % SUBSCRIBERS),
                mailName(name) + "." + (n + 1) + "@hop-thu.example",
                null,
                new Subscriber(nationalId, null, name, birth.toString(), null, Set.of(), false),
                Person.Line.GOOD);
    }

    /** Whose number this would be, made or not. */
    OptionalInt numberOf(Telephone phone) {
        int prefix = PREFIXES.indexOf(phone.national().substring(0, 3));
        if (prefix < 0) {
            return OptionalInt.empty();
        }
        long n = turn(phone) * PREFIXES.size() + prefix;
        return n < MOST ? OptionalInt.of((int) n) : OptionalInt.empty();
    }

    /** Whose other number this would be, made or not. */
    OptionalInt secondNumberOf(Telephone phone) {
        if (!phone.national().startsWith(SECOND_PREFIX)) {
            return OptionalInt.empty();
        }
        long n = turn(phone);
        return n < MOST ? OptionalInt.of((int) n) : OptionalInt.empty();
    }

    /** From which count the last seven digits were made. */
    private long turn(Telephone phone) {
        long line = Long.parseLong(phone.national().substring(3));
        return Math.floorMod(Math.floorMod(line - lineShift, (long) SUBSCRIBERS) * lineInverse, (long) SUBSCRIBERS);
    }

    /** Whose id this would be, made or not. */
    OptionalInt holderOf(String nationalId) {
        if (!nationalId.matches("[0-9]{12}")) {
            return OptionalInt.empty();
        }
        long serial = Long.parseLong(nationalId.substring(6)) - 1000;
        long inverse = BigInteger.valueOf(serialFactor)
                .modInverse(BigInteger.valueOf(SERIALS))
                .longValueExact();
        long n = Math.floorMod(Math.floorMod(serial - serialShift, (long) SERIALS) * inverse, (long) SERIALS);
        return n < MOST && person((int) n).nationalId().equals(nationalId)
                ? OptionalInt.of((int) n)
                : OptionalInt.empty();
    }

    /** The number within {@code nguoi-17}, whether that person was made or not. */
    static OptionalInt numberOf(String id) {
        return id.matches("nguoi-[1-9][0-9]{0,5}")
                ? OptionalInt.of(Integer.parseInt(id.substring("nguoi-".length())) - 1)
                : OptionalInt.empty();
    }

    private String pick(SplittableRandom random, String part) {
        var choices = names.getProperty(part).split(",");
        return choices[random.nextInt(choices.length)];
    }

    private static String mailName(String name) {
        return Normalizer.normalize(name.substring(name.lastIndexOf(' ') + 1), Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "")
                .replace('\u0110', 'D')
                .replace('\u0111', 'd')
                .toLowerCase(Locale.ROOT);
    }

    private static long coprime(SplittableRandom random, long modulus) {
        while (true) {
            long factor = random.nextLong(modulus / 3, modulus);
            if (BigInteger.valueOf(factor).gcd(BigInteger.valueOf(modulus)).equals(BigInteger.ONE)) {
                return factor;
            }
        }
    }
}
