package vn.mocua.sandbox.control;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import tools.jackson.databind.JsonNode;
import vn.mocua.sandbox.ca.Authorities;
import vn.mocua.sandbox.fault.Fault;
import vn.mocua.sandbox.fault.Faults;
import vn.mocua.sandbox.fault.Outside;
import vn.mocua.sandbox.insurance.Register;
import vn.mocua.sandbox.mail.Mailboxes;
import vn.mocua.sandbox.mss.Prompts;
import vn.mocua.sandbox.mss.Sims;
import vn.mocua.sandbox.phone.Phones;
import vn.mocua.sandbox.town.Agency;
import vn.mocua.sandbox.town.Business;
import vn.mocua.sandbox.town.Cast;
import vn.mocua.sandbox.town.Person;
import vn.mocua.sandbox.town.PostIdAccounts;
import vn.mocua.sandbox.town.Telephone;
import vn.mocua.sandbox.town.VneidAccounts;
import vn.mocua.sandbox.web.Front;
import vn.mocua.sandbox.web.Reply;
import vn.mocua.sandbox.web.Request;
import vn.mocua.sandbox.web.Unacceptable;

/**
 * The JSON API, everything below {@code /api}. Orders are JSON by their Content-Type, so that no page of another
 * origin can give them.
 */
public final class Api implements Front.Room {

    private static final int MOST_AT_ONCE = 10_000;
    private static final int DEFAULT_SECONDS = 30;

    private final Cast cast;
    private final Register insurance;
    private final PostIdAccounts postIds;
    private final VneidAccounts vneids;
    private final CertificateOrders certificates;
    private final IntFunction<List<Person>> make;
    private final Phones phones;
    private final Mailboxes mailboxes;
    private final SimOrders simOrders;
    private final Faults faults;
    private final CaptchaOpener captcha;
    private final Clock clock;

    public Api(
            Cast cast,
            Register insurance,
            PostIdAccounts postIds,
            VneidAccounts vneids,
            Authorities authorities,
            IntFunction<List<Person>> make,
            Phones phones,
            Mailboxes mailboxes,
            Sims sims,
            Prompts prompts,
            Faults faults,
            CaptchaOpener captcha,
            Clock clock) {
        this.cast = cast;
        this.insurance = insurance;
        this.postIds = postIds;
        this.vneids = vneids;
        certificates = new CertificateOrders(cast, vneids, authorities);
        this.make = make;
        this.phones = phones;
        this.mailboxes = mailboxes;
        simOrders = new SimOrders(sims, prompts);
        this.faults = faults;
        this.captcha = captcha;
        this.clock = clock;
    }

    @Override
    public Reply answer(Request request) {
        var reply = switch (request.path()) {
            case "/api/people" ->
                request.method().equals("POST") ? morePeople(request) : get(request, people(cast.people()));
            case "/api/businesses" ->
                get(request, vneids.businesses().stream().map(this::json).toList());
            case "/api/agencies" ->
                get(request, cast.agencies().stream().map(Api::json).toList());
            case "/api/certificates" -> get(request, certificates.bad());
            case "/api/sms" -> get(request, sms(request));
            case "/api/mail" -> get(request, mail(request));
            case "/api/captcha" -> get(request, captcha(request));
            case "/api/faults" -> request.method().equals("POST") ? order(request) : get(request, on());
            default -> elsewhere(request);
        };
        return reply.with("Cache-Control", "no-store");
    }

    private static Reply get(Request request, Object value) {
        if (!request.method().equals("GET")) {
            throw new Unacceptable(405, "only GET is answered here");
        }
        return Reply.json(value);
    }

    private Reply elsewhere(Request request) {
        var certificate = certificates.answer(request);
        if (certificate.isPresent()) {
            return certificate.get();
        }
        if (request.path().startsWith("/api/people/")) {
            return get(
                    request,
                    json(cast.find(request.path().substring("/api/people/".length()))
                            .orElseThrow(() -> new Unacceptable(404, "nobody has that id"))));
        }
        if (request.path().startsWith("/api/sim/")) {
            return simOrders.answer(request, phone(request.path().substring("/api/sim/".length())));
        }
        throw new Unacceptable(404, "nothing is here");
    }

    private Reply morePeople(Request request) {
        var count = request.json().path("count");
        if (!count.isInt() || count.asInt() < 1 || count.asInt() > MOST_AT_ONCE) {
            throw new Unacceptable(400, "count must be a number from 1 to " + MOST_AT_ONCE);
        }
        try {
            return Reply.json(people(make.apply(count.asInt())));
        } catch (IllegalArgumentException e) {
            throw new Unacceptable(400, String.valueOf(e.getMessage()));
        }
    }

    private List<Map<String, Object>> people(List<Person> people) {
        return people.stream().map(this::json).toList();
    }

    /** A person by the portal's own field names. */
    private Map<String, Object> json(Person person) {
        var json = new LinkedHashMap<String, Object>();
        json.put("id", person.id());
        json.put("fate", person.fate().key());
        json.put("nationalId", person.nationalId());
        if (person.oldNationalId() != null) {
            json.put("oldNationalId", person.oldNationalId());
        }
        json.put("socialInsuranceNumber", insurance.numberOf(person));
        json.put("fullName", person.fullName());
        json.put("birthDate", person.birthDate());
        json.put("phone", person.phone());
        if (person.secondPhone() != null) {
            json.put("secondPhone", person.secondPhone());
        }
        json.put("email", person.email());
        if (person.password() != null) {
            json.put("password", person.password());
        }
        postIds.of(person).ifPresent(account -> {
            json.put("postIdUsername", account.username());
            json.put("postIdPassword", account.password());
        });
        vneids.of(person).ifPresent(account -> {
            json.put("vneidUsername", account.username());
            json.put("vneidPassword", account.password());
        });
        json.put("tokenPassword", person.tokenPassword());
        json.put("simPin", person.simPin());
        return json;
    }

    private static Map<String, Object> json(Agency agency) {
        var json = new LinkedHashMap<String, Object>();
        json.put("id", agency.id());
        json.put("fate", agency.fate().key());
        json.put("agencyCode", agency.agencyCode());
        json.put("organisationName", agency.organisationName());
        if (agency.taxCode() != null) {
            json.put("taxCode", agency.taxCode());
        }
        if (agency.budgetCode() != null) {
            json.put("budgetCode", agency.budgetCode());
        }
        json.put("phone", agency.phone());
        json.put("email", agency.email());
        json.put("tokenPassword", agency.tokenPassword());
        return json;
    }

    /** A company, its legal representative by the names that a person's fields have. */
    private Map<String, Object> json(Business business) {
        var json = new LinkedHashMap<String, Object>();
        var representative = business.representative();
        json.put("id", business.id());
        json.put("fate", business.fate().key());
        json.put("taxCode", business.taxCode());
        json.put("organisationName", business.organisationName());
        json.put("representative", representative.id());
        json.put("nationalId", representative.nationalId());
        json.put("fullName", representative.fullName());
        json.put("birthDate", representative.birthDate());
        json.put("phone", representative.phone());
        json.put("email", representative.email());
        json.put("vneidUsername", business.vneid().username());
        json.put("vneidPassword", business.vneid().password());
        json.put("tokenPassword", business.tokenPassword());
        json.putAll(simOrders.of(business));
        return json;
    }

    private List<Map<String, Object>> sms(Request request) {
        var phone = phone(request.query("to").orElseThrow(() -> new Unacceptable(400, "to must be a phone number")));
        var messages = new ArrayList<Map<String, Object>>();
        for (var sms : phones.inbox(phone)) {
            var json = new LinkedHashMap<String, Object>();
            json.put("text", sms.text());
            json.put("at", sms.at().toString());
            json.put("from", sms.from());
            json.put("parts", sms.parts());
            json.put("provider", sms.centre());
            messages.add(json);
        }
        return messages;
    }

    private static Telephone phone(String text) {
        return Telephone.of(text).orElseThrow(() -> new Unacceptable(400, "that is no Vietnamese mobile number"));
    }

    private List<Map<String, Object>> mail(Request request) {
        var address = request.query("to").orElse("").strip();
        if (!address.contains("@")) {
            throw new Unacceptable(400, "to must be an e-mail address");
        }
        var messages = new ArrayList<Map<String, Object>>();
        for (var mail : mailboxes.box(address)) {
            var json = new LinkedHashMap<String, Object>();
            json.put("from", mail.from());
            json.put("to", mail.to());
            json.put("subject", mail.subject());
            json.put("text", mail.text());
            json.put("html", mail.html());
            json.put("at", mail.at().toString());
            messages.add(json);
        }
        return messages;
    }

    private Map<String, String> captcha(Request request) {
        return Map.of(
                "answer",
                captcha.answer(request.query("token").orElse(""))
                        .orElseThrow(() -> new Unacceptable(400, "that token was not sealed with the demo key")));
    }

    private Reply order(Request request) {
        var json = request.json();
        var system = Outside.of(text(json, "system")).orElseThrow(() -> new Unacceptable(400, "no such system"));
        var fault = Fault.of(text(json, "fault")).orElseThrow(() -> new Unacceptable(400, "no such fault"));
        var seconds = json.path("seconds");
        int lasting = seconds.isMissingNode() ? DEFAULT_SECONDS : seconds.isInt() ? seconds.asInt() : -1;
        if (lasting < 0 || lasting > Faults.LONGEST.toSeconds()) {
            throw new Unacceptable(400, "seconds must be a number from 0 to " + Faults.LONGEST.toSeconds());
        }
        if (!fault.befalls(system)) {
            throw new Unacceptable(400, "that system has no such fault");
        }
        faults.set(system, fault, Duration.ofSeconds(lasting));
        return Reply.json(on());
    }

    private static String text(JsonNode json, String name) {
        var value = json.path(name);
        if (!value.isString()) {
            throw new Unacceptable(400, name + " must be a word");
        }
        return value.asString();
    }

    /** What is on, by system. */
    private Map<String, Object> on() {
        var on = new LinkedHashMap<String, Object>();
        faults.all().forEach((system, fault) -> {
            var json = new LinkedHashMap<String, Object>();
            json.put("fault", fault.fault().key());
            json.put(
                    "secondsLeft",
                    Duration.between(clock.instant(), fault.until()).toSeconds() + 1);
            on.put(system.key(), json);
        });
        return on;
    }
}
