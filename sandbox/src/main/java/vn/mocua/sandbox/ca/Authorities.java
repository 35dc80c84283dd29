package vn.mocua.sandbox.ca;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import vn.mocua.sandbox.town.Agency;
import vn.mocua.sandbox.town.Business;
import vn.mocua.sandbox.town.Person;

/**
 * Everybody's certificates: made when they are first asked for, kept in the data folder, the same from then on.
 */
public final class Authorities {

    /**
     * The authorities of one data folder; nothing is made yet.
     *
     * @param folder where keys and certificates lie
     * @param here the sandbox's own address, which certificates name for their status
     * @param businesses the companies, for the certificates of their staff
     */
    public Authorities(Path folder, String here, List<Business> businesses, Clock clock) {}

    /** What lies on somebody's USB token. */
    public Credential forPerson(Person person) {
        throw new UnsupportedOperationException();
    }

    /** What lies in somebody's SIM: another key and another certificate than the token's. */
    public Credential forSim(Person person) {
        throw new UnsupportedOperationException();
    }

    /** What lies on a company's USB token. */
    public Credential forBusiness(Business business) {
        throw new UnsupportedOperationException();
    }

    /** What lies on a state body's USB token, from the government's own authority. */
    public Credential forAgency(Agency agency) {
        throw new UnsupportedOperationException();
    }

    /** Certificates that nobody should accept, each for one reason. */
    public List<BadCertificate> bad() {
        throw new UnsupportedOperationException();
    }

    /** A key with its chain as a file of PKCS #12, as browsers, agents and {@code softhsm2} take it. */
    public byte[] pkcs12(Credential credential, String password) {
        throw new UnsupportedOperationException();
    }
}
