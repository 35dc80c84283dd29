package vn.mocua.portal.signing.sim;

import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import vn.mocua.portal.Town;
import vn.mocua.portal.identity.PhoneNumber;
import vn.mocua.portal.outside.OutsideForTests;
import vn.mocua.portal.signing.sim.MobileSigningContract.Screen;
import vn.mocua.sandbox.town.Person;

/** One of the town's networks: its settings, its people, and their hands. */
final class TownsSims implements AutoCloseable {

    private final Town town = new Town();
    private final SimProvider provider;
    private final List<Person> people = new ArrayList<>();
    private final Map<PhoneNumber, Person> taken = new HashMap<>();

    TownsSims(String network) {
        provider = new SimProvider(network);
        var prefixes = List.of(town.setting(setting("prefixes")).split(","));
        while (people.size() < 8) {
            town.sandbox().make(20).stream()
                    .filter(person -> prefixes.stream().anyMatch(national(person)::startsWith))
                    .forEach(people::add);
        }
    }

    SimProvider provider() {
        return provider;
    }

    /** What the sandbox writes for a portal, but for what a test says. */
    SimSettings.Provider settings(Map<String, String> otherwise) {
        var all = new HashMap<String, String>();
        for (var name : List.of("protocol", "url", "client-id", "client-secret", "prefixes")) {
            all.put("x." + name, town.setting(setting(name)));
        }
        if (provider.name().equals("khac")) {
            all.put("x.dialect", "v1");
        }
        otherwise.forEach((name, value) -> all.put("x." + name, value));
        return new Binder(new MapConfigurationPropertySource(all)).bindOrCreate("x", SimSettings.Provider.class);
    }

    MobileSigning port(Map<String, String> otherwise) {
        var clock = Clock.systemUTC();
        var http = OutsideForTests.http(OutsideForTests.outside(), clock);
        var settings = settings(otherwise);
        return switch (settings.protocol()) {
            case ETSI -> new EtsiMobileSigning(provider, settings, http, clock);
            case CSC ->
                settings.dialect().equals("v1")
                        ? new CscV1MobileSigning(provider, settings, http)
                        : new CscMobileSigning(provider, settings, http);
            case SMARTCA -> new SmartCaMobileSigning(provider, settings, http, clock);
        };
    }

    PhoneNumber somebody() {
        var person = people.removeFirst();
        var phone = PhoneNumber.of(person.phone());
        taken.put(phone, person);
        return phone;
    }

    PhoneNumber nobody() {
        return PhoneNumber.of(town.setting(setting("prefixes")).split(",")[0] + "9999999");
    }

    Optional<Screen> screen(PhoneNumber phone) {
        return town.sandbox().prompt(phone.national()).map(shown -> new Screen(shown.text(), shown.code()));
    }

    void types(PhoneNumber phone, boolean right) {
        var pin = taken.get(phone).simPin();
        town.sandbox().typePin(phone.national(), right ? pin : another(pin));
    }

    private static String another(String pin) {
        var last = Character.digit(pin.charAt(pin.length() - 1), 10);
        return pin.substring(0, pin.length() - 1) + (last + 1) % 10;
    }

    void cancels(PhoneNumber phone) {
        town.sandbox().cancelPrompt(phone.national());
    }

    Town town() {
        return town;
    }

    @Override
    public void close() {
        town.close();
    }

    private String setting(String name) {
        return "mocua.signing.sim.providers." + provider.name() + "." + name;
    }

    private static String national(Person person) {
        return PhoneNumber.of(person.phone()).national();
    }
}
