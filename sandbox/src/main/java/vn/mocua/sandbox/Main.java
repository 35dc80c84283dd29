package vn.mocua.sandbox;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

/** Starts the sandbox: {@code --port 8081 --data DIR --portal http://localhost:8080}. */
public final class Main {

    private static final Set<String> OPTIONS = Set.of("--port", "--data", "--portal");
    private static final String USAGE = "usage: sandbox [--port 8081] [--data DIR] [--portal http://localhost:8080]";

    private Main() {}

    /** Runs until it is told to stop. */
    public static void main(String[] arguments) throws InterruptedException {
        var options = new HashMap<String, String>();
        for (int i = 0; i < arguments.length; i += 2) {
            if (!OPTIONS.contains(arguments[i]) || i + 1 == arguments.length) {
                System.err.println(USAGE);
                System.exit(2);
            }
            options.put(arguments[i], arguments[i + 1]);
        }
        try {
            var portal = options.get("--portal");
            var sandbox = Sandbox.start(
                    Path.of(options.getOrDefault("--data", "data/sandbox")),
                    Integer.parseInt(options.getOrDefault("--port", "8081")),
                    portal == null ? null : URI.create(portal));
            Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> close(sandbox)));
            System.out.println("sandbox http://127.0.0.1:" + sandbox.port());
            var unused = sandbox.portalProperties(); // whoever waits for this file must hear when it cannot be written
        } catch (IOException | IllegalArgumentException | IllegalStateException e) {
            System.err.println("sandbox: " + e.getMessage());
            System.err.println(USAGE);
            System.exit(1);
        }
        new CountDownLatch(1).await();
    }

    private static void close(Sandbox sandbox) {
        try {
            sandbox.close();
        } catch (IOException e) {
            // It ends anyway.
        }
    }
}
