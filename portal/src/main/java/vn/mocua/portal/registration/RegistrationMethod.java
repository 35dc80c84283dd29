package vn.mocua.portal.registration;

import java.util.List;
import java.util.Set;
import vn.mocua.portal.identity.Ial;
import vn.mocua.portal.identity.Strength;
import vn.mocua.portal.identity.SubjectKind;
import vn.mocua.portal.journey.Step;
import vn.mocua.portal.offer.Declared;

/**
 * A way to register: who may take it, how strongly it proves, and its pages in their order. A method declares itself as
 * one bean of this type; nothing else needs to know of it.
 *
 * @param key its name in URLs, message keys and evidence
 * @param level the level that its evidence carries at most
 */
public record RegistrationMethod(
        String key, Set<SubjectKind> openTo, Strength strength, Ial level, List<Step<Registration, ?>> steps)
        implements Declared {

    public RegistrationMethod {
        openTo = Set.copyOf(openTo);
        steps = List.copyOf(steps);
    }

    /** Begins the sentence: at this key, open to these, yielding that strength, by these steps. */
    public static Sentence at(String key) {
        return new Sentence(key, Set.of(), Strength.RECORD_MATCHED, Ial.IAL3);
    }

    /** A method that is being declared. */
    public record Sentence(String key, Set<SubjectKind> openTo, Strength strength, Ial cap) {

        public Sentence openTo(SubjectKind... kinds) {
            return new Sentence(key, Set.of(kinds), strength, cap);
        }

        public Sentence yielding(Strength carried) {
            return new Sentence(key, openTo, carried, cap);
        }

        /** Below what such evidence could carry: the method itself is not worth more. */
        public Sentence cappedAt(Ial level) {
            return new Sentence(key, openTo, strength, level);
        }

        @SafeVarargs
        public final RegistrationMethod steps(Step<Registration, ?>... steps) {
            var level = cap.compareTo(strength.atMost()) < 0 ? cap : strength.atMost();
            return new RegistrationMethod(key, openTo, strength, level, List.of(steps));
        }
    }
}
