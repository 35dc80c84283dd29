package vn.mocua.portal.signing.sim;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
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
import vn.mocua.portal.outside.OutsideTrust;
import vn.mocua.portal.signing.sim.MobileSigningContract.Screen;
import vn.mocua.sandbox.town.Business;
import vn.mocua.sandbox.town.Person;

/** One of the town's networks: its settings, its people, and their hands. */
final class TownsSims implements AutoCloseable {

    private final Town town = new Town();
    private final SimProvider provider;
    private final List<Person> people = new ArrayList<>();
    private final Map<PhoneNumber, String> pins = new HashMap<>();

    TownsSims(String network) {
        provider = new SimProvider(network);
        var prefixes = List.of(town.setting(setting("prefixes")).split(","));
        // Nobody whom the town makes is with a network of the smallest; there a company signs.
        while (people.size() < 8 && !network.equals("khac")) {
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
        var http = OutsideForTests.http(
                OutsideForTests.outside(),
                provider.name().equals("vina") ? known(clock) : OutsideForTests.trust(null),
                clock);
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

    /** Over TLS, with a certificate of our own, as the sandbox says to do. */
    private OutsideTrust known(Clock clock) {
        var system = "mocua.outside.systems." + provider.system() + ".";
        return OutsideForTests.trust(
                Path.of(town.setting(system + "trust")), Path.of(town.setting(system + "identity.file")), null, clock);
    }

    PhoneNumber somebody() {
        if (people.isEmpty()) {
            var company = company();
            var phone = PhoneNumber.of(town.sandbox().simPhone(company).orElseThrow());
            town.sandbox().cancelPrompt(phone.national());
            unblock(phone);
            pins.put(phone, company.simPin());
            return phone;
        }
        var person = people.removeFirst();
        var phone = PhoneNumber.of(person.phone());
        pins.put(phone, person.simPin());
        return phone;
    }

    private void unblock(PhoneNumber phone) {
        try (var http = HttpClient.newHttpClient()) {
            var order = HttpRequest.newBuilder(
                            URI.create("http://127.0.0.1:" + town.sandbox().port() + "/api/sim/" + phone.national()))
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString("{\"unblock\":true}"))
                    .build();
            http.send(order, HttpResponse.BodyHandlers.discarding());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Business company() {
        var prefixes = List.of(town.setting(setting("prefixes")).split(","));
        return town.sandbox().businesses().stream()
                .filter(each -> town.sandbox()
                        .simPhone(each)
                        .filter(phone -> prefixes.stream().anyMatch(phone::startsWith))
                        .isPresent())
                .findFirst()
                .orElseThrow();
    }

    PhoneNumber nobody() {
        return PhoneNumber.of(town.setting(setting("prefixes")).split(",")[0] + "9999999");
    }

    Optional<Screen> screen(PhoneNumber phone) {
        return town.sandbox().prompt(phone.national()).map(shown -> new Screen(shown.text(), shown.code()));
    }

    void types(PhoneNumber phone, boolean right) {
        var pin = pins.get(phone);
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
