package vn.mocua.portal.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * As whom PostgreSQL runs: it refuses to run as root.
 *
 * <p>An ordinary user runs it as themselves. Root hands it to a system user who owns its folder and nothing else; where
 * there is none, or that user cannot reach the folder, a user namespace without any privilege takes their place.
 *
 * @param prefix words before the program's own
 * @param owner who owns the folder; empty when that is whoever runs the portal
 */
record RunAs(List<String> prefix, String owner) {

    private static final List<String> SYSTEM_USERS = List.of("mocua", "postgres");

    /** Chosen for a folder, which exists; a folder once given to a user stays theirs. */
    static RunAs whoOwns(Path folder) throws IOException {
        // Its own session, so that Ctrl-C on a terminal reaches the portal only, which then stops it in order.
        var session = canRun(List.of("setsid", "true")) ? List.of("setsid") : List.<String>of();
        if (!System.getProperty("user.name").equals("root")) {
            return new RunAs(session, "");
        }
        for (var user : SYSTEM_USERS) {
            var as = List.of("setpriv", "--reuid=" + user, "--regid=" + user, "--clear-groups", "--inh-caps=-all");
            if (canRun(with(as, "true")) && isOpenTo(user, as, folder)) {
                return new RunAs(joined(session, as), user);
            }
        }
        if (canRun(List.of("unshare", "-U", "true"))) {
            return new RunAs(joined(session, List.of("unshare", "-U")), "");
        }
        throw new IllegalStateException("PostgreSQL does not run as root: add a system user for it"
                + " (useradd --system mocua) who can reach " + folder + ", run the portal as an ordinary user,"
                + " or set DATABASE_URL");
    }

    ProcessBuilder command(Path directory, List<String> words) {
        var command = new ProcessBuilder(joined(prefix, words)).directory(directory.toFile());
        // Nothing of the portal's environment is PostgreSQL's business, and some of it is secret.
        command.environment().clear();
        command.environment().put("PATH", "/usr/sbin:/usr/bin:/sbin:/bin");
        command.environment().put("LC_ALL", "C");
        command.environment().put("TZ", "UTC");
        return command;
    }

    /** Gives a file or folder to the user. */
    void own(Path path) throws IOException {
        if (!owner.isEmpty()) {
            var user = path.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(owner);
            Files.setOwner(path, user);
        }
    }

    private static boolean isOpenTo(String user, List<String> as, Path folder) throws IOException {
        var former = Files.getOwner(folder);
        var isNew = former.getName().equals("root") && !Files.exists(folder.resolve("cluster"));
        if (!isNew && !former.getName().equals(user)) {
            return false;
        }
        return canRun(with(as, "test", "-x", folder.resolve("..").normalize().toString()));
    }

    private static boolean canRun(List<String> words) {
        try {
            var process = new ProcessBuilder(words)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(5, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static List<String> with(List<String> first, String... rest) {
        return joined(first, List.of(rest));
    }

    private static List<String> joined(List<String> first, List<String> second) {
        var all = new ArrayList<>(first);
        all.addAll(second);
        return List.copyOf(all);
    }
}
