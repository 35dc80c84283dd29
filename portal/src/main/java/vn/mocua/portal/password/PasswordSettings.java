package vn.mocua.portal.password;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** The operator's choices about passwords; a value out of bounds stops the start. */
@ConfigurationProperties("mocua.password")
record PasswordSettings(
        @DefaultValue("guide") PasswordPolicy policy,
        @DefaultValue Argon2 argon2,
        @DefaultValue Hashing hashing) {

    /**
     * The cost of a hash. Less than 19 MiB or two passes starts only with the sandbox, for load runs.
     *
     * @param memory in KiB
     */
    record Argon2(
            @DefaultValue("19456") int memory,
            @DefaultValue("2") int iterations,
            @DefaultValue("1") int parallelism) {

        Argon2 {
            bounded("mocua.password.argon2.memory", memory, 64, 1_048_576);
            bounded("mocua.password.argon2.iterations", iterations, 1, 32);
            bounded("mocua.password.argon2.parallelism", parallelism, 1, 16);
        }
    }

    /**
     * Where hashes are made.
     *
     * @param threads how many at once; 0 for all cores but one
     * @param queue how many more may wait for each thread: 64 at 30 to 50 ms each is a wait of two to three seconds,
     *     which people bear; beyond it an honest 503 is better
     */
    record Hashing(
            @DefaultValue("0") int threads,
            @DefaultValue("64") int queue) {

        Hashing {
            bounded("mocua.password.hashing.threads", threads, 0, 256);
            bounded("mocua.password.hashing.queue", queue, 1, 1_000);
            threads = threads > 0 ? threads : Math.max(1, Runtime.getRuntime().availableProcessors() - 1);
        }
    }

    private static void bounded(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(name + " must be from " + least + " to " + most + ", not " + value);
        }
    }
}
