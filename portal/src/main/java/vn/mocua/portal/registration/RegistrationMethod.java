package vn.mocua.portal.registration;

import java.util.List;
import java.util.Set;
import vn.mocua.portal.identity.Ial;
import vn.mocua.portal.identity.Strength;
import vn.mocua.portal.identity.SubjectKind;
import vn.mocua.portal.journey.Step;

/**
 * A way to register: who may take it, how strongly it proves, and its pages in their order. A method declares itself as
 * one bean of this type; nothing else needs to know of it.
 *
 * @param key its name in URLs, message keys and evidence
 */
public record RegistrationMethod(
        String key, Set<SubjectKind> openTo, Strength strength, List<Step<Registration, ?>> steps) {

    public RegistrationMethod {
        openTo = Set.copyOf(openTo);
        steps = List.copyOf(steps);
    }

    /** Begins the sentence: at this key, open to these, yielding that strength, by these steps. */
    public static Sentence at(String key) {
        return new Sentence(key, Set.of(), Strength.RECORD_MATCHED);
    }

    /** The level that its evidence carries at most. */
    public Ial level() {
        return strength.atMost();
    }

    /** A method that is being declared. */
    public record Sentence(String key, Set<SubjectKind> openTo, Strength strength) {

        public Sentence openTo(SubjectKind... kinds) {
            return new Sentence(key, Set.of(kinds), strength);
        }

        public Sentence yielding(Strength carried) {
            return new Sentence(key, openTo, carried);
        }

        @SafeVarargs
        public final RegistrationMethod steps(Step<Registration, ?>... steps) {
            return new RegistrationMethod(key, openTo, strength, List.of(steps));
        }
    }
}
