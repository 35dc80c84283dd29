package vn.mocua.sandbox.mss;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import vn.mocua.sandbox.web.Front;
import vn.mocua.sandbox.web.Reply;
import vn.mocua.sandbox.web.Request;

/** A service of the older dialect, whose authorisation waits for the person (docs/protocols/sim-signing-csc.md). */
final class CscV1 implements Front.Room {

    private static final Network NETWORK = Network.KHAC;

    private final Answering answering;
    private final CscKeys keys;
    private final CscTokens tokens;
    private final Sads sads = new Sads();

    CscV1(Answering answering, String secret) {
        this.answering = answering;
        keys = new CscKeys(answering, NETWORK);
        tokens = new CscTokens(answering.clientId(), secret, answering.clock());
    }

    @Override
    public Reply answer(Request request) throws InterruptedException {
        try {
            if (!request.method().equals("POST")) {
                return new CscRefused(405, "invalid_request", "Only POST is answered here")
                        .reply()
                        .with("Allow", "POST");
            }
            var path = request.path().substring(NETWORK.path().length());
            if (path.equals("/ras/v1/login")) {
                return login(Csc.body(request));
            }
            var user = tokens.user(request);
            var body = Csc.body(request);
            return (switch (path) {
                        case "/csc/v1/credentials/list" ->
                            Reply.json(Map.of(
                                    "credentialIDs",
                                    mine(CscKeys.text(body, "userID"), user) ? keys.list(body) : List.of()));
                        case "/csc/v1/credentials/info" -> Reply.json(keys.info(own(body, user), "1"));
                        case "/csc/v1/credentials/authorize" -> authorize(own(body, user));
                        case "/csc/v1/signatures/signHash" ->
                            Reply.json(Map.of(
                                    "signatures",
                                    List.of(Csc.signed(own(body, user), "hash", "hashAlgo", keys, sads)
                                            .text())));
                        default -> new CscRefused(404, "invalid_request", "Nothing is here").reply();
                    })
                    .with("Cache-Control", "no-store");
        } catch (CscRefused e) {
            return e.reply();
        }
    }

    private Reply login(JsonNode body) throws CscRefused {
        tokens.check(CscKeys.text(body, "client_id"), CscKeys.text(body, "client_secret"));
        var unused = CscKeys.text(body, "profile_id");
        var user = CscKeys.text(body, "user_id");
        var sim = keys.find(user).orElseThrow(() -> CscRefused.request("Invalid user"));
        return tokens.token(sim.phone().value());
    }

    private boolean mine(String asked, String user) {
        return keys.find(asked).filter(sim -> sim.phone().value().equals(user)).isPresent();
    }

    /** The body, when its key is the token's user's. */
    private JsonNode own(JsonNode body, String user) throws CscRefused {
        if (!keys.named(body).phone().value().equals(user)) {
            throw CscRefused.parameter("credentialID");
        }
        return body;
    }

    private Reply authorize(JsonNode body) throws CscRefused, InterruptedException {
        if (body.path("numSignatures").asInt(0) != 1) {
            throw CscRefused.parameter("numSignatures");
        }
        var documents = body.path("documents");
        if (!documents.isArray() || documents.size() != 1) {
            throw CscRefused.missing("documents");
        }
        var name = documents.get(0).path("document_name").asString("");
        var text = body.path("description").asString("");
        var prompt = keys.ask(
                keys.named(body), CscKeys.hash(body, "hash", "hashAlgo"), text.isEmpty() ? name : text, Csc.LIFE);
        var state = answering.prompts().await(prompt, Csc.LIFE.plus(Duration.ofSeconds(1)));
        return switch (state) {
            case SIGNED -> prompt.trouble() == Trouble.GARBAGE ? answering.babble() : Csc.sad(sads, prompt, keys.now());
            default -> throw CscKeys.end(state);
        };
    }
}
