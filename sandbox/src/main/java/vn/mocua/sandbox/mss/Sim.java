package vn.mocua.sandbox.mss;

import java.util.function.Supplier;
import vn.mocua.sandbox.ca.Credential;
import vn.mocua.sandbox.town.Telephone;

/**
 * A SIM with a key in it.
 *
 * @param credential made when it is first asked for
 * @param trouble what the town says is the matter with it
 */
record Sim(Telephone phone, Network network, String pin, Supplier<Credential> credential, Trouble trouble) {

    @Override
    public String toString() {
        return "Sim[***]";
    }
}
