package vn.mocua.portal.federation;

import java.net.URI;
import java.util.function.Function;
import vn.mocua.portal.page.Language;

/** Somebody else's sign-in, and what they vouch for whoever signs in there. */
public interface IdentityProvider {

    /**
     * A fixed word such as {@code vneid}: its settings, its limits outside and its words stand under it; evidence names
     * it as the source.
     */
    String name();

    /** The origin to which people are sent. */
    String origin();

    /**
     * Where to send a person who wants to sign in.
     *
     * @param path of ours to which the provider sends them back; it must be registered there
     * @throws vn.mocua.portal.outside.OutsideUnavailable when the provider does not say where
     */
    Departure leave(String path, Language language);

    /**
     * What the provider says of a person who came back.
     *
     * @param attempt with which they left
     * @param read reads the claims, strictly; it is called only when provider, person and moment are beyond doubt
     * @throws vn.mocua.portal.outside.OutsideUnavailable when the provider is silent, or talks nonsense
     */
    <T> Answer<T> comeBack(Attempt attempt, Arrival arrival, Function<Claims, T> read);

    /** A person on the way. */
    record Departure(URI address, Attempt attempt) {}

    /** What came of it. */
    sealed interface Answer<T> {

        /** The provider vouches for this. */
        record VouchedFor<T>(T said) implements Answer<T> {}

        /** The person, or the provider, broke it off. */
        record Cancelled<T>() implements Answer<T> {}

        /** Somebody else's way back, one from too long ago, or one that was used up: it proves nothing of this person. */
        record NotThisAttempt<T>() implements Answer<T> {}

        /**
         * What came is not what a provider may say: forged, for someone else, of another time.
         *
         * @param why one fixed word, for operators
         */
        record NotBelieved<T>(String why) implements Answer<T> {}
    }
}
