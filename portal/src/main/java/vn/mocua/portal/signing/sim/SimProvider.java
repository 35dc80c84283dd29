package vn.mocua.portal.signing.sim;

import java.util.regex.Pattern;
import vn.mocua.portal.identity.Malformed;

/** Who runs a SIM, by the name under which operators have set it up. */
public record SimProvider(String name) {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,29}");

    public SimProvider {
        if (!NAME.matcher(name).matches()) {
            throw new Malformed("provider.missing");
        }
    }

    public static SimProvider of(String text) {
        return new SimProvider(text.strip());
    }

    /** The system outside, in limits and figures. */
    String system() {
        return "sim-" + name;
    }
}
