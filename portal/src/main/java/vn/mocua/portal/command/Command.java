package vn.mocua.portal.command;

import java.util.List;

/**
 * One thing that is done from the command line, such as {@code audit verify}.
 *
 * <p>A room lists its commands in {@code META-INF/spring.factories} under this interface's name; each has a constructor
 * without parameters, so that names are known before anything is started.
 */
public interface Command {

    /** The words that call it, such as {@code keys create}. */
    String name();

    /** One line: the words, the arguments, and after two blanks what it does. */
    String usage();

    /**
     * Does it, telling people on standard output.
     *
     * @param portal what is configured; asking it for a bean starts the configuration, database included
     * @param arguments what stood after the name
     * @return the exit code: 0 done, 1 refused or not in order, 2 could not be tried
     * @throws Misuse when the arguments cannot be understood
     */
    int run(Ground portal, List<String> arguments) throws Exception;

    /** The portal's configuration, started when first asked for: no web server, no jobs. */
    interface Ground {
        <T> T bean(Class<T> type);
    }

    /** The arguments cannot be understood; the message says why. */
    final class Misuse extends RuntimeException {
        public Misuse(String message) {
            super(message);
        }
    }
}
