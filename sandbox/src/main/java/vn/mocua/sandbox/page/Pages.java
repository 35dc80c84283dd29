package vn.mocua.sandbox.page;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vn.mocua.sandbox.ca.Authorities;
import vn.mocua.sandbox.ca.Credential;
import vn.mocua.sandbox.fault.Fault;
import vn.mocua.sandbox.fault.Faults;
import vn.mocua.sandbox.fault.Outside;
import vn.mocua.sandbox.insurance.Register;
import vn.mocua.sandbox.mail.Mail;
import vn.mocua.sandbox.mail.Mailboxes;
import vn.mocua.sandbox.phone.Phones;
import vn.mocua.sandbox.phone.Sms;
import vn.mocua.sandbox.town.Cast;
import vn.mocua.sandbox.town.Fate;
import vn.mocua.sandbox.town.Person;
import vn.mocua.sandbox.town.PostIdAccounts;
import vn.mocua.sandbox.town.Telephone;
import vn.mocua.sandbox.town.VneidAccounts;
import vn.mocua.sandbox.web.Front;
import vn.mocua.sandbox.web.Reply;
import vn.mocua.sandbox.web.Request;
import vn.mocua.sandbox.web.Unacceptable;

/** The pages: people on a table, somebody's phone and mailbox, faults. Each works without script, and better with. */
public final class Pages implements Front.Room {

    private static final Map<String, String> FILES = Map.of(
            "/sandbox.css", "text/css; charset=utf-8",
            "/sandbox.js", "text/javascript; charset=utf-8",
            "/street.svg", "image/svg+xml",
            "/favicon.svg", "image/svg+xml");
    private static final String POLICY = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; "
            + "connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    /** What somebody sent is shown with its own styles, and runs, fetches and sends nothing. */
    private static final String POLICY_OF_LETTERS =
            "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; "
                    + "sandbox allow-popups allow-popups-to-escape-sandbox";

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneId.of("Asia/Ho_Chi_Minh"));
    private static final Pattern CODE = Pattern.compile("(?<![0-9])[0-9]{6}(?![0-9])");
    private static final Pattern LINK = Pattern.compile("https?://[^\\s<>\"']+[^\\s<>\"'.,;)]");
    private static final int MOST_STREAMS = 200;
    private static final int MOST_AT_ONCE = 100;

    private final Cast cast;
    private final Register insurance;
    private final PostIdAccounts postIds;
    private final VneidAccounts vneids;
    private final Authorities authorities;
    private final IntFunction<List<Person>> make;
    private final Phones phones;
    private final Mailboxes mailboxes;
    private final SimScreen sim;
    private final Faults faults;
    private final Supplier<URI> portal;
    private final BooleanSupplier registered;
    private final Clock clock;
    private final AtomicInteger streams = new AtomicInteger();

    public Pages(
            Cast cast,
            Register insurance,
            PostIdAccounts postIds,
            VneidAccounts vneids,
            Authorities authorities,
            IntFunction<List<Person>> make,
            Phones phones,
            Mailboxes mailboxes,
            SimScreen sim,
            Faults faults,
            Supplier<URI> portal,
            BooleanSupplier registered,
            Clock clock) {
        this.cast = cast;
        this.insurance = insurance;
        this.postIds = postIds;
        this.vneids = vneids;
        this.authorities = authorities;
        this.make = make;
        this.phones = phones;
        this.mailboxes = mailboxes;
        this.sim = sim;
        this.faults = faults;
        this.portal = portal;
        this.registered = registered;
        this.clock = clock;
    }

    @Override
    public Reply answer(Request request) {
        var words = Words.in(request.cookie("language").orElse("vi"));
        if (request.path().startsWith("/letters/") && request.method().equals("GET")) {
            return letter(request, words);
        }
        return page(request, words)
                .with("Content-Security-Policy", POLICY)
                .with("Referrer-Policy", "same-origin")
                .with("X-Frame-Options", "DENY");
    }

    /** The HTML part of a mail, for the frame beneath its plain part; its links open windows of their own. */
    private Reply letter(Request request, Words words) {
        var number = request.path().substring("/letters/".length());
        return mailboxes
                .find(number.matches("[0-9]{1,9}") ? Long.parseLong(number) : 0)
                .filter(mail -> !mail.html().isEmpty())
                .map(mail -> Reply.html(200, mail.html().replaceFirst("(?i)<head>", "<head><base target=\"_blank\">")))
                .orElseGet(() -> missing(words))
                .with("Cache-Control", "no-store")
                .with("Content-Security-Policy", POLICY_OF_LETTERS)
                .with("Referrer-Policy", "no-referrer")
                .with("X-Frame-Options", "SAMEORIGIN");
    }

    private Reply page(Request request, Words words) {
        if (request.method().equals("POST")) {
            return order(request);
        }
        if (!request.method().equals("GET") && !request.method().equals("HEAD")) {
            throw new Unacceptable(405, "only GET and POST are answered here");
        }
        var path = request.path();
        if (FILES.containsKey(path)) {
            return file(path);
        }
        return switch (path) {
            case "/" -> Reply.html(200, home(words)).with("Cache-Control", "no-store");
            case "/faults" ->
                Reply.html(
                                200,
                                faultsPage(
                                        words,
                                        request.query("seconds")
                                                .filter(text -> text.matches("[0-9]{1,4}"))
                                                .map(Integer::parseInt)
                                                .orElse(30)))
                        .with("Cache-Control", "no-store");
            case "/phones" -> lookUp(request, words);
            case "/language" -> language(request);
            default -> {
                if (path.startsWith("/people/")) {
                    yield cast.find(path.substring("/people/".length()))
                            .map(person -> Reply.html(200, phonePage(words, person, telephone(person)))
                                    .with("Cache-Control", "no-store"))
                            .orElseGet(() -> missing(words));
                }
                if (path.startsWith("/phones/")) {
                    yield Telephone.of(path.substring("/phones/".length()))
                            .map(phone -> phoneOf(words, phone))
                            .orElseGet(() -> missing(words));
                }
                if (path.startsWith("/events/")) {
                    yield Telephone.of(path.substring("/events/".length()))
                            .map(this::events)
                            .orElseGet(() -> missing(words));
                }
                yield missing(words);
            }
        };
    }

    // ---- orders ---------------------------------------------------------------------------------------------------

    /** Forms of these pages only: a browser names the page's origin with every POST. */
    private Reply order(Request request) {
        var origin = request.header("Origin").orElse("");
        var host = request.header("Host").orElse("");
        if (!origin.equals("http://" + host)) {
            throw new Unacceptable(403, "orders come from the sandbox's own pages");
        }
        var form = request.form();
        if (request.path().equals("/people")) {
            int count = number(form.getOrDefault("count", ""), 1, MOST_AT_ONCE);
            try {
                var unused = make.apply(count);
            } catch (IllegalArgumentException e) {
                throw new Unacceptable(400, String.valueOf(e.getMessage()));
            }
            return Reply.see("/#crowd");
        }
        if (request.path().equals("/faults")) {
            var pair = form.getOrDefault("order", "").split(":", 2);
            var system = Outside.of(pair[0]).orElseThrow(() -> new Unacceptable(400, "no such system"));
            var fault =
                    Fault.of(pair.length == 2 ? pair[1] : "").orElseThrow(() -> new Unacceptable(400, "no such fault"));
            if (!fault.befalls(system)) {
                throw new Unacceptable(400, "that system has no such fault");
            }
            int seconds = number(form.getOrDefault("seconds", "30"), 0, (int) Faults.LONGEST.toSeconds());
            faults.set(system, fault, Duration.ofSeconds(seconds));
            return Reply.see("/faults?seconds=" + seconds + "#" + system.key());
        }
        if (request.path().equals("/sim")) {
            var phone = sim.order(form);
            return Reply.see(
                    cast.byPhone(phone).map(person -> "/people/" + person.id()).orElse("/phones/" + phone.national()));
        }
        if (request.path().equals("/certificates")) {
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
        throw new Unacceptable(404, "nothing is here");
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

    private static Reply language(Request request) {
        var back = request.query("back")
                .filter(path -> path.matches("/([a-z0-9-]+(/[a-z0-9-]+)*)?"))
                .orElse("/");
        var to = request.query("to").filter("en"::equals).orElse("vi");
        return Reply.see(back).with("Set-Cookie", "language=" + to + "; Path=/; SameSite=Lax; HttpOnly");
    }

    private Reply lookUp(Request request, Words words) {
        return Telephone.of(request.query("number").orElse(""))
                .map(phone -> Reply.see("/phones/" + phone.national()))
                .orElseGet(() -> Reply.html(
                        422,
                        frame(
                                words,
                                words.of("look.title"),
                                "/",
                                main -> main.raw("<h1>")
                                        .text(words.of("look.title"))
                                        .raw("</h1><p class=\"lead\">")
                                        .text(words.of("look.wrong"))
                                        .raw("</p>")
                                        .raw(lookUpForm(words)))));
    }

    private Reply phoneOf(Words words, Telephone phone) {
        return cast.byPhone(phone)
                .map(person -> Reply.see("/people/" + person.id()))
                .orElseGet(() -> Reply.html(200, phonePage(words, null, phone)).with("Cache-Control", "no-store"));
    }

    /** Says "changed" whenever a message or a mail has come. */
    private Reply events(Telephone phone) {
        if (streams.incrementAndGet() > MOST_STREAMS) {
            streams.decrementAndGet();
            throw new Unacceptable(503, "too many pages are watching");
        }
        var address = cast.byPhone(phone).map(Person::email).orElse("");
        return Reply.stream("text/event-stream", out -> {
                    try {
                        var before = "";
                        for (long turn = 0; ; turn++) {
                            var now = newest(phone, address);
                            if (!now.equals(before)) {
                                out.write(
                                        ("event: changed\ndata: " + now + "\n\n").getBytes(StandardCharsets.US_ASCII));
                                out.flush();
                                before = now;
                            } else if (turn % 50 == 49) {
                                out.write(": still here\n\n".getBytes(StandardCharsets.US_ASCII));
                                out.flush();
                            }
                            Thread.sleep(Duration.ofMillis(300));
                        }
                    } finally {
                        streams.decrementAndGet();
                    }
                })
                .with("Cache-Control", "no-store");
    }

    private String newest(Telephone phone, String address) {
        long sms = phones.inbox(phone).stream().findFirst().map(Sms::number).orElse(0L);
        long mail =
                mailboxes.box(address).stream().findFirst().map(Mail::number).orElse(0L);
        return sms + "-" + mail + sim.version(phone);
    }

    private static Reply file(String path) {
        try (var in = Objects.requireNonNull(Pages.class.getResourceAsStream(path.substring(1)), path)) {
            return Reply.of(200, String.valueOf(FILES.get(path)), in.readAllBytes())
                    .with("Cache-Control", "max-age=60");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    // ---- pages ----------------------------------------------------------------------------------------------------

    private interface Part {
        void write(Html main);
    }

    private String frame(Words words, String title, String path, Part content) {
        return frame(words, title, path, path.startsWith("/p"), content);
    }

    /** Without script some pages look again by themselves. */
    private String frame(Words words, String title, String path, boolean again, Part content) {
        var page = new Html()
                .raw("<!doctype html><html lang=\"")
                .raw(words.language())
                .raw("\"><head><meta charset=\"utf-8\"><title>")
                .text(title)
                .raw(" · ")
                .text(words.of("name"))
                .raw("</title><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")
                .raw(
                        "<meta name=\"color-scheme\" content=\"dark\"><link rel=\"icon\" href=\"/favicon.svg\" type=\"image/svg+xml\">")
                .raw("<link rel=\"stylesheet\" href=\"/sandbox.css\"><script src=\"/sandbox.js\" defer></script>")
                .raw(again ? "<noscript><meta http-equiv=\"refresh\" content=\"5\"></noscript></head>" : "</head>")
                .raw("<body data-copied=\"")
                .text(words.of("copied"))
                .raw("\"><a class=\"skip\" href=\"#main\">")
                .text(words.of("skip"))
                .raw(
                        "</a><header class=\"head\"><div class=\"head-row\"><a class=\"brand\" href=\"/\"><img src=\"/favicon.svg\" alt=\"\" width=\"36\" height=\"36\"><span>")
                .text(words.of("name"))
                .raw("</span></a><nav class=\"nav\">");
        link(page, "/", words.of("nav.people"), path);
        link(page, "/faults", words.of("nav.faults"), path);
        boolean vietnamese = words.language().equals("vi");
        page.raw("<a href=\"/language?to=" + (vietnamese ? "en" : "vi") + "&amp;back=")
                .text(path)
                .raw("\" lang=\"" + (vietnamese ? "en" : "vi") + "\">")
                .text(words.of("nav.language"))
                .raw("</a></nav><a class=\"button portal\" target=\"_blank\" rel=\"noopener\" href=\"")
                .text(portal.get())
                .raw("\">")
                .text(words.of("nav.portal"))
                .raw("<span aria-hidden=\"true\"> ↗</span></a></div></header><main id=\"main\">");
        content.write(page);
        return page.raw("</main><footer class=\"foot\"><p>")
                .text(words.of("foot"))
                .raw("</p></footer></body></html>")
                .toString();
    }

    private static void link(Html page, String to, String name, String here) {
        page.raw("<a href=\"" + to + "\"" + (here.equals(to) ? " aria-current=\"page\"" : "") + ">")
                .text(name)
                .raw("</a>");
    }

    private Reply missing(Words words) {
        return Reply.html(
                404,
                frame(
                        words,
                        words.of("missing.title"),
                        "/",
                        main -> main.raw("<h1>")
                                .text(words.of("missing.title"))
                                .raw("</h1><p class=\"lead\">")
                                .text(words.of("missing.about"))
                                .raw("</p><p><a href=\"/\">")
                                .text(words.of("back"))
                                .raw("</a></p>")));
    }

    private String home(Words words) {
        return frame(words, words.of("home.title"), "/", main -> {
            main.raw("<div class=\"street\"><div><h1>")
                    .text(words.of("name"))
                    .raw("</h1><p class=\"lead\">")
                    .text(words.of("tagline"))
                    .raw("</p><ol class=\"how\">");
            for (int i = 1; i <= 3; i++) {
                main.raw("<li>").text(words.of("home.how." + i)).raw("</li>");
            }
            main.raw("</ol></div><img src=\"/street.svg\" alt=\"\" width=\"640\" height=\"220\"></div>");
            for (var ending : Fate.Ending.values()) {
                main.raw("<section class=\"group ending-" + name(ending) + "\"><h2>")
                        .text(words.of("group." + ending))
                        .raw("</h2><p>")
                        .text(words.of("group." + ending + ".about"))
                        .raw("</p><ul class=\"table\">");
                for (var person : cast.people()) {
                    if (person.fate().ending() == ending) {
                        card(main, words, person);
                    }
                }
                main.raw("</ul></section>");
            }
            CompanyCards.write(main, words, vneids.businesses(), sim, authorities);
            AgencyCards.write(main, words, cast.agencies(), authorities);
            BadCards.write(main, words, authorities.idsOfBad());
            crowd(main, words);
        });
    }

    private void card(Html main, Words words, Person person) {
        int messages = phones.inbox(telephone(person)).size();
        main.raw("<li class=\"card\"><div class=\"card-head\">")
                .raw(Face.of(person))
                .raw("<div><h3><a href=\"/people/" + person.id() + "\">")
                .text(person.fullName())
                .raw("</a></h3><p class=\"fate\">")
                .text(words.of("fate." + person.fate().key()))
                .raw("</p></div></div><p class=\"story\">")
                .text(story(words, person))
                .raw("</p>");
        numbers(main, words, person);
        main.raw("<p class=\"card-foot\"><a class=\"open\" href=\"/people/" + person.id() + "\">")
                .text(words.of("person.open"))
                .raw("</a>");
        if (messages > 0) {
            main.raw("<span class=\"badge\">")
                    .text(words.of("person.messages", messages))
                    .raw("</span>");
        }
        main.raw("</p></li>");
    }

    private String story(Words words, Person person) {
        return person.fate() == Fate.REGISTERED && !registered.getAsBoolean()
                ? words.of("fate.registered.waiting")
                : words.of("fate." + person.fate().key() + ".story");
    }

    private void numbers(Html main, Words words, Person person) {
        numbers(main, words, fields(person));
    }

    private Map<String, @Nullable String> fields(Person person) {
        var fields = new LinkedHashMap<String, @Nullable String>();
        fields.put("nationalId", person.nationalId());
        fields.put("oldNationalId", person.oldNationalId());
        fields.put("socialInsuranceNumber", insurance.numberOf(person));
        fields.put("fullName", person.fullName());
        fields.put("birthDate", person.birthDate());
        fields.put("phone", person.phone());
        fields.put("email", person.email());
        fields.put("password", person.password());
        return fields;
    }

    /** Name and password at each provider, where there is an account. */
    private void accounts(Html main, Words words, Person person) {
        var fields = new LinkedHashMap<String, @Nullable String>();
        postIds.of(person).ifPresent(account -> {
            fields.put("postIdUsername", account.username());
            fields.put("postIdPassword", account.password());
        });
        vneids.of(person).ifPresent(account -> {
            fields.put("vneidUsername", account.username());
            fields.put("vneidPassword", account.password());
        });
        if (!fields.isEmpty()) {
            main.raw("<h2>").text(words.of("accounts.title")).raw("</h2>");
            numbers(main, words, fields);
        }
        for (var business : vneids.businesses()) {
            if (business.representative().equals(person)) {
                main.raw("<p class=\"speaks\"><a href=\"/#" + business.id() + "\">")
                        .text(words.of("business.speaks", business.organisationName()))
                        .raw("</a></p>");
            }
        }
    }

    static void numbers(Html main, Words words, Map<String, @Nullable String> fields) {
        main.raw("<dl class=\"numbers\">");
        fields.forEach((field, value) -> {
            if (value != null) {
                var label = words.of("field." + field);
                main.raw("<div><dt>").text(label).raw("</dt><dd>");
                main.raw(value.matches("[0-9/]+") ? "<span class=\"value\">" : "<span>")
                        .text(value)
                        .raw("</span>");
                copy(main, words.of("copy"), words.of("copy.what", label), value);
                main.raw("</dd></div>");
            }
        });
        main.raw("</dl>");
    }

    /** A button that only script can make useful; without script it is not shown. */
    static void copy(Html main, String label, String explained, String value) {
        main.raw("<button type=\"button\" class=\"copy\" hidden aria-label=\"")
                .text(explained)
                .raw("\" data-copy=\"")
                .text(value)
                .raw("\">")
                .text(label)
                .raw("</button>");
    }

    private void crowd(Html main, Words words) {
        main.raw("<section class=\"group crowd\" id=\"crowd\"><div class=\"crowd-forms\"><div><h2>")
                .text(words.of("crowd.title"))
                .raw("</h2><p>")
                .text(words.of("crowd.about"))
                .raw("</p><form method=\"post\" action=\"/people\" class=\"row\"><label for=\"count\">")
                .text(words.of("crowd.count"))
                .raw(
                        "</label><input id=\"count\" name=\"count\" inputmode=\"numeric\" value=\"5\" size=\"4\"><button class=\"button\">")
                .text(words.of("crowd.make"))
                .raw("</button></form></div><div><h2>")
                .text(words.of("look.title"))
                .raw("</h2>")
                .raw(lookUpForm(words))
                .raw("</div></div>");
        if (cast.made() > 0) {
            main.raw("<p>").text(words.of("crowd.have", cast.made())).raw("</p><ul class=\"table small\">");
            for (var person : cast.newest(12)) {
                main.raw("<li class=\"card\"><div class=\"card-head\">")
                        .raw(Face.of(person))
                        .raw("<div><h3><a href=\"/people/" + person.id() + "\">")
                        .text(person.fullName())
                        .raw("</a></h3><p class=\"value\">")
                        .text(person.phone())
                        .raw("</p></div></div></li>");
            }
            main.raw("</ul>");
        }
        main.raw("</section>");
    }

    private static String lookUpForm(Words words) {
        return new Html()
                .raw("<form action=\"/phones\" class=\"row\"><label for=\"number\">")
                .text(words.of("look.number"))
                .raw(
                        "</label><input id=\"number\" name=\"number\" type=\"tel\" size=\"14\"><button class=\"button quiet\">")
                .text(words.of("look.go"))
                .raw("</button></form>")
                .toString();
    }

    // ---- a phone --------------------------------------------------------------------------------------------------

    private String phonePage(Words words, @Nullable Person person, Telephone phone) {
        var company = sim.company(phone);
        var title = person != null
                ? words.of("phone.title", person.fullName())
                : company.map(business -> words.of("phone.title", business.organisationName()))
                        .orElseGet(() -> words.of("phone.bare", phone.national()));
        var path = person == null ? "/phones/" + phone.national() : "/people/" + person.id();
        // Who is typing a PIN is not to be interrupted.
        return frame(words, title, path, !sim.isAsking(phone), main -> {
            main.raw("<p class=\"back\"><a href=\"/\">← ")
                    .text(words.of("back"))
                    .raw("</a></p><div class=\"visit\"><div class=\"who\">")
                    .raw(person == null ? Face.nobody() : Face.of(person))
                    .raw("<h1>")
                    .text(title)
                    .raw("</h1>");
            if (person != null) {
                main.raw("<p class=\"fate ending-" + name(person.fate().ending()) + "\">")
                        .text(words.of("fate." + person.fate().key()))
                        .raw("</p></div><section class=\"what\"><h2>")
                        .text(words.of("what.title"))
                        .raw("</h2><p>")
                        .text(story(words, person))
                        .raw("</p><p class=\"muted\">")
                        .text(words.of("group." + person.fate().ending() + ".about"))
                        .raw("</p><h2>")
                        .text(words.of("numbers.title"))
                        .raw("</h2>");
                var fields = fields(person);
                fields.putAll(sim.fields(phone));
                numbers(main, words, fields);
                accounts(main, words, person);
                TokenCard.write(main, words, person, authorities.statusOf(person), portal.get());
                main.raw("</section>");
            } else {
                main.raw("</div>");
                company.ifPresent(business -> {
                    main.raw("<section class=\"what\"><h2>")
                            .text(words.of("numbers.title"))
                            .raw("</h2>");
                    var fields = new LinkedHashMap<String, @Nullable String>();
                    fields.put("taxCode", business.taxCode());
                    fields.put("organisationName", business.organisationName());
                    fields.putAll(sim.fields(business));
                    numbers(main, words, fields);
                    main.raw("</section>");
                });
            }
            phone(main, words, person, phone);
            if (person != null) {
                mailbox(main, words, person);
            }
            main.raw("</div>");
        });
    }

    private void phone(Html main, Words words, @Nullable Person person, Telephone phone) {
        boolean suspended = person != null && person.line().suspended();
        boolean late = person != null && person.line().lateSeconds() > 0;
        main.raw("<section class=\"phone\" aria-label=\"SMS\" data-events=\"/events/" + phone.national() + "\">")
                .raw("<div class=\"screen\"><div class=\"status\"><span class=\"value\">")
                .text(phone.national())
                .raw("</span><span>");
        if (suspended) {
            main.text(words.of("phone.noservice"));
        } else {
            main.raw(
                    "<svg viewBox=\"0 0 44 14\" width=\"44\" height=\"14\" aria-hidden=\"true\"><g fill=\"currentColor\"><path d=\"M0 10h3v4H0zM5 7h3v7H5zM10 4h3v10h-3zM15 0h3v14h-3z\"/><path d=\"M24 2h16v10H24zm-1.5-1.500v13h19v-13zM42.5 5h1.500v4h-1.500z\" fill-rule=\"evenodd\"/><path d=\"M26 4h10v6H26z\"/></g></svg>");
        }
        main.raw("</span></div><div class=\"thread\" data-live=\"thread\" aria-live=\"polite\">");
        if (suspended) {
            main.raw("<p class=\"note\">").text(words.of("phone.suspended")).raw("</p>");
        } else if (late) {
            main.raw("<p class=\"note\">").text(words.of("phone.late")).raw("</p>");
        }
        var inbox = phones.inbox(phone);
        if (inbox.isEmpty()) {
            main.raw(
                            "<div class=\"empty\"><svg viewBox=\"0 0 64 48\" width=\"64\" height=\"48\" aria-hidden=\"true\"><path d=\"M8 4h48a5 5 0 0 1 5 5v22a5 5 0 0 1-5 5H26L14 46V36H8a5 5 0 0 1-5-5V9a5 5 0 0 1 5-5z\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"2.5\" stroke-linejoin=\"round\"/><g fill=\"currentColor\"><circle cx=\"22\" cy=\"20\" r=\"2.5\"/><circle cx=\"32\" cy=\"20\" r=\"2.5\"/><circle cx=\"42\" cy=\"20\" r=\"2.5\"/></g></svg><p>")
                    .text(words.of("phone.empty"))
                    .raw("</p>");
            if (!suspended) {
                main.raw("<p class=\"muted\">")
                        .text(words.of("phone.empty.hint"))
                        .raw("</p>");
            }
            main.raw("</div>");
        }
        for (var sms : inbox.reversed()) {
            bubble(main, words, sms);
        }
        sim.notes(main, words, phone);
        main.raw("</div>");
        sim.write(main, words, phone);
        main.raw("</div></section>");
    }

    private static void bubble(Html main, Words words, Sms sms) {
        main.raw("<article class=\"bubble\" data-number=\"" + sms.number() + "\"><p class=\"from\">")
                .text(sms.from())
                .raw(" · <time>")
                .text(TIME.format(sms.at()))
                .raw("</time> · ")
                .text(sms.centre());
        if (sms.parts() > 1) {
            main.raw(" · ").text(words.of("phone.parts", sms.parts()));
        }
        main.raw("</p><p class=\"words\">");
        var codes = new ArrayList<String>();
        int from = 0;
        var matcher = CODE.matcher(sms.text());
        while (matcher.find()) {
            main.text(sms.text().substring(from, matcher.start()))
                    .raw("<b class=\"code\">")
                    .text(matcher.group())
                    .raw("</b>");
            codes.add(matcher.group());
            from = matcher.end();
        }
        main.text(sms.text().substring(from)).raw("</p>");
        for (var code : codes) {
            var label = words.of("phone.code", code);
            copy(main, label, label, code);
        }
        main.raw("</article>");
    }

    private void mailbox(Html main, Words words, Person person) {
        main.raw("<section class=\"mailbox\"><h2>")
                .text(words.of("mail.title"))
                .raw("</h2><p class=\"muted value\">")
                .text(person.email())
                .raw("</p><div data-live=\"mailbox\" aria-live=\"polite\">");
        var box = mailboxes.box(person.email());
        if (box.isEmpty()) {
            main.raw("<p class=\"muted\">").text(words.of("mail.empty")).raw("</p>");
        }
        for (int i = 0; i < box.size(); i++) {
            var mail = box.get(i);
            main.raw("<details class=\"letter\" data-number=\"" + mail.number() + "\"" + (i == 0 ? " open" : "")
                            + "><summary><b>")
                    .text(mail.subject().isBlank() ? words.of("mail.nosubject") : mail.subject())
                    .raw("</b><span class=\"muted\">")
                    .text(mail.from())
                    .raw(" · <time>")
                    .text(TIME.format(mail.at()))
                    .raw("</time></span></summary><div class=\"words\">");
            linked(main, mail.text().isBlank() ? mail.html().replaceAll("<[^>]*>", " ") : mail.text());
            main.raw("</div>");
            if (!mail.html().isBlank()) {
                main.raw("<details class=\"laid-out\"><summary>")
                        .text(words.of("mail.html"))
                        .raw(
                                "</summary><iframe sandbox=\"allow-popups allow-popups-to-escape-sandbox\" loading=\"lazy\" title=\"")
                        .text(words.of("mail.html"))
                        .raw("\" src=\"/letters/" + mail.number() + "\"></iframe></details>");
            }
            main.raw("</details>");
        }
        main.raw("</div></section>");
    }

    /** Text whose addresses can be followed, in a window that does not know where it came from. */
    private static void linked(Html main, String text) {
        int from = 0;
        var link = LINK.matcher(text);
        while (link.find()) {
            main.text(text.substring(from, link.start()))
                    .raw("<a target=\"_blank\" rel=\"noopener noreferrer\" href=\"")
                    .text(link.group())
                    .raw("\">")
                    .text(link.group())
                    .raw("</a>");
            from = link.end();
        }
        main.text(text.substring(from));
    }

    // ---- faults ---------------------------------------------------------------------------------------------------

    private String faultsPage(Words words, int seconds) {
        var on = faults.all();
        return frame(words, words.of("faults.title"), "/faults", main -> {
            main.raw("<h1>")
                    .text(words.of("faults.title"))
                    .raw("</h1><p class=\"lead\">")
                    .text(words.of("faults.about"))
                    .raw("</p><form method=\"post\" action=\"/faults\"><p class=\"row\"><label for=\"seconds\">")
                    .text(words.of("faults.seconds"))
                    .raw("</label><select id=\"seconds\" name=\"seconds\">");
            for (int choice : new int[] {10, 30, 60, 300}) {
                main.raw("<option value=\"" + choice + "\"" + (choice == seconds ? " selected" : "") + ">")
                        .text(choice < 60 ? words.of("faults.second", choice) : words.of("faults.minute", choice / 60))
                        .raw("</option>");
            }
            main.raw("</select></p><ul class=\"systems\">");
            for (var system : Outside.values()) {
                system(main, words, system, on.get(system));
            }
            main.raw("</ul></form>");
        });
    }

    private void system(Html main, Words words, Outside system, Faults.@Nullable On on) {
        var key = system.key();
        main.raw("<li class=\"system" + (on == null ? "" : " broken") + "\" id=\"" + key + "\"><div><h2>")
                .text(words.of("outside." + key))
                .raw("</h2><p class=\"muted\">")
                .text(words.of("outside." + key + ".about"))
                .raw("</p></div><div class=\"state\"><p class=\"lamp\">");
        if (on == null) {
            main.text(words.of("faults.well")).raw("</p>");
        } else {
            long left = Duration.between(clock.instant(), on.until()).toSeconds() + 1;
            main.raw("<b>")
                    .text(words.of("fault." + on.fault().key()))
                    .raw("</b> · <span data-left=\"" + left + "\" data-words=\"")
                    .text(words.of("faults.left"))
                    .raw("\">")
                    .text(words.of("faults.left", left))
                    .raw("</span></p><button name=\"order\" value=\"" + key + ":none\" class=\"button\">")
                    .text(words.of("faults.end"))
                    .raw("</button>");
        }
        main.raw("</div><div class=\"kinds\">");
        for (var fault : Fault.values()) {
            if (fault != Fault.NONE && fault.befalls(system)) {
                main.raw("<button name=\"order\" value=\"" + key + ":" + fault.key() + "\" class=\"kind\"")
                        .raw(" aria-pressed=\"" + (on != null && on.fault() == fault) + "\"><b>")
                        .text(words.of("fault." + fault.key()))
                        .raw("</b><span>")
                        .text(words.of("fault." + fault.key() + ".about"))
                        .raw("</span></button>");
            }
        }
        main.raw("</div></li>");
    }

    private static String name(Fate.Ending ending) {
        return ending.name().toLowerCase(Locale.ROOT);
    }

    private static Telephone telephone(Person person) {
        return Telephone.of(person.phone()).orElseThrow();
    }
}
