package vn.mocua.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * How much processor time each program has used since it started, in nanoseconds.
 *
 * @param compiling what of the portal's own went into compiling it while it runs, which ends when it has run for long
 * @param hashing what of the portal's own went into hashing passwords
 * @param postgres the server with all its processes, also those that have ended
 * @param bench ourselves, so that one sees what share of the machine the measuring took
 */
record Cpu(long portal, long compiling, long hashing, long postgres, long sandbox, long bench) {

    /** Portal and PostgreSQL, what remains of the compilers' time aside: it is counted apart. */
    long compiled() {
        return portal - compiling + postgres;
    }

    /** Linux counts the time in /proc in hundredths of a second, whatever the machine. */
    private static final long TICK_NANOS = 10_000_000;

    static Cpu now(House house) {
        return new Cpu(
                ofProcess(house.portal()),
                ofThreads(house.portal(), "C1 Compiler", "C2 Compiler"),
                ofThreads(house.portal(), "password-hash-"),
                ofPostgres(house.postgres()),
                ofProcess(house.sandbox()),
                ofProcess(ProcessHandle.current().pid()));
    }

    Cpu since(Cpu before) {
        return new Cpu(
                portal - before.portal,
                compiling - before.compiling,
                hashing - before.hashing,
                postgres - before.postgres,
                sandbox - before.sandbox,
                bench - before.bench);
    }

    /** All threads of a process, also those that have ended. */
    private static long ofProcess(long pid) {
        var stat = stat(pid);
        return (stat.userTicks + stat.systemTicks) * TICK_NANOS;
    }

    /** The virtual machine names its threads; one that ends now and then is not missed for long. */
    private static long ofThreads(long pid, String... names) {
        try (Stream<Path> threads = Files.list(process(pid).resolve("task"))) {
            return threads.filter(thread -> isNamed(thread, names))
                    .mapToLong(Cpu::oneThread)
                    .sum();
        } catch (IOException e) {
            throw new IllegalStateException("the portal has ended", e);
        }
    }

    /** How many threads the system knows of a process; virtual ones are none of its business. */
    static int threads(long pid) throws IOException {
        try (Stream<Path> threads = Files.list(process(pid).resolve("task"))) {
            return Math.toIntExact(threads.count());
        }
    }

    static long residentBytes(long pid) {
        return inStatus(pid, "VmRSS:");
    }

    /** The most that a process has ever held; 0 once it has ended. */
    static long mostResidentBytes(long pid) {
        return inStatus(pid, "VmHWM:");
    }

    private static long inStatus(long pid, String name) {
        try {
            return Files.readAllLines(process(pid).resolve("status")).stream()
                    .filter(line -> line.startsWith(name))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024)
                    .sum();
        } catch (IOException ended) {
            return 0;
        }
    }

    /** The processor time of any process; 0 once it has ended. */
    static long nanos(long pid) {
        return ofProcess(pid);
    }

    private static boolean isNamed(Path thread, String... names) {
        try {
            var name = Files.readString(thread.resolve("comm"));
            return Arrays.stream(names).anyMatch(name::startsWith);
        } catch (IOException ended) {
            return false;
        }
    }

    /**
     * Each of its processes is a single thread, whose time the scheduler tells to the nanosecond; those that have ended
     * were counted, in ticks, for the first of them.
     */
    private static long ofPostgres(long postmaster) {
        var all = oneThread(process(postmaster)) + stat(postmaster).endedTicks * TICK_NANOS;
        for (var child : childrenOf(postmaster)) {
            all += oneThread(process(child));
        }
        return all;
    }

    private static long oneThread(Path place) {
        try {
            return Long.parseLong(Files.readString(place.resolve("schedstat")).split(" ", 2)[0]);
        } catch (IOException ended) {
            return 0;
        }
    }

    static List<Long> childrenOf(long parent) {
        try (Stream<Path> all = Files.list(Path.of("/proc"))) {
            return all.map(path -> path.getFileName().toString())
                    .filter(name -> name.matches("[0-9]+"))
                    .map(Long::parseLong)
                    .filter(pid -> stat(pid).parent == parent)
                    .toList();
        } catch (IOException e) {
            throw new IllegalStateException("/proc can not be read", e);
        }
    }

    /** The words with which a process was started; empty once it has ended. */
    static String commandLine(long pid) {
        try {
            return Files.readString(process(pid).resolve("cmdline")).replace('\0', ' ');
        } catch (IOException ended) {
            return "";
        }
    }

    private static Path process(long pid) {
        return Path.of("/proc", Long.toString(pid));
    }

    /** @param endedTicks of children that have ended and were waited for */
    private record Stat(long parent, long userTicks, long systemTicks, long endedTicks) {}

    private static Stat stat(long pid) {
        try {
            var line = Files.readString(process(pid).resolve("stat"));
            // proc(5): the name in brackets may hold blanks; the third field, the state, follows it
            var fields = line.substring(line.lastIndexOf(')') + 2).split(" ");
            return new Stat(
                    Long.parseLong(fields[1]),
                    Long.parseLong(fields[11]),
                    Long.parseLong(fields[12]),
                    Long.parseLong(fields[13]) + Long.parseLong(fields[14]));
        } catch (IOException ended) {
            return new Stat(-1, 0, 0, 0);
        }
    }
}
