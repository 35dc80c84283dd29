package vn.mocua.portal.registration;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import vn.mocua.portal.account.Accounts;
import vn.mocua.portal.elsewhere.ConnectedSystems;
import vn.mocua.portal.elsewhere.HeldAt;
import vn.mocua.portal.identity.Subject;
import vn.mocua.portal.journey.Outcome;
import vn.mocua.portal.journey.Step;
import vn.mocua.portal.journey.Visit;

/**
 * Tells who already has an account at a connected system that they do, before one opens here (guide 1.4, decision 39).
 * Connected systems are asked when a person arrives, who has proved by then who they are; most never see the page.
 */
@Component
class HeldElsewhere implements Step<Registration, HeldElsewhere.Form> {

    public record Form() {}

    /** A note: for whom systems were asked, and what became of it. */
    private static final String NOTE = "elsewhere";

    private static final String NOBODY = "-";
    private static final String READ = "!";

    private final ConnectedSystems systems;
    private final Accounts accounts;

    HeldElsewhere(ConnectedSystems systems, Accounts accounts) {
        this.systems = systems;
        this.accounts = accounts;
    }

    /** Whether there is anybody to be asked. */
    boolean isNeeded() {
        return systems.any();
    }

    @Override
    public String key() {
        return "elsewhere";
    }

    @Override
    public String page() {
        return "registration/elsewhere.jte";
    }

    @Override
    public Class<Form> form() {
        return Form.class;
    }

    @Override
    public boolean isAside() {
        return true;
    }

    @Override
    public boolean canBeRepeated() {
        return false;
    }

    @Override
    public boolean isDone(Registration known) {
        return said(known)
                .filter(word -> word.equals(NOBODY) || word.equals(READ))
                .isPresent();
    }

    @Override
    public Outcome<Registration> enter(Registration known, Visit visit) {
        var subject = known.proven();
        if (subject.isEmpty() || said(known).isPresent()) {
            return Outcome.advance(known);
        }
        var holding = systems.holding(subject.get());
        return Outcome.advance(saying(known, holding.isEmpty() ? NOBODY : String.join(",", holding)));
    }

    /** Not asked yet: a second click overtook the first, which is asking. */
    @Override
    public Outcome<Registration> look(Registration known, Visit visit) {
        return said(known).isEmpty() ? Outcome.await(known) : Outcome.advance(known);
    }

    @Override
    public Map<String, ?> show(Registration known, Visit visit) {
        return Map.of("systems", held(known), "kind", known.kindWord());
    }

    private List<HeldAt> held(Registration known) {
        return said(known).stream()
                .flatMap(word -> Stream.of(word.split(",")))
                .flatMap(each -> systems.about(each).stream())
                .toList();
    }

    @Override
    public Outcome<Registration> submit(Registration known, Form form, Visit visit) {
        return said(known).isEmpty() ? enter(known, visit) : Outcome.advance(saying(known, READ));
    }

    /** What is noted of whoever is proved now; what was noted of somebody else before is worth nothing. */
    private Optional<String> said(Registration known) {
        var words = known.notes().getOrDefault(NOTE, "").split(" ", 2);
        return words.length == 2
                        && known.proven()
                                .map(this::person)
                                .filter(words[0]::equals)
                                .isPresent()
                ? Optional.of(words[1])
                : Optional.empty();
    }

    private Registration saying(Registration known, String word) {
        return known.noting(NOTE, person(Objects.requireNonNull(known.proven().orElse(null))) + " " + word);
    }

    private String person(Subject subject) {
        return accounts.keyOf(subject.identifiers().getFirst());
    }
}
