package vn.mocua.sandbox.mss;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import vn.mocua.sandbox.fault.Fault;
import vn.mocua.sandbox.fault.Faults;
import vn.mocua.sandbox.fault.Outside;
import vn.mocua.sandbox.web.Front;
import vn.mocua.sandbox.web.Reply;
import vn.mocua.sandbox.web.Request;

/** The signature services of all networks, everything below {@code /mss}. */
public final class MobileSignatures implements Front.Room {

    private final Answering answering;
    private final Faults faults;
    private final List<Map.Entry<Network, Front.Room>> services;

    /**
     * Four services over the same SIMs.
     *
     * @param clientId by which a portal is known to all of them
     * @param secret of the portal at one of them
     * @param here the sandbox's own address
     */
    public MobileSignatures(
            Sims sims,
            Prompts prompts,
            String clientId,
            Function<Network, String> secret,
            String here,
            Faults faults,
            Clock clock) {
        this.faults = faults;
        answering = new Answering(sims, prompts, clientId, clock, new AtomicInteger());
        services = List.of(
                Map.entry(Network.VINA, new Etsi(answering, secret.apply(Network.VINA))),
                Map.entry(Network.MOBI, new Csc(answering, secret.apply(Network.MOBI), here)),
                Map.entry(Network.VIETTEL, new SmartCa(answering, secret.apply(Network.VIETTEL), new Hints())),
                Map.entry(Network.KHAC, new CscV1(answering, secret.apply(Network.KHAC))));
    }

    @Override
    public Reply answer(Request request) throws InterruptedException {
        switch (faults.of(Outside.MSS)) {
            case DOWN:
                return Reply.hangUp();
            case SLOW:
                Thread.sleep(Fault.SLOWNESS);
                break;
            case GARBAGE:
                return answering.babble();
            case CUT:
                return rightly(request).cut();
            default:
                break;
        }
        return rightly(request);
    }

    private Reply rightly(Request request) throws InterruptedException {
        for (var service : services) {
            if (request.path().startsWith(service.getKey().path() + "/")) {
                return service.getValue().answer(request);
            }
        }
        return Reply.text(404, "no signature service is here");
    }
}
