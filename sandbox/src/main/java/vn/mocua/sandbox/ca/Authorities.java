package vn.mocua.sandbox.ca;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import vn.mocua.sandbox.town.Agency;
import vn.mocua.sandbox.town.Business;
import vn.mocua.sandbox.town.Person;

/**
 * Everybody's certificates: made when they are first asked for, kept in the data folder, the same from then on.
 */
public final class Authorities {

    /** The password of every bad certificate's file. */
    public static final String PASSWORD_OF_BAD = "12345678";

    private static final int LOCKS = 64;

    /** All that takes time to load, and that a start can do without. */
    record Workshop(Ledger ledger, Hierarchy hierarchy, Issuing issuing, BadCertificates bad) {}

    private final Path folder;
    private final Safe safe;
    private final String here;
    private final List<Business> businesses;
    private final Clock clock;
    private final Object[] locks = new Object[LOCKS];
    private volatile @Nullable Workshop workshop;

    /**
     * The authorities of one data folder; nothing is made yet.
     *
     * @param folder where keys and certificates lie
     * @param here the sandbox's own address, which certificates name for their status
     * @param businesses the companies, for the certificates of their staff
     */
    public Authorities(Path folder, String here, List<Business> businesses, Clock clock) {
        this.folder = folder;
        safe = new Safe(folder);
        this.here = here;
        this.businesses = List.copyOf(businesses);
        this.clock = clock;
        Arrays.setAll(locks, lock -> new Object());
    }

    Workshop workshop() {
        var ready = workshop;
        return ready != null ? ready : open();
    }

    private synchronized Workshop open() {
        var ready = workshop;
        if (ready == null) {
            var ledger = new Ledger(folder.resolve("ledger.txt"));
            var hierarchy = new Hierarchy(safe, ledger, here, clock);
            var issuing = new Issuing(hierarchy, ledger, businesses, clock);
            ready = new Workshop(ledger, hierarchy, issuing, new BadCertificates(safe, ledger, hierarchy, issuing));
            workshop = ready;
        }
        return ready;
    }

    /** What lies on somebody's USB token. */
    public Credential forPerson(Person person) {
        return ofPerson("people/" + person.id(), person);
    }

    /** {@code good}, {@code on-hold} or {@code revoked}: the certificate on somebody's token; is it not made yet, then as it will be. */
    public String statusOf(Person person) {
        return status("people/" + person.id(), Issuing.stateOf(person.fate()));
    }

    /** The same of a company's. */
    public String statusOf(Business business) {
        return status("businesses/" + business.id(), Ledger.State.GOOD);
    }

    /** The same of a state body's. */
    public String statusOf(Agency agency) {
        return status("agencies/" + agency.id(), stateOf(agency));
    }

    private String status(String name, Ledger.State atFirst) {
        return safe.find(name)
                .flatMap(made -> status(made.credential().serial()))
                .orElseGet(() -> word(atFirst));
    }

    private static Ledger.State stateOf(Agency agency) {
        return agency.fate() == Agency.Fate.CERTIFICATE_REVOKED ? Ledger.State.REVOKED : Ledger.State.GOOD;
    }

    /** What lies in somebody's SIM: another key and another certificate than the token's. */
    public Credential forSim(Person person) {
        return ofPerson("sims/" + person.id(), person);
    }

    private Credential ofPerson(String name, Person person) {
        return kept(name, () -> Issuing.keyOf(person), key -> {
            var issuing = workshop().issuing();
            var issuer = issuing.authorityFor(person.nationalId());
            var draft = issuing.forPerson(person, key.getPublic(), issuer);
            return Hierarchy.chain(issuing.issue(draft, issuer, Issuing.stateOf(person.fate())), issuer);
        });
    }

    /** What lies on a company's USB token. */
    public Credential forBusiness(Business business) {
        return kept("businesses/" + business.id(), () -> Issuing.rsa(2048), key -> {
            var issuing = workshop().issuing();
            var issuer = issuing.authorityFor(business.taxCode());
            var draft = issuing.forBusiness(business, key.getPublic(), issuer);
            return Hierarchy.chain(issuing.issue(draft, issuer, Ledger.State.GOOD), issuer);
        });
    }

    /** What lies on a state body's USB token, from the government's own authority. */
    public Credential forAgency(Agency agency) {
        return kept("agencies/" + agency.id(), () -> Issuing.rsa(2048), key -> {
            var issuing = workshop().issuing();
            var issuer = workshop().hierarchy().authority(Hierarchy.STATE);
            var draft = issuing.forAgency(agency, key.getPublic(), issuer);
            return Hierarchy.chain(issuing.issue(draft, issuer, stateOf(agency)), issuer);
        });
    }

    /** With what the portal under trial seals what it archives. */
    public Credential seal() {
        return kept("seal", () -> Issuing.rsa(2048), key -> {
            var issuing = workshop().issuing();
            var issuer = workshop().hierarchy().authority(Hierarchy.SAO_MAI);
            return Hierarchy.chain(
                    issuing.issue(issuing.forSeal(key.getPublic(), issuer), issuer, Ledger.State.GOOD), issuer);
        });
    }

    private Credential kept(String name, Supplier<KeyPair> key, Function<KeyPair, List<X509Certificate>> certify) {
        synchronized (locks[Math.floorMod(name.hashCode(), LOCKS)]) {
            var kept = safe.find(name);
            if (kept.isEmpty()) {
                var pair = key.get();
                kept = Optional.of(Safe.Kept.of(pair.getPrivate(), certify.apply(pair)));
                safe.keep(name, kept.get());
            }
            return kept.get().credential();
        }
    }

    /** The certificates that nobody should accept, by what they are called; none is made for that. */
    public List<String> idsOfBad() {
        return workshop().bad().ids();
    }

    /** Certificates that nobody should accept, each for one reason. */
    public List<BadCertificate> bad() {
        return workshop().bad().all();
    }

    /** A key with its chain as a file of PKCS #12, as browsers, agents and OpenSSL take it. */
    public byte[] pkcs12(Credential credential, String password) {
        try {
            var store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry(
                    "token",
                    credential.key(),
                    password.toCharArray(),
                    credential.chain().toArray(X509Certificate[]::new));
            var file = new ByteArrayOutputStream();
            store.store(file, password.toCharArray());
            return file.toByteArray();
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Withdraws a certificate for good; false when nobody here has issued it. */
    public boolean revoke(String serial) {
        return mark(serial, Ledger.State.REVOKED);
    }

    /** Withdraws a certificate for a while; false when nobody here has issued it or it is revoked. */
    public boolean hold(String serial) {
        return mark(serial, Ledger.State.ON_HOLD);
    }

    /** Ends a hold; false when nobody here has issued it or it is revoked. RFC 5280, 5.3.1: only a hold can be ended. */
    public boolean release(String serial) {
        return mark(serial, Ledger.State.GOOD);
    }

    private synchronized boolean mark(String serial, Ledger.State state) {
        var entry = workshop().ledger().find(serial);
        if (entry.isEmpty() || entry.get().state() == Ledger.State.REVOKED && state != Ledger.State.REVOKED) {
            return false;
        }
        if (entry.get().state() != state) {
            workshop().ledger().write(new Ledger.Entry(entry.get().authority(), serial, state, clock.instant()));
        }
        return true;
    }

    /** {@code good}, {@code on-hold} or {@code revoked}; empty when nobody here has issued it. */
    public Optional<String> status(String serial) {
        return workshop().ledger().find(serial).map(entry -> word(entry.state()));
    }

    private static String word(Ledger.State state) {
        return state.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * What a portal has to know in order to believe these authorities and no others: the content of its trust bundle.
     * Makes the authorities when they are not there yet, which takes seconds.
     */
    public byte[] trust() throws InterruptedException {
        return TrustBundle.of(safe, here, id -> workshop().hierarchy().authority(id));
    }
}
