package vn.mocua.sandbox.operator;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import vn.mocua.sandbox.fault.Afflicted;
import vn.mocua.sandbox.fault.Faults;
import vn.mocua.sandbox.fault.Outside;
import vn.mocua.sandbox.town.Cast;
import vn.mocua.sandbox.town.Subscriber;
import vn.mocua.sandbox.town.Telephone;
import vn.mocua.sandbox.web.ClientTokens;
import vn.mocua.sandbox.web.Front;
import vn.mocua.sandbox.web.Reply;
import vn.mocua.sandbox.web.Request;
import vn.mocua.sandbox.web.Unacceptable;

/** The mobile operator: its token issuer and its two interfaces, everything below {@code /operator}. */
public final class Operator implements Front.Room {

    /** How long a number of the fate operator-silent is left hanging before the line is closed. */
    private static final Duration SILENCE = Duration.ofSeconds(60);

    private static final List<String> SCOPES =
            List.of("kyc-match:match", "sim-swap", "sim-swap:check", "sim-swap:retrieve-date");

    private static final Pattern CORRELATOR = Pattern.compile("^[a-zA-Z0-9-_:;./<>{}]{0,256}$");
    private static final Pattern E164 = Pattern.compile("^[+][1-9][0-9]{4,14}$");

    /** One operation of an interface: what it answers about a subscriber when asked with this body. */
    interface Operation {
        Set<String> scopes();

        Set<String> properties();

        /** Judges the body before anybody is looked up. */
        void check(JsonNode body) throws Refused;

        Map<String, Object> answer(JsonNode body, Subscriber subscriber) throws Refused;
    }

    private final Cast cast;
    private final Front.Room answering;
    private final ClientTokens tokens;
    private final Map<String, Operation> operations;
    private final AtomicInteger nonsense = new AtomicInteger();

    public Operator(String clientId, String clientSecret, Cast cast, Faults faults, Clock clock) {
        this.cast = cast;
        answering = new Afflicted(faults, Outside.TELCO, this::rightly, this::babble);
        tokens = new ClientTokens("operator", clientId, clientSecret, SCOPES, clock);
        var simSwap = new SimSwap(clock);
        operations = Map.of(
                "/operator/kyc-match/vwip/match", new KycMatch(),
                "/operator/sim-swap/vwip/check", simSwap.check(),
                "/operator/sim-swap/vwip/retrieve-date", simSwap.retrieveDate());
    }

    @Override
    public Reply answer(Request request) throws InterruptedException {
        return answering.answer(request);
    }

    private Reply rightly(Request request) throws InterruptedException {
        if (request.path().equals("/operator/oauth2/token")) {
            return tokens.issue(request);
        }
        var correlator = request.header("x-correlator");
        Reply reply;
        try {
            if (correlator.isPresent() && !CORRELATOR.matcher(correlator.get()).matches()) {
                correlator = Optional.empty();
                throw Refused.invalidArgument("x-correlator has letters that it may not have.");
            }
            reply = operate(request);
        } catch (Refused e) {
            reply = Reply.json(e.status(), e.body());
            if (e.status() == 401) {
                reply = reply.with("WWW-Authenticate", "Bearer");
            } else if (e.status() == 405) {
                reply = reply.with("Allow", "POST");
            }
        }
        return correlator.isPresent() ? reply.with("x-correlator", correlator.get()) : reply;
    }

    private Reply operate(Request request) throws Refused, InterruptedException {
        var operation = operations.get(request.path());
        if (operation == null) {
            throw new Refused(404, "NOT_FOUND", "The specified resource is not found.");
        }
        if (!request.method().equals("POST")) {
            throw new Refused(405, "METHOD_NOT_ALLOWED", "The requested method is not allowed on this resource.");
        }
        if (tokens.scopesOf(request).orElseThrow(Refused::unauthenticated).stream()
                .noneMatch(operation.scopes()::contains)) {
            throw new Refused(
                    403, "PERMISSION_DENIED", "Client does not have sufficient permissions to perform this action.");
        }
        var body = body(request);
        for (var name : body.propertyNames()) {
            if (!operation.properties().contains(name)) {
                throw Refused.invalidArgument("The body has a property that is not declared.");
            }
        }
        var phone = body.path("phoneNumber");
        if (!phone.isMissingNode()
                && (!phone.isString() || !E164.matcher(phone.asString()).matches())) {
            throw Refused.invalidArgument("phoneNumber is not in international format.");
        }
        operation.check(body);
        if (phone.isMissingNode()) {
            throw new Refused(422, "MISSING_IDENTIFIER", "No phone number has been provided");
        }
        if (!phone.asString().startsWith("+84")) {
            throw new Refused(
                    422, "SERVICE_NOT_APPLICABLE", "The service is not applicable for the provided phone number");
        }
        var subscriber = Telephone.of(phone.asString())
                .flatMap(cast::subscriber)
                .orElseThrow(() -> new Refused(
                        404,
                        "IDENTIFIER_NOT_FOUND",
                        "The phone number provided is not associated with a customer account"));
        if (subscriber.silent()) {
            Thread.sleep(SILENCE);
            return Reply.hangUp();
        }
        return Reply.json(operation.answer(body, subscriber)).with("Cache-Control", "no-store");
    }

    private static JsonNode body(Request request) throws Refused {
        try {
            return request.json();
        } catch (Unacceptable e) {
            throw e.status() == 415
                    ? new Refused(415, "UNSUPPORTED_MEDIA_TYPE", "The server refuses to accept the payload's format.")
                    : Refused.invalidArgument("Client specified an invalid argument, request body or query param.");
        }
    }

    /** Nonsense in turn: a web page, a torn JSON, words that no contract knows, a wrong type, an empty object. */
    private Reply babble() {
        return switch (nonsense.getAndIncrement() % 5) {
            case 0 -> Reply.html(200, "<!doctype html><title>Gateway</title><h1>It works!</h1>");
            case 1 -> Reply.of(200, "application/json", "{\"nameMatch\":\"tr".getBytes(StandardCharsets.UTF_8));
            case 2 ->
                Reply.json(Map.of(
                        "nameMatch",
                        "perhaps",
                        "idDocumentMatch",
                        "perhaps",
                        "birthdateMatch",
                        "perhaps",
                        "swapped",
                        "perhaps",
                        "access_token",
                        42,
                        "latestSimChange",
                        "yesterday"));
            case 3 -> Reply.json(List.of(1, 2, 3));
            default -> Reply.json(Map.of());
        };
    }
}
