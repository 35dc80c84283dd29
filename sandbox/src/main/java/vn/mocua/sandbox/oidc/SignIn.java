package vn.mocua.sandbox.oidc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import vn.mocua.sandbox.fault.Fault;
import vn.mocua.sandbox.page.Words;
import vn.mocua.sandbox.web.Reply;
import vn.mocua.sandbox.web.Request;
import vn.mocua.sandbox.web.Unacceptable;

/** What a provider does with the person's browser: it asks who is there and whether to share, and sends them back. */
final class SignIn {

    private static final Words VIETNAMESE = new Words(SignIn.class, "vi");
    private static final Words ENGLISH = new Words(SignIn.class, "en");
    private static final Map<String, String> FILES =
            Map.of("/look.css", "text/css; charset=utf-8", "/mark.svg", "image/svg+xml");
    private static final Duration SESSION = Duration.ofMinutes(30);

    /** A browser in which somebody is signed in here. */
    private record Session(Asked.Present who, Instant until) {}

    private final House house;
    private final String base;
    private final String issuer;
    private final String otherIssuer;
    private final Client client;
    private final SigningKey key;
    private final Shelf<Grant> grants;
    private final Supplier<Fault> fault;
    private final Clock clock;
    private final SignInPages pages;
    private final Shelf<Asked> waiting;
    private final Shelf<Session> sessions;

    SignIn(
            House house,
            String base,
            String issuer,
            String otherIssuer,
            Client client,
            SigningKey key,
            Shelf<Grant> grants,
            Supplier<Fault> fault,
            Clock clock) {
        this.house = house;
        this.base = base;
        this.issuer = issuer;
        this.otherIssuer = otherIssuer;
        this.client = client;
        this.key = key;
        this.grants = grants;
        this.fault = fault;
        this.clock = clock;
        pages = new SignInPages(house);
        waiting = new Shelf<>(clock, Asked::until);
        sessions = new Shelf<>(clock, Session::until);
    }

    Reply answer(Request request, String path) {
        // The pages' forms lead back to the portal, and browsers hold redirects of a form to form-action as well.
        var policy = "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; frame-ancestors 'none'; "
                + "form-action 'self' "
                + client.addresses().collect(Collectors.joining(" "));
        return page(request, path)
                .with("Content-Security-Policy", policy)
                .with("Referrer-Policy", "same-origin")
                .with("X-Frame-Options", "DENY");
    }

    private Reply page(Request request, String path) {
        boolean post = request.method().equals("POST");
        if (post) {
            requireOwnForm(request, path);
        } else if (!request.method().equals("GET")) {
            throw new Unacceptable(405, "only GET and POST are answered here");
        }
        if (FILES.containsKey(path)) {
            return file(path);
        }
        var reply = switch (path) {
            case "/authorize" -> authorize(request, post ? request.form() : request.query());
            case "/sign-in" -> post ? signIn(request, request.form()) : missing(request);
            case "/consent" -> post ? consent(request, request.form()) : missing(request);
            case "/end-session" -> endSession(request, post ? request.form() : request.query());
            default ->
                path.startsWith("/sign-in/") && !post
                        ? again(request, path.substring("/sign-in/".length()))
                        : missing(request);
        };
        return reply.with("Cache-Control", "no-store");
    }

    /** A browser names the page's origin with every POST; only what comes from a portal may come from elsewhere. */
    private static void requireOwnForm(Request request, String path) {
        var origin = request.header("Origin");
        boolean own = origin.isEmpty()
                || origin.get().equals("http://" + request.header("Host").orElse(""));
        if (!own && !path.equals("/authorize") && !path.equals("/end-session")) {
            throw new Unacceptable(403, "that form is not of this site");
        }
    }

    // ---- the portal's question --------------------------------------------------------------------------------------

    /** RFC 6749, 4.1.2.1: to a client or an address that is not registered nobody is ever sent back. */
    private Reply authorize(Request request, Map<String, String> parameters) {
        var words = words(request, null);
        if (!client.id().equals(parameters.get("client_id"))) {
            return Reply.html(400, pages.problem(words, "problem.client"));
        }
        var redirectUri = parameters.getOrDefault("redirect_uri", "");
        if (!client.mayReturnTo(redirectUri)) {
            return Reply.html(400, pages.problem(words, "problem.redirect"));
        }
        try {
            var id = Credentials.hex(16);
            var asked = Asked.of(parameters, house, id, clock.instant());
            var session =
                    session(request).filter(open -> !asked.again() && isFreshEnough(open, parameters.get("max_age")));
            var known = asked.by(session.map(Session::who).orElse(null));
            waiting.put(id, known);
            return ask(request, known, false);
        } catch (Refused e) {
            var answer = new LinkedHashMap<String, String>();
            answer.put("error", e.code());
            answer.put("error_description", e.description());
            return back(redirectUri, parameters.get("state"), answer);
        }
    }

    private boolean isFreshEnough(Session session, @Nullable String maxAge) {
        return maxAge == null
                || maxAge.matches("[0-9]{1,9}")
                        && session.who()
                                .since()
                                .plusSeconds(Long.parseLong(maxAge))
                                .isAfter(clock.instant());
    }

    private Reply again(Request request, String id) {
        return waiting.find(id)
                .map(asked -> ask(request, request.query("other").isPresent() ? asked.by(null) : asked, false))
                .orElseGet(() -> over(request));
    }

    private Reply ask(Request request, Asked asked, boolean wrong) {
        var words = words(request, asked);
        return asked.who() == null
                ? Reply.html(wrong ? 422 : 200, pages.signIn(words, asked, wrong))
                : Reply.html(200, pages.consent(words, asked, asked.who().account()));
    }

    // ---- the person's answers ---------------------------------------------------------------------------------------

    private Reply signIn(Request request, Map<String, String> form) {
        var asked = waiting.find(form.getOrDefault("request", "")).orElse(null);
        if (asked == null) {
            return over(request);
        }
        var account = account(form);
        if (account.isEmpty()) {
            return ask(request, asked.by(null), true);
        }
        var present = new Asked.Present(account.get(), clock.instant());
        waiting.put(asked.id(), asked.by(present));
        var cookie = Credentials.secret(24);
        sessions.put(cookie, new Session(present, clock.instant().plus(SESSION)));
        return Reply.see(base + "/sign-in/" + asked.id()).with("Set-Cookie", cookie(cookie, SESSION));
    }

    /** The account that was picked from the list of the cast, else the one whose password was typed. */
    private Optional<Account> account(Map<String, String> form) {
        var picked = form.get("person");
        if (picked != null) {
            return house.cast().stream()
                    .filter(account -> account.username().equals(picked))
                    .findFirst();
        }
        return house.account(form.getOrDefault("username", "").strip())
                .filter(account -> Tokens.same(account.password(), form.getOrDefault("password", "")));
    }

    private Reply consent(Request request, Map<String, String> form) {
        var asked = waiting.find(form.getOrDefault("request", "")).orElse(null);
        if (asked == null) {
            return over(request);
        }
        var answer = new LinkedHashMap<String, String>();
        var who = asked.who();
        if (form.getOrDefault("decision", "").equals("share") && who != null) {
            var code = Credentials.secret(24);
            grants.put(code, new Grant(asked, who, clock.instant()));
            answer.put("code", code);
        } else if (form.getOrDefault("decision", "").equals("cancel")) {
            answer.put("error", "access_denied");
        } else {
            return ask(request, asked, false);
        }
        waiting.take(asked.id());
        return back(asked.redirectUri(), asked.state(), answer);
    }

    /** Back to the portal, with the state it gave and the issuer's name (RFC 9207). */
    private Reply back(String redirectUri, @Nullable String state, Map<String, String> answer) {
        if (fault.get() == Fault.BAD_STATE) {
            answer.put("state", Credentials.secret(16));
        } else if (state != null) {
            answer.put("state", state);
        }
        answer.put("iss", fault.get() == Fault.MIX_UP ? otherIssuer : issuer);
        return Reply.see(redirectUri
                + answer.entrySet().stream()
                        .map(entry ->
                                entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&", "?", "")));
    }

    // ---- signing out ------------------------------------------------------------------------------------------------

    /** OpenID Connect RP-Initiated Logout 1.0: back to the portal only when a token of ours says that it is its own. */
    private Reply endSession(Request request, Map<String, String> parameters) {
        request.cookie(cookieName()).ifPresent(sessions::take);
        var to = parameters.getOrDefault("post_logout_redirect_uri", "");
        boolean ours = key.read(parameters.getOrDefault("id_token_hint", ""))
                .filter(token -> token.path("aud").asString("").equals(client.id()))
                .isPresent();
        var state = parameters.get("state");
        var reply = ours && client.mayLeaveFor(to)
                ? Reply.see(to + (state == null ? "" : "?state=" + URLEncoder.encode(state, StandardCharsets.UTF_8)))
                : Reply.html(200, pages.signedOut(words(request, null)));
        return reply.with("Set-Cookie", cookie("", Duration.ZERO));
    }

    private Optional<Session> session(Request request) {
        return request.cookie(cookieName()).flatMap(sessions::find);
    }

    private String cookieName() {
        return house.key() + "-session";
    }

    private String cookie(String value, Duration lasting) {
        return cookieName() + "=" + value + "; Path=/" + house.key() + "; Max-Age=" + lasting.toSeconds()
                + "; SameSite=Lax; HttpOnly";
    }

    // ---- the rest ---------------------------------------------------------------------------------------------------

    private Reply over(Request request) {
        return Reply.html(400, pages.problem(words(request, null), "problem.over"));
    }

    private Reply missing(Request request) {
        return Reply.html(404, pages.problem(words(request, null), "problem.missing"));
    }

    private static Words words(Request request, @Nullable Asked asked) {
        var wished = asked == null ? null : asked.language();
        var language = request.cookie("language").orElse(wished == null ? "vi" : wished);
        return language.equals("en") ? ENGLISH : VIETNAMESE;
    }

    private Reply file(String path) {
        var type = String.valueOf(FILES.get(path));
        var own = read(house.key() + path.substring(path.lastIndexOf('.')));
        var bytes = path.endsWith(".css") ? own + read("provider.css") : own;
        return Reply.of(200, type, bytes.getBytes(StandardCharsets.UTF_8)).with("Cache-Control", "max-age=60");
    }

    private static String read(String name) {
        try (var in = Objects.requireNonNull(SignIn.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
