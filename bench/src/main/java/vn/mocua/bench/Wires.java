package vn.mocua.bench;

import java.io.IOException;
import java.util.concurrent.ConcurrentLinkedDeque;

/** Connections kept open, as a proxy in front of the portal keeps them; whoever needs one gets the one used last. */
final class Wires implements AutoCloseable {

    private final House house;
    private final ConcurrentLinkedDeque<Wire> idle = new ConcurrentLinkedDeque<>();

    Wires(House house) {
        this.house = house;
    }

    /** What is done with one. */
    interface Use {
        void with(Wire wire) throws IOException;
    }

    void use(Use use) throws IOException {
        var last = idle.pollFirst();
        var wire = last == null ? house.wire() : last;
        try {
            use.with(wire);
        } catch (IOException | RuntimeException e) {
            wire.close();
            throw e;
        } finally {
            idle.addFirst(wire);
        }
    }

    @Override
    public void close() {
        idle.forEach(Wire::close);
    }
}
