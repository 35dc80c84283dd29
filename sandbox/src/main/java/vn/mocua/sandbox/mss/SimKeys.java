package vn.mocua.sandbox.mss;

import vn.mocua.sandbox.ca.Credential;
import vn.mocua.sandbox.town.Business;
import vn.mocua.sandbox.town.Person;

/** Where the keys in the SIMs come from. */
public interface SimKeys {

    Credential of(Person person);

    Credential of(Business business);

    /** What the authority says of a certificate by now; its dates are another matter. */
    Standing standing(Credential credential);

    /** Whether a certificate counts. */
    enum Standing {
        GOOD,
        ON_HOLD,
        REVOKED
    }
}
