package vn.mocua.sandbox.mail;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import vn.mocua.sandbox.fault.Fault;
import vn.mocua.sandbox.fault.Faults;
import vn.mocua.sandbox.fault.Outside;

/** An SMTP server (RFC 5321) that takes every message for every address and keeps it for the pages to show. */
public final class MailServer implements AutoCloseable {

    private static final int MOST_SESSIONS = 100;

    private final Mailboxes boxes;
    private final Faults faults;
    private final ServerSocket listener;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    /**
     * Listens on loopback.
     *
     * @param port the one to take, or 0 for any
     */
    public MailServer(int port, Mailboxes boxes, Faults faults) throws IOException {
        this.boxes = boxes;
        this.faults = faults;
        listener = new ServerSocket();
        listener.setReuseAddress(true);
        listener.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port), 200);
        faults.listen((which, fault) -> {
            if (which == Outside.MAIL && fault == Fault.DOWN) {
                hangUp();
            }
        });
        Thread.ofVirtual().name("mail").start(this::accept);
    }

    public int port() {
        return listener.getLocalPort();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                var socket = listener.accept();
                if (faults.of(Outside.MAIL) == Fault.DOWN || open.size() >= MOST_SESSIONS) {
                    socket.close();
                } else {
                    open.add(socket);
                    Thread.startVirtualThread(() -> serve(socket));
                }
            } catch (IOException e) {
                if (!listener.isClosed()) {
                    System.err.println("mail: " + e.getMessage());
                }
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            new MailSession(socket, boxes, () -> faults.of(Outside.MAIL)).run();
        } catch (IOException e) {
            // The line broke: the other side will try again.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(socket);
        }
    }

    private void hangUp() {
        for (var socket : open) {
            try {
                socket.close();
            } catch (IOException e) {
                // Closed is what it shall be.
            }
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        hangUp();
    }
}
