package vn.mocua.sandbox.page;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import vn.mocua.sandbox.ca.Authorities;
import vn.mocua.sandbox.fault.Faults;
import vn.mocua.sandbox.insurance.Register;
import vn.mocua.sandbox.mail.Mailboxes;
import vn.mocua.sandbox.phone.Phones;
import vn.mocua.sandbox.town.Cast;
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

    private final Cast cast;
    private final Mailboxes mailboxes;
    private final Frame frame;
    private final PeoplePage people;
    private final PhonePage phone;
    private final FaultsPage faultsPage;
    private final Orders orders;
    private final Events events;

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
        this.mailboxes = mailboxes;
        frame = new Frame(portal);
        var dossier = new Dossier(insurance, postIds, vneids, registered);
        people = new PeoplePage(frame, dossier, cast, vneids, authorities, phones, sim);
        phone = new PhonePage(frame, dossier, authorities, phones, new MailboxPart(mailboxes), sim);
        faultsPage = new FaultsPage(frame, faults, clock);
        orders = new Orders(cast, vneids, authorities, make, sim, faults);
        events = new Events(cast, phones, mailboxes, sim);
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
            return orders.carryOut(request);
        }
        if (!request.method().equals("GET") && !request.method().equals("HEAD")) {
            throw new Unacceptable(405, "only GET and POST are answered here");
        }
        var path = request.path();
        if (FILES.containsKey(path)) {
            return file(path);
        }
        return switch (path) {
            case "/" -> now(people.show(words));
            case "/faults" -> now(faultsPage.show(words, seconds(request)));
            case "/phones" -> lookUp(request, words);
            case "/language" -> language(request);
            default -> somebodys(path, words).orElseGet(() -> missing(words));
        };
    }

    private Optional<Reply> somebodys(String path, Words words) {
        var id = path.substring(path.lastIndexOf('/') + 1);
        return switch (path.substring(0, path.length() - id.length())) {
            case "/people/" -> cast.find(id).map(person -> now(phone.show(words, person, Dossier.phoneOf(person))));
            case "/phones/" -> Telephone.of(id).map(number -> phoneOf(words, number));
            case "/events/" -> Telephone.of(id).map(events::of);
            default -> Optional.empty();
        };
    }

    /** A page that shows how things are now. */
    private static Reply now(String page) {
        return Reply.html(200, page).with("Cache-Control", "no-store");
    }

    /** For how long the next fault lasts. */
    private static int seconds(Request request) {
        return request.query("seconds")
                .filter(text -> text.matches("[0-9]{1,4}"))
                .map(Integer::parseInt)
                .orElse(30);
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
                        frame.around(
                                words,
                                words.of("look.title"),
                                "/",
                                main -> main.raw("<h1>")
                                        .text(words.of("look.title"))
                                        .raw("</h1><p class=\"lead\">")
                                        .text(words.of("look.wrong"))
                                        .raw("</p>")
                                        .raw(PeoplePage.lookUpForm(words)))));
    }

    private Reply phoneOf(Words words, Telephone phone) {
        return cast.byPhone(phone)
                .map(person -> Reply.see("/people/" + person.id()))
                .orElseGet(() -> now(this.phone.show(words, null, phone)));
    }

    private static Reply file(String path) {
        try (var in = Objects.requireNonNull(Pages.class.getResourceAsStream(path.substring(1)), path)) {
            return Reply.of(200, String.valueOf(FILES.get(path)), in.readAllBytes())
                    .with("Cache-Control", "max-age=60");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Reply missing(Words words) {
        return Reply.html(
                404,
                frame.around(
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
}
