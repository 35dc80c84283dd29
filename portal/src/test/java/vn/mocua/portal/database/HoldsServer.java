package vn.mocua.portal.database;

import java.nio.file.Path;

/** A program that runs the embedded server of a directory, as a portal does, until its input ends or it is killed. */
final class HoldsServer {

    private HoldsServer() {}

    public static void main(String[] arguments) throws Exception {
        var server = EmbeddedServer.in(Path.of(arguments[0]), Boolean.parseBoolean(arguments[1]));
        System.out.println("ready " + server.runTime().url());
        while (System.in.read() >= 0) {
            // until told
        }
        server.close();
    }
}
