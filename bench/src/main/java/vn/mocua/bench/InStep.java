package vn.mocua.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Many walk in step: all make one request, then all the next, so that each one's cost can be told. */
final class InStep implements AutoCloseable {

    /** Until what a request sets going, such as a message, is done: it belongs to it. */
    private static final long AFTERMATH_MILLIS = 1_500;

    private final House house;
    private final List<Wire> wires = new ArrayList<>();
    private final List<Town> towns = new ArrayList<>();

    /** @param lanes connections, on each of which one after another walks */
    InStep(House house, int lanes) {
        this.house = house;
        for (int i = 0; i < lanes; i++) {
            wires.add(house.wire());
            towns.add(house.town());
        }
    }

    /** Sets somebody on their way. */
    interface Setting<P, W> {
        W out(P person, Wire wire, Town town) throws IOException;
    }

    /** Makes one request of a way. */
    interface Taking<W, R> {
        void take(W walker, R request) throws IOException;
    }

    /** What each request cost all of them together. */
    <P, W, R> Map<R, Cpu> walk(List<P> people, Setting<P, W> setting, List<R> requests, Taking<W, R> taking)
            throws IOException {
        var lanes = new ArrayList<List<W>>();
        for (int lane = 0; lane < wires.size(); lane++) {
            var walkers = new ArrayList<W>();
            for (int n = lane; n < people.size(); n += wires.size()) {
                walkers.add(setting.out(people.get(n), wires.get(lane), towns.get(lane)));
            }
            lanes.add(walkers);
        }
        var costs = new LinkedHashMap<R, Cpu>();
        for (var request : requests) {
            var before = Cpu.now(house);
            var next = new AtomicInteger();
            Crowd.atOnce(lanes.size(), () -> {
                for (var walker : lanes.get(next.getAndIncrement())) {
                    taking.take(walker, request);
                }
            });
            Town.pause(AFTERMATH_MILLIS);
            costs.put(request, Cpu.now(house).since(before));
        }
        return costs;
    }

    @Override
    public void close() {
        wires.forEach(Wire::close);
        towns.forEach(Town::close);
    }
}
