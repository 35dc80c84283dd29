package vn.mocua.agent.browser;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Whose program is at the other end: the loopback address is shared by all who work on a computer, a token is not. */
final class Peers {

    private static final List<Path> TABLES = List.of(Path.of("/proc/net/tcp"), Path.of("/proc/net/tcp6"));

    private Peers() {}

    /** Whether the connection is one of this user's. Where the system does not say (not Linux), it is taken for one. */
    static boolean isOwn(InetSocketAddress peer, int port) {
        if (!Files.exists(TABLES.getFirst())) {
            return true;
        }
        try {
            var own = ownUser();
            for (var table : TABLES) {
                if (Files.exists(table)) {
                    for (var line : Files.readAllLines(table)) {
                        if (owner(line, peer.getPort(), port).equals(own)) {
                            return true;
                        }
                    }
                }
            }
            return false;
        } catch (IOException e) {
            return false;
        }
    }

    /** The user of the line that is the peer's end of the connection; of every other line, nobody. */
    static String owner(String line, int peerPort, int ownPort) {
        var columns = line.strip().split("\\s+", -1);
        return columns.length > 7 && columns[1].endsWith(loopback(peerPort)) && columns[2].endsWith(loopback(ownPort))
                ? columns[7]
                : "";
    }

    /** 127.0.0.1 as the kernel writes it on the machines that we know, also behind an IPv6 prefix. */
    private static String loopback(int port) {
        return String.format(Locale.ROOT, "0100007F:%04X", port);
    }

    private static String ownUser() throws IOException {
        for (var line : Files.readAllLines(Path.of("/proc/self/status"))) {
            if (line.startsWith("Uid:")) {
                return line.split("\\s+", -1)[2];
            }
        }
        throw new IOException("no Uid in /proc/self/status");
    }
}
