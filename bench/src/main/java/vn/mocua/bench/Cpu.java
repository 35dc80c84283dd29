package vn.mocua.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * How much processor time each program has used since it started, in nanoseconds.
 *
 * @param postgres the server with all its processes, also those that have ended
 * @param bench ourselves, so that one sees what share of the machine the measuring took
 */
record Cpu(long portal, long postgres, long sandbox, long bench) {

    /** Linux counts the time in /proc in hundredths of a second, whatever the machine. */
    private static final long TICK_NANOS = 10_000_000;

    static Cpu now(House house) {
        return new Cpu(
                ofProcess(house.portal()),
                ofPostgres(house.postgres()),
                ofProcess(house.sandbox()),
                ofProcess(ProcessHandle.current().pid()));
    }

    Cpu since(Cpu before) {
        return new Cpu(
                portal - before.portal, postgres - before.postgres, sandbox - before.sandbox, bench - before.bench);
    }

    /** All threads of a process, also those that have ended. */
    private static long ofProcess(long pid) {
        var stat = stat(pid);
        return (stat.userTicks + stat.systemTicks) * TICK_NANOS;
    }

    /**
     * Each of its processes is a single thread, whose time the scheduler tells to the nanosecond; those that have ended
     * were counted, in ticks, for the first of them.
     */
    private static long ofPostgres(long postmaster) {
        var all = oneThread(postmaster) + stat(postmaster).endedTicks * TICK_NANOS;
        for (var child : childrenOf(postmaster)) {
            all += oneThread(child);
        }
        return all;
    }

    private static long oneThread(long pid) {
        try {
            return Long.parseLong(Files.readString(Path.of("/proc", Long.toString(pid), "schedstat"))
                    .split(" ", 2)[0]);
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
            return Files.readString(Path.of("/proc", Long.toString(pid), "cmdline"))
                    .replace('\0', ' ');
        } catch (IOException ended) {
            return "";
        }
    }

    /** @param endedTicks of children that have ended and were waited for */
    private record Stat(long parent, long userTicks, long systemTicks, long endedTicks) {}

    private static Stat stat(long pid) {
        try {
            var line = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
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
