package vn.mocua.sandbox.page;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import vn.mocua.sandbox.ca.Authorities;
import vn.mocua.sandbox.ca.Credential;
import vn.mocua.sandbox.fault.Fault;
import vn.mocua.sandbox.fault.Faults;
import vn.mocua.sandbox.fault.Outside;
import vn.mocua.sandbox.town.Cast;
import vn.mocua.sandbox.town.Person;
import vn.mocua.sandbox.town.VneidAccounts;
import vn.mocua.sandbox.web.Reply;
import vn.mocua.sandbox.web.Request;
import vn.mocua.sandbox.web.Unacceptable;

/** Carries out what the forms of these pages order. */
final class Orders {

    private static final int MOST_AT_ONCE = 100;

    private final Cast cast;
    private final VneidAccounts vneids;
    private final Authorities authorities;
    private final IntFunction<List<Person>> make;
    private final SimScreen sim;
    private final Faults faults;

    Orders(
            Cast cast,
            VneidAccounts vneids,
            Authorities authorities,
            IntFunction<List<Person>> make,
            SimScreen sim,
            Faults faults) {
        this.cast = cast;
        this.vneids = vneids;
        this.authorities = authorities;
        this.make = make;
        this.sim = sim;
        this.faults = faults;
    }

    /** Forms of these pages only: a browser names the page's origin with every POST. */
    Reply carryOut(Request request) {
        var origin = request.header("Origin").orElse("");
        var host = request.header("Host").orElse("");
        if (!origin.equals("http://" + host)) {
            throw new Unacceptable(403, "orders come from the sandbox's own pages");
        }
        var form = request.form();
        return switch (request.path()) {
            case "/people" -> people(form);
            case "/faults" -> fault(form);
            case "/sim" -> sim(form);
            case "/certificates" -> certificate(form);
            default -> throw new Unacceptable(404, "nothing is here");
        };
    }

    private Reply people(Map<String, String> form) {
        int count = number(form.getOrDefault("count", ""), 1, MOST_AT_ONCE);
        try {
            var unused = make.apply(count);
        } catch (IllegalArgumentException e) {
            throw new Unacceptable(400, String.valueOf(e.getMessage()));
        }
        return Reply.see("/#crowd");
    }

    private Reply fault(Map<String, String> form) {
        var pair = form.getOrDefault("order", "").split(":", 2);
        var system = Outside.of(pair[0]).orElseThrow(() -> new Unacceptable(400, "no such system"));
        var fault = Fault.of(pair.length == 2 ? pair[1] : "").orElseThrow(() -> new Unacceptable(400, "no such fault"));
        if (!fault.befalls(system)) {
            throw new Unacceptable(400, "that system has no such fault");
        }
        int seconds = number(form.getOrDefault("seconds", "30"), 0, (int) Faults.LONGEST.toSeconds());
        faults.set(system, fault, Duration.ofSeconds(seconds));
        return Reply.see("/faults?seconds=" + seconds + "#" + system.key());
    }

    private Reply sim(Map<String, String> form) {
        var phone = sim.order(form);
        return Reply.see(
                cast.byPhone(phone).map(person -> "/people/" + person.id()).orElse("/phones/" + phone.national()));
    }

    private Reply certificate(Map<String, String> form) {
        var holder = form.getOrDefault("holder", "").split("/", 2);
        var id = holder.length == 2 ? holder[1] : "";
        var serial = token(holder[0], id)
                .orElseThrow(() -> new Unacceptable(400, "nobody has that id"))
                .serial();
        // What cannot be done any more is left as it is; the page shows how that is.
        var unused = switch (form.getOrDefault("order", "")) {
            case "revoke" -> authorities.revoke(serial);
            case "hold" -> authorities.hold(serial);
            case "release" -> authorities.release(serial);
            default -> throw new Unacceptable(400, "no such order");
        };
        return Reply.see(holder[0].equals("people") ? "/people/" + id + "#token" : "/#" + id);
    }

    private Optional<Credential> token(String kind, String id) {
        return switch (kind) {
            case "people" -> cast.find(id).map(authorities::forPerson);
            case "businesses" ->
                vneids.businesses().stream()
                        .filter(business -> business.id().equals(id))
                        .findFirst()
                        .map(authorities::forBusiness);
            case "agencies" ->
                cast.agencies().stream()
                        .filter(agency -> agency.id().equals(id))
                        .findFirst()
                        .map(authorities::forAgency);
            default -> Optional.empty();
        };
    }

    private static int number(String text, int least, int most) {
        if (text.matches("[0-9]{1,6}")) {
            int number = Integer.parseInt(text);
            if (number >= least && number <= most) {
                return number;
            }
        }
        throw new Unacceptable(400, "a number from " + least + " to " + most + " is wanted");
    }
}
