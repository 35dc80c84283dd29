package vn.mocua.portal.outside;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How long and how often we ask systems that we do not run: {@code mocua.outside.*}.
 *
 * @param all limits of every system
 * @param systems limits of one system by its name, where they differ
 */
@ConfigurationProperties("mocua.outside")
record OutsideSettings(
        @DefaultValue Limits all, @DefaultValue Map<String, Limits> systems) {

    Terms termsOf(String system) {
        var own = systems.getOrDefault(system, Limits.NONE);
        return new Terms(
                within(pick(own.connect, all.connect, Duration.ofSeconds(2)), Duration.ofSeconds(30)),
                within(pick(own.deadline, all.deadline, Duration.ofSeconds(6)), Duration.ofSeconds(90)),
                within(pick(own.patience, all.patience, Duration.ofMillis(500)), Duration.ofSeconds(10)),
                within(pick(own.atOnce, all.atOnce, 32), 1, 1000),
                within(pick(own.lookBack, all.lookBack, 20), 2, 1000),
                within(pick(own.failurePercent, all.failurePercent, 50), 1, 100),
                within(pick(own.rest, all.rest, Duration.ofSeconds(5)), Duration.ofMinutes(5)),
                pick(own.answer, all.answer, DataSize.ofKilobytes(64)),
                Optional.ofNullable(own.trust).orElse(all.trust),
                Optional.ofNullable(own.identity).orElse(all.identity));
    }

    /** Every file that says who vouches. */
    Stream<Path> trusts() {
        return Stream.concat(Stream.of(all), systems.values().stream())
                .map(Limits::trust)
                .filter(Objects::nonNull);
    }

    /** Every certificate of our own. */
    Stream<Identity> identities() {
        return Stream.concat(Stream.of(all), systems.values().stream())
                .map(Limits::identity)
                .filter(Objects::nonNull);
    }

    private static <T> T pick(@Nullable T own, @Nullable T all, T otherwise) {
        return Optional.ofNullable(own).or(() -> Optional.ofNullable(all)).orElse(otherwise);
    }

    private static Duration within(Duration value, Duration most) {
        if (!value.isPositive() || value.compareTo(most) > 0) {
            throw new IllegalArgumentException("mocua.outside: " + value + " is not within 0 and " + most);
        }
        return value;
    }

    private static int within(int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException("mocua.outside: " + value + " is not within " + least + " and " + most);
        }
        return value;
    }

    /**
     * What may be set for all systems or for one.
     *
     * @param connect time to reach the other side
     * @param deadline time for everything, repetitions and tokens included
     * @param patience time to wait for a place when all are taken
     * @param atOnce questions under way at the same time
     * @param lookBack how many of the last calls the breaker judges
     * @param failurePercent of those, failures from which it rests
     * @param rest how long it rests
     * @param answer size of an answer that is still read
     * @param trust a PEM file of the certificates that vouch for it; null: those that Java trusts
     * @param identity our own certificate, where it asks for one
     */
    record Limits(
            @Nullable Duration connect,
            @Nullable Duration deadline,
            @Nullable Duration patience,
            @Nullable Integer atOnce,
            @Nullable Integer lookBack,
            @Nullable Integer failurePercent,
            @Nullable Duration rest,
            @Nullable DataSize answer,
            @Nullable Path trust,
            @Nullable Identity identity) {

        static final Limits NONE = new Limits(null, null, null, null, null, null, null, null, null, null);
    }

    /**
     * Our own certificate, as files.
     *
     * @param file PKCS#12, or PEM of the certificate and those above it
     * @param key PEM of its key; null: in the file too
     * @param passwordFile what opens the file or the key
     */
    record Identity(Path file, @Nullable Path key, @Nullable Path passwordFile) {

        IdentityFiles files() {
            return new IdentityFiles(file, key, passwordFile);
        }
    }

    /** The limits that hold for one system. */
    record Terms(
            Duration connect,
            Duration deadline,
            Duration patience,
            int atOnce,
            int lookBack,
            int failurePercent,
            Duration rest,
            DataSize answer,
            @Nullable Path trust,
            @Nullable Identity identity) {}
}
