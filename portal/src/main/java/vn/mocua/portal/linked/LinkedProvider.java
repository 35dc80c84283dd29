package vn.mocua.portal.linked;

import java.util.function.Function;
import vn.mocua.portal.federation.Claims;
import vn.mocua.portal.federation.IdentityProvider;
import vn.mocua.portal.identity.Subject;

/**
 * An identity provider by which the owner of an account may sign in to it. The method that registers people by it
 * declares it as a bean.
 *
 * @param key of that method; its name in addresses and words
 * @param name as people know it, in letters of ASCII
 * @param source under which evidence names the provider
 * @param read reads the provider's claims, strictly
 * @param heard what they are worth
 * @param codeToo whether a code to the phone is asked besides, on devices that are not remembered
 */
public record LinkedProvider<T>(
        String key,
        String name,
        String source,
        IdentityProvider provider,
        Function<Claims, T> read,
        Function<T, Heard> heard,
        boolean codeToo) {

    /** What a provider's word is worth for signing in. */
    public sealed interface Heard {

        /** It names somebody, and stands for it. */
        record Named(Subject subject) implements Heard {

            @Override
            public String toString() {
                return "Named[***]";
            }
        }

        /** It does not stand for who that is; the words stand under {@code refusal.<refusal>}. */
        record TooWeak(String refusal) implements Heard {}
    }
}
