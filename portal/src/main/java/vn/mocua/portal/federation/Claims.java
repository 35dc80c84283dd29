package vn.mocua.portal.federation;

import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import vn.mocua.portal.identity.Malformed;
import vn.mocua.portal.outside.OutsideUnavailable;

/**
 * What a provider says of a person, read strictly: what is missing, of another type or not a value of ours is nonsense,
 * never a guess.
 */
public final class Claims {

    private final String provider;
    private final JsonNode json;

    Claims(String provider, JsonNode json) {
        this.provider = provider;
        this.json = json;
    }

    /** Read by a value's own {@code of(String)}. */
    public <T> T value(String name, Function<String, T> of) {
        return optional(name, of).orElseThrow(() -> nonsense(name, "is missing"));
    }

    /** Empty when the claim is not there; there, it must be readable. */
    public <T> Optional<T> optional(String name, Function<String, T> of) {
        if (!json.has(name)) {
            return Optional.empty();
        }
        var claim = json.path(name);
        if (!claim.isString() || claim.stringValue().isBlank()) {
            throw nonsense(name, "is no text");
        }
        try {
            return Optional.of(of.apply(claim.stringValue()));
        } catch (Malformed e) {
            throw nonsense(name, "is no value");
        }
    }

    /** A text of a shape that the protocol fixes. */
    public String text(String name, Pattern shape) {
        var text = value(name, Function.identity());
        if (!shape.matcher(text).matches()) {
            throw nonsense(name, "has another shape");
        }
        return text;
    }

    /** A whole number, not a text that looks like one. */
    public int whole(String name) {
        var claim = json.path(name);
        if (!claim.isIntegralNumber() || !claim.canConvertToInt()) {
            throw nonsense(name, "is no whole number");
        }
        return claim.intValue();
    }

    /** Claims within a claim; none when it is not there. */
    public Optional<Claims> within(String name) {
        if (!json.has(name)) {
            return Optional.empty();
        }
        if (!json.path(name).isObject()) {
            throw nonsense(name, "is no object");
        }
        return Optional.of(new Claims(provider, json.path(name)));
    }

    /** The claim as it came, for what has a shape of its own, such as a list; missing when it is not there. */
    public JsonNode raw(String name) {
        return json.path(name);
    }

    /** For whoever reads what no method here reads. */
    public OutsideUnavailable nonsense(String name, String fault) {
        return OutsideUnavailable.nonsense(provider, "claim " + name + " " + fault);
    }

    @Override
    public String toString() {
        return "Claims[" + provider + "]";
    }
}
