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
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import tools.jackson.databind.json.JsonMapper;
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

    private final Safe safe;
    private final Ledger ledger;
    private final Hierarchy hierarchy;
    private final Issuing issuing;
    private final BadCertificates bad;
    private final Object[] locks = new Object[LOCKS];
    private final Clock clock;

    /**
     * The authorities of one data folder; nothing is made yet.
     *
     * @param folder where keys and certificates lie
     * @param here the sandbox's own address, which certificates name for their status
     * @param businesses the companies, for the certificates of their staff
     */
    public Authorities(Path folder, String here, List<Business> businesses, Clock clock) {
        safe = new Safe(folder);
        ledger = new Ledger(folder.resolve("ledger.txt"));
        hierarchy = new Hierarchy(safe, ledger, here, clock);
        issuing = new Issuing(hierarchy, ledger, businesses, clock);
        bad = new BadCertificates(safe, ledger, hierarchy, issuing);
        Arrays.setAll(locks, lock -> new Object());
        this.clock = clock;
    }

    /** What lies on somebody's USB token. */
    public Credential forPerson(Person person) {
        return ofPerson("people/" + person.id(), person);
    }

    /** What lies on somebody's USB token, when that was asked for before. */
    public Optional<Credential> made(Person person) {
        return safe.find("people/" + person.id()).map(Safe.Kept::credential);
    }

    /** What lies in somebody's SIM: another key and another certificate than the token's. */
    public Credential forSim(Person person) {
        return ofPerson("sims/" + person.id(), person);
    }

    private Credential ofPerson(String name, Person person) {
        return kept(name, () -> Issuing.keyOf(person), key -> {
            var issuer = issuing.authorityFor(person.nationalId());
            var draft = issuing.forPerson(person, key.getPublic(), issuer);
            return Hierarchy.chain(issuing.issue(draft, issuer, Issuing.stateOf(person.fate())), issuer);
        });
    }

    /** What lies on a company's USB token. */
    public Credential forBusiness(Business business) {
        return kept("businesses/" + business.id(), () -> Issuing.rsa(2048), key -> {
            var issuer = issuing.authorityFor(business.taxCode());
            var draft = issuing.forBusiness(business, key.getPublic(), issuer);
            return Hierarchy.chain(issuing.issue(draft, issuer, Ledger.State.GOOD), issuer);
        });
    }

    /** What lies on a state body's USB token, from the government's own authority. */
    public Credential forAgency(Agency agency) {
        return kept("agencies/" + agency.id(), () -> Issuing.rsa(2048), key -> {
            var issuer = hierarchy.authority(Hierarchy.STATE);
            var draft = issuing.forAgency(agency, key.getPublic(), issuer);
            var state = agency.fate() == Agency.Fate.CERTIFICATE_REVOKED ? Ledger.State.REVOKED : Ledger.State.GOOD;
            return Hierarchy.chain(issuing.issue(draft, issuer, state), issuer);
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

    /** Certificates that nobody should accept, each for one reason. */
    public List<BadCertificate> bad() {
        return bad.all();
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
        var entry = ledger.find(serial);
        if (entry.isEmpty() || entry.get().state() == Ledger.State.REVOKED && state != Ledger.State.REVOKED) {
            return false;
        }
        if (entry.get().state() != state) {
            ledger.write(new Ledger.Entry(entry.get().authority(), serial, state, clock.instant()));
        }
        return true;
    }

    /** {@code good}, {@code on-hold} or {@code revoked}; empty when nobody here has issued it. */
    public Optional<String> status(String serial) {
        return ledger.find(serial)
                .map(entry -> entry.state().name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }

    Hierarchy hierarchy() {
        return hierarchy;
    }

    Ledger ledger() {
        return ledger;
    }

    /**
     * What a portal has to know in order to believe these authorities and no others (docs/protocols/trust-bundle.md).
     * Makes them when they are not there yet. The addresses are given here too: certificates name those of the day when
     * they were issued, and the port may be another since.
     */
    public byte[] trust() {
        var authorities = Hierarchy.LISTED.stream()
                .map(listed -> {
                    var authority = hierarchy.authority(listed.id());
                    Map<String, Object> json = new LinkedHashMap<>();
                    json.put("role", authority.chain().size() == 1 ? "root" : "intermediate");
                    json.put("use", listed.use());
                    json.put("certificate", Base64.getEncoder().encodeToString(Safe.der(authority.certificate())));
                    json.put("ocsp", hierarchy.ocsp(listed.id()));
                    json.put("crl", hierarchy.list(listed.id()));
                    return json;
                })
                .toList();
        var bundle = new LinkedHashMap<String, Object>();
        bundle.put("version", 1);
        bundle.put("sandbox", true);
        bundle.put("authorities", authorities);
        return JsonMapper.shared().writeValueAsBytes(bundle);
    }
}
