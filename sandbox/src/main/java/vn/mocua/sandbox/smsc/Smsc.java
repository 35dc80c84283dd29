package vn.mocua.sandbox.smsc;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import vn.mocua.sandbox.fault.Fault;
import vn.mocua.sandbox.fault.Faults;
import vn.mocua.sandbox.fault.Outside;
import vn.mocua.sandbox.phone.Phones;

/** A message centre: a listener, its sessions, and receipts that wait for somebody to take them. */
public final class Smsc implements AutoCloseable {

    /**
     * Who may bind and what they may send.
     *
     * @param name {@code alpha} or {@code beta}
     * @param sender the only sender name that is registered here, case-sensitive
     */
    public record Contract(String name, String systemId, String password, String sender) {
        @Override
        public String toString() {
            return "Contract[" + name + "]";
        }
    }

    private static final int MOST_SESSIONS = 100;
    private static final int MOST_RECEIPTS = 1000;

    private final Contract contract;
    private final Outside system;
    private final Faults faults;
    private final ServerSocket listener;
    private final Set<SmscSession> sessions = ConcurrentHashMap.newKeySet();
    private final Deque<Receipt> unclaimed = new ArrayDeque<>();
    private final SmscSession.Surroundings surroundings;

    /**
     * Listens on loopback.
     *
     * @param port the one to take, or 0 for any
     */
    public Smsc(Contract contract, int port, Phones phones, Faults faults, Clock clock, ScheduledExecutorService timer)
            throws IOException {
        this.contract = contract;
        this.faults = faults;
        system = contract.name().equals("alpha") ? Outside.SMSC_ALPHA : Outside.SMSC_BETA;
        surroundings = new SmscSession.Surroundings(contract, phones, new Pieces(clock), clock, timer, this::fault);
        listener = new ServerSocket();
        listener.setReuseAddress(true);
        listener.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port), 200);
        faults.listen((which, fault) -> {
            if (fault == Fault.DOWN && (which == Outside.SMSC || which == system)) {
                sessions.forEach(SmscSession::cut);
            }
        });
        timer.scheduleAtFixedRate(
                () -> sessions.forEach(session -> Thread.startVirtualThread(session::tend)), 1, 1, TimeUnit.SECONDS);
        Thread.ofVirtual().name("smsc-" + contract.name()).start(this::accept);
    }

    public int port() {
        return listener.getLocalPort();
    }

    private Fault fault() {
        var all = faults.of(Outside.SMSC);
        return all == Fault.NONE ? faults.of(system) : all;
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                var socket = listener.accept();
                if (fault() == Fault.DOWN || sessions.size() >= MOST_SESSIONS) {
                    socket.close();
                } else {
                    Thread.startVirtualThread(() -> serve(socket));
                }
            } catch (IOException e) {
                if (!listener.isClosed()) {
                    System.err.println("smsc " + contract.name() + ": " + e.getMessage());
                }
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            var session = new SmscSession(socket, surroundings, this::announce, this::handOver);
            sessions.add(session);
            try {
                session.run();
            } finally {
                sessions.remove(session);
            }
        } catch (IOException e) {
            // The line broke: the other side will bind again.
        }
    }

    /** Gives a receipt to the session that submitted, else to any that can receive, else keeps it for the next. */
    private void announce(SmscSession submitter, Receipt receipt) {
        if (submitter.take(receipt)) {
            return;
        }
        for (var session : sessions) {
            if (session != submitter && session.take(receipt)) {
                return;
            }
        }
        synchronized (unclaimed) {
            unclaimed.addLast(receipt);
            if (unclaimed.size() > MOST_RECEIPTS) {
                unclaimed.removeFirst();
            }
        }
    }

    private void handOver(SmscSession fresh) {
        while (true) {
            Receipt receipt;
            synchronized (unclaimed) {
                receipt = unclaimed.pollFirst();
            }
            if (receipt == null) {
                return;
            }
            if (!fresh.take(receipt)) {
                synchronized (unclaimed) {
                    unclaimed.addFirst(receipt);
                }
                return;
            }
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        sessions.forEach(SmscSession::cut);
    }
}
