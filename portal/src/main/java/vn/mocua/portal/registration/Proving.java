package vn.mocua.portal.registration;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import vn.mocua.portal.identity.SubjectKind;
import vn.mocua.portal.journey.Journeys;
import vn.mocua.portal.offer.Offer;
import vn.mocua.portal.page.Page;

/** Begins the proofs of which another room makes something: {@link ProofTaker}. */
@Component
public class Proving {

    /**
     * A method by which somebody can prove who they are.
     *
     * @param ial what it proves, {@code IAL2} or {@code IAL3}
     * @param closedBecause why it is closed and until when, in the page's language; null when it is open
     */
    public record Way(String key, String ial, @Nullable String closedBecause) {}

    private final MethodsOnOffer methods;
    private final RegistrationJourneys journeys;
    private final Journeys begun;

    Proving(MethodsOnOffer methods, RegistrationJourneys journeys, Journeys begun) {
        this.methods = methods;
        this.journeys = journeys;
        this.begun = begun;
    }

    /** Every method that has pages here, whomever it is for. */
    public List<Way> ways(Page page) {
        return methods.now().stream()
                .filter(offer -> methods.method(offer.key()).isPresent())
                .map(offer -> new Way(offer.key(), offer.level().name(), ClosedWords.because(page, offer)))
                .toList();
    }

    /** Whether somebody of a kind can take a method just now. */
    public boolean isOpen(String key, SubjectKind kind) {
        return open(key, kind).isPresent();
    }

    /**
     * Begins a method, and sends the browser there.
     *
     * @param note under which the taker finds the word in {@link Registration#notes}
     */
    public void begin(
            ProofTaker taker,
            String key,
            SubjectKind kind,
            String note,
            String word,
            HttpServletRequest request,
            HttpServletResponse response) {
        var offer = open(key, kind).orElseThrow();
        var method = methods.method(key).orElseThrow();
        var known = Registration.of(kind).cappedAt(offer.level()).noting(note, word);
        begun.begin(journeys.toProve(taker, method), known, request, response);
    }

    private Optional<Offer> open(String key, SubjectKind kind) {
        return methods.find(key, kind)
                .filter(offer -> offer.isOpenTo(kind))
                .filter(offer -> methods.method(key).isPresent());
    }
}
