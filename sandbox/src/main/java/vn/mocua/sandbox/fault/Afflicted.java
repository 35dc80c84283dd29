package vn.mocua.sandbox.fault;

import java.util.function.Supplier;
import vn.mocua.sandbox.web.Front;
import vn.mocua.sandbox.web.Reply;
import vn.mocua.sandbox.web.Request;

/**
 * A system that answers over HTTP, as far as the fault of the hour lets it.
 *
 * @param babble nonsense on its wire
 */
public record Afflicted(Faults faults, Outside system, Front.Room rightly, Supplier<Reply> babble)
        implements Front.Room {

    @Override
    public Reply answer(Request request) throws InterruptedException {
        return switch (faults.of(system)) {
            case DOWN -> Reply.hangUp();
            case SLOW -> {
                Thread.sleep(Fault.SLOWNESS);
                yield rightly.answer(request);
            }
            case GARBAGE -> babble.get();
            case CUT -> rightly.answer(request).cut();
            default -> rightly.answer(request);
        };
    }
}
