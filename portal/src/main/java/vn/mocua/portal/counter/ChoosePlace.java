package vn.mocua.portal.counter;

import java.util.Map;
import org.springframework.stereotype.Component;
import vn.mocua.portal.information.Counters;
import vn.mocua.portal.journey.Outcome;
import vn.mocua.portal.journey.Step;
import vn.mocua.portal.journey.Visit;

/** Asks which counter or post office somebody wants to come to. */
@Component
class ChoosePlace implements Step<Reserving, ChoosePlace.Form> {

    public record Form(String counter) {}

    private final Counters counters;

    ChoosePlace(Counters counters) {
        this.counters = counters;
    }

    @Override
    public String key() {
        return "place";
    }

    @Override
    public String page() {
        return "counter/place.jte";
    }

    @Override
    public Class<Form> form() {
        return Form.class;
    }

    /** A counter that was closed in between is no place any more. */
    @Override
    public boolean isDone(Reserving known) {
        return known.place() != null && counters.find(known.place().key()).isPresent();
    }

    @Override
    public Reserving forget(Reserving known) {
        return known.nowhere();
    }

    @Override
    public Map<String, ?> show(Reserving known, Visit visit) {
        return Map.of("counters", counters.counters());
    }

    @Override
    public Outcome<Reserving> submit(Reserving known, Form form, Visit visit) {
        return counters.find(form.counter())
                .map(counter -> Outcome.advance(known.at(Place.of(counter))))
                .orElseGet(() -> Outcome.again("counter", "counter.missing"));
    }
}
