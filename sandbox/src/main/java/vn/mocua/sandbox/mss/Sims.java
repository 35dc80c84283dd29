package vn.mocua.sandbox.mss;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import vn.mocua.sandbox.ca.Credential;
import vn.mocua.sandbox.town.Business;
import vn.mocua.sandbox.town.Cast;
import vn.mocua.sandbox.town.Person;
import vn.mocua.sandbox.town.Telephone;

/** Every SIM of the town that signs: people's under their own numbers, companies' under numbers of their own. */
public final class Sims {

    private final Cast cast;
    private final SimKeys keys;
    private final Clock clock;
    private final Map<Telephone, Business> companies = new LinkedHashMap<>();

    public Sims(Cast cast, List<Business> businesses, SimKeys keys, Clock clock) {
        this.cast = cast;
        this.keys = keys;
        this.clock = clock;
        var numbers = new Properties();
        try (var text = new InputStreamReader(
                Objects.requireNonNull(Sims.class.getResourceAsStream("companies.properties")),
                StandardCharsets.UTF_8)) {
            numbers.load(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        for (var business : businesses) {
            Optional.ofNullable(numbers.getProperty(business.id()))
                    .ifPresent(number -> companies.put(Telephone.of(number).orElseThrow(), business));
        }
    }

    /** Under which number a company signs, if it does. */
    public Optional<Telephone> phoneOf(Business business) {
        return companies.entrySet().stream()
                .filter(entry -> entry.getValue().id().equals(business.id()))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** The company whose number this is. */
    public Optional<Business> company(Telephone phone) {
        return Optional.ofNullable(companies.get(phone));
    }

    /** The PIN of a number's key; empty when there is none. */
    public Optional<String> pin(Telephone phone) {
        return find(phone).map(Sim::pin);
    }

    /** The SIM under a number, also one whose owner never asked for a key. */
    Optional<Sim> find(Telephone phone) {
        var network = Network.of(phone);
        if (network.isEmpty()) {
            return Optional.empty();
        }
        var company = companies.get(phone);
        return company != null
                ? Optional.of(new Sim(phone, network.get(), company.simPin(), () -> keys.of(company), Trouble.NONE))
                : cast.byPhone(phone)
                        .map(person ->
                                new Sim(phone, network.get(), person.simPin(), () -> keys.of(person), trouble(person)));
    }

    /** The SIM that a service knows under a name: a phone number, a national id or a tax code. */
    Optional<Sim> find(String user, Network network) {
        return Telephone.of(user)
                .flatMap(this::find)
                .or(() -> cast.byNationalId(user)
                        .flatMap(person -> Telephone.of(person.phone()))
                        .flatMap(this::find))
                .or(() -> companies.entrySet().stream()
                        .filter(entry -> entry.getValue().taxCode().equals(user))
                        .findFirst()
                        .flatMap(entry -> find(entry.getKey())))
                .filter(sim -> sim.network() == network);
    }

    /** Somebody else's key. */
    Credential somebodyElses(Sim sim) {
        return cast.people().stream()
                .filter(person -> trouble(person) == Trouble.NONE
                        && Telephone.of(person.phone())
                                .filter(phone -> !phone.equals(sim.phone()))
                                .isPresent())
                .findFirst()
                .map(keys::of)
                .orElseThrow();
    }

    /** How a certificate stands: {@code valid}, {@code expired}, {@code revoked} or {@code suspended}. */
    String standing(Credential credential) {
        return switch (keys.standing(credential)) {
            case REVOKED -> "revoked";
            case ON_HOLD -> "suspended";
            case GOOD ->
                clock.instant().isAfter(credential.certificate().getNotAfter().toInstant()) ? "expired" : "valid";
        };
    }

    private static Trouble trouble(Person person) {
        return Trouble.of(person.fate().key()).orElse(Trouble.NONE);
    }
}
