package vn.mocua.portal.counter;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import vn.mocua.portal.identity.FullName;
import vn.mocua.portal.identity.NationalId;
import vn.mocua.portal.identity.PhoneNumber;
import vn.mocua.portal.information.Counters;
import vn.mocua.portal.information.Counters.Counter;
import vn.mocua.portal.information.Documents;
import vn.mocua.portal.journey.Outcome;
import vn.mocua.portal.journey.Problem;
import vn.mocua.portal.journey.Step;
import vn.mocua.portal.journey.Ticked;
import vn.mocua.portal.journey.Visit;

/** Asks who comes, and when. Nothing of it is proved before the papers are shown. */
@Component
class VisitDetails implements Step<Reserving, VisitDetails.Form> {

    public record Form(NationalId nationalId, FullName fullName, PhoneNumber phone, Slot slot, Ticked consent) {}

    private final Counters counters;
    private final Documents documents;

    VisitDetails(Counters counters, Documents documents) {
        this.counters = counters;
        this.documents = documents;
    }

    @Override
    public String key() {
        return "details";
    }

    @Override
    public String page() {
        return "counter/details.jte";
    }

    @Override
    public Class<Form> form() {
        return Form.class;
    }

    /** A message that costs money follows. */
    @Override
    public boolean forHumansOnly() {
        return true;
    }

    @Override
    public boolean isDone(Reserving known) {
        return known.slot() != null;
    }

    @Override
    public Reserving forget(Reserving known) {
        return known.undecided();
    }

    @Override
    public List<Problem> doubts(Form form, Visit visit) {
        return form.nationalId().warnings(null).stream()
                .map(each -> Problem.with("nationalId", each.key()))
                .toList();
    }

    @Override
    public Map<String, ?> show(Reserving known, Visit visit) {
        var counter = counter(known);
        return Map.of("counter", counter, "days", days(counter, visit));
    }

    @Override
    public Outcome<Reserving> submit(Reserving known, Form form, Visit visit) {
        if (!Slot.at(counter(known), today(visit)).contains(form.slot())) {
            return Outcome.again("slot", "slot.closed");
        }
        return Outcome.advance(
                known.by(form.nationalId(), form.fullName(), form.phone(), form.slot(), documents.agreed()));
    }

    private Counter counter(Reserving known) {
        return counters.find(Objects.requireNonNull(known.place()).key()).orElseThrow();
    }

    private static Map<LocalDate, List<Slot>> days(Counter counter, Visit visit) {
        return Slot.at(counter, today(visit)).stream()
                .collect(Collectors.groupingBy(Slot::day, LinkedHashMap::new, Collectors.toList()));
    }

    private static LocalDate today(Visit visit) {
        return LocalDate.ofInstant(visit.now(), Slot.VIETNAM);
    }

    /** The very texts that the page links to: their versions and fingerprints. */
}
