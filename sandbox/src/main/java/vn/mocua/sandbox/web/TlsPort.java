package vn.mocua.sandbox.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** A system's own port, on loopback, where TLS ends: what is said inside goes on to the one HTTP port, answers go back. */
public final class TlsPort implements AutoCloseable {

    private static final int MOST_CONNECTIONS = 500;
    private static final int HANDSHAKE_MILLIS = 10_000;

    private final int front;
    private final Supplier<SSLContext> showing;
    private final boolean demanding;
    private final ServerSocket listener;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    /**
     * Opens the port.
     *
     * @param port 0 for any
     * @param front the HTTP port
     * @param showing with what a connection is made, asked for each
     * @param demanding whether nobody comes in without a certificate that the context trusts
     */
    public TlsPort(int port, int front, Supplier<SSLContext> showing, boolean demanding) throws IOException {
        this.front = front;
        this.demanding = demanding;
        this.showing = showing;
        listener = new ServerSocket();
        listener.setReuseAddress(true);
        listener.bind(new InetSocketAddress(here(), port), 200);
        Thread.ofVirtual().name("tls").start(this::accept);
    }

    public int port() {
        return listener.getLocalPort();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                var socket = listener.accept();
                if (open.size() >= MOST_CONNECTIONS) {
                    socket.close();
                } else {
                    // Before it is asked what to show: who is hung up on has not seen the other certificate.
                    open.add(socket);
                    Thread.startVirtualThread(() -> serve(socket));
                }
            } catch (IOException e) {
                if (!listener.isClosed()) {
                    System.err.println("tls: " + e.getMessage());
                }
            }
        }
    }

    private void serve(Socket socket) {
        try (socket;
                var inside = handshake(socket);
                var behind = new Socket(here(), front)) {
            behind.setTcpNoDelay(true);
            var back = Thread.startVirtualThread(() -> pass(behind, inside));
            pass(inside, behind);
            back.join();
        } catch (IOException e) {
            // The other side did not like what it was shown, or has gone.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(socket);
        }
    }

    private SSLSocket handshake(Socket socket) throws IOException {
        socket.setTcpNoDelay(true);
        var inside = (SSLSocket) showing.get().getSocketFactory().createSocket(socket, null, true);
        inside.setNeedClientAuth(demanding);
        socket.setSoTimeout(HANDSHAKE_MILLIS);
        inside.startHandshake();
        socket.setSoTimeout(0);
        return inside;
    }

    /** Carries over what one side says, as soon as it says it; when it has gone, so has the other. */
    private static void pass(Socket from, Socket to) {
        try (from;
                to) {
            carry(from.getInputStream(), to.getOutputStream());
        } catch (IOException e) {
            // Then both are closed, which is all there is to do.
        }
    }

    private static void carry(InputStream in, OutputStream out) throws IOException {
        var some = new byte[16 * 1024];
        for (int read = in.read(some); read >= 0; read = in.read(some)) {
            out.write(some, 0, read);
            out.flush();
        }
    }

    /** Closes every connection there is; new ones are made as ever. */
    public void hangUp() {
        for (var socket : open) {
            try {
                socket.close();
            } catch (IOException e) {
                // Closed is what it shall be.
            }
        }
    }

    private static InetAddress here() throws IOException {
        return InetAddress.getByName("127.0.0.1");
    }

    @Override
    public void close() throws IOException {
        listener.close();
        hangUp();
    }
}
