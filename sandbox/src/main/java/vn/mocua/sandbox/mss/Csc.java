package vn.mocua.sandbox.mss;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import vn.mocua.sandbox.web.Front;
import vn.mocua.sandbox.web.Reply;
import vn.mocua.sandbox.web.Request;
import vn.mocua.sandbox.web.Unacceptable;

/** A signature service that speaks CSC API v2 (docs/protocols/sim-signing-csc.md). */
final class Csc implements Front.Room {

    static final Duration LIFE = Duration.ofSeconds(120);
    private static final Network NETWORK = Network.MOBI;
    private static final Pattern WAIT = Pattern.compile("(?:^|[,;\\s])wait=([0-9]{1,2})(?:$|[,;\\s])");
    private static final int LONGEST_WAIT = 60;

    /** How long a signature of mode A takes. */
    private static final Duration WORK = Duration.ofSeconds(1);

    /** An answer of mode A. */
    private record Signed(String signature, Instant from, Instant until) {}

    private final Answering answering;
    private final CscKeys keys;
    private final CscTokens tokens;
    private final Sads sads = new Sads();
    private final Orders<Sim> handles;
    private final Orders<Signed> answers;
    private final String here;

    Csc(Answering answering, String secret, String here) {
        this.answering = answering;
        this.here = here;
        keys = new CscKeys(answering, NETWORK);
        tokens = new CscTokens(answering.clientId(), secret, answering.clock());
        handles = new Orders<>(answering.prompts());
        answers = new Orders<>(answering.prompts());
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
            if (path.equals("/oauth2/token")) {
                return tokens.issue(request);
            }
            if (path.equals("/info")) {
                return Reply.json(info());
            }
            var unused = tokens.user(request);
            var body = body(request);
            return (switch (path) {
                        case "/credentials/list" -> Reply.json(Map.of("credentialIDs", keys.list(body)));
                        case "/credentials/info" -> Reply.json(keys.info(body, "2"));
                        case "/credentials/authorize" -> authorize(request, body);
                        case "/credentials/authorizeCheck" -> check(body);
                        case "/signatures/signHash" -> sign(body);
                        case "/signatures/signPolling" -> poll(body);
                        default -> new CscRefused(404, "invalid_request", "Nothing is here").reply();
                    })
                    .with("Cache-Control", "no-store");
        } catch (CscRefused e) {
            return e.reply();
        }
    }

    static JsonNode body(Request request) throws CscRefused {
        try {
            return request.json();
        } catch (Unacceptable e) {
            throw new CscRefused(e.status(), "invalid_request", String.valueOf(e.getMessage()));
        }
    }

    private Map<String, Object> info() {
        var info = new LinkedHashMap<String, Object>();
        info.put("specs", "2.0.0.2");
        info.put("name", "Ph\u1ED1 Th\u1EED K\u00FD s\u1ED1");
        info.put("logo", here + "/favicon.svg");
        info.put("region", "VN");
        info.put("lang", "vi");
        info.put("description", "Signatures of the sandbox, without legal effect");
        info.put("authType", List.of("oauth2client"));
        info.put("oauth2", here + NETWORK.path());
        info.put("asynchronousOperationMode", true);
        info.put(
                "methods",
                List.of(
                        "credentials/list",
                        "credentials/info",
                        "credentials/authorize",
                        "credentials/authorizeCheck",
                        "signatures/signHash",
                        "signatures/signPolling"));
        var algorithms = new ArrayList<>(List.of("1.2.840.113549.1.1.1"));
        Arrays.stream(Hash.Algorithm.values()).forEach(algorithm -> algorithms.add(algorithm.signatureOid));
        info.put("signAlgorithms", Map.of("algos", algorithms));
        return info;
    }

    private Reply authorize(Request request, JsonNode body) throws CscRefused, InterruptedException {
        var sim = keys.named(body);
        if (body.path("numSignatures").asInt(0) != 1) {
            throw CscRefused.parameter("numSignatures");
        }
        var hash = CscKeys.hash(body, "hashes", "hashAlgorithmOID");
        var prompt = keys.ask(sim, hash, body.path("description").asString(""), LIFE);
        handles.put(prompt.id(), prompt, sim);
        var wait = request.header("Prefer").map(WAIT::matcher).filter(Matcher::find);
        if (wait.isPresent()) {
            var seconds = Math.min(LONGEST_WAIT, Integer.parseInt(wait.get().group(1)));
            var unused = answering.prompts().await(prompt, Duration.ofSeconds(seconds));
        }
        return standing(prompt);
    }

    private Reply check(JsonNode body) throws CscRefused {
        var handle = CscKeys.text(body, "handle");
        var prompt = handles.find(handle)
                .flatMap(sim -> answering.prompts().find(handle))
                .orElseThrow(() -> CscRefused.parameter("handle"));
        return standing(prompt);
    }

    private Reply standing(Prompt prompt) throws CscRefused {
        var state = answering.prompts().state(prompt);
        return switch (state) {
            case OPEN -> {
                var left = Duration.between(keys.now(), prompt.expires()).toSeconds();
                var json = new LinkedHashMap<String, Object>();
                json.put("handle", prompt.id());
                json.put("expiresIn", Math.max(0, left));
                yield Reply.json(202, json);
            }
            case SIGNED -> prompt.trouble() == Trouble.GARBAGE ? answering.babble() : sad(sads, prompt, keys.now());
            default -> throw CscKeys.end(state);
        };
    }

    static Reply sad(Sads sads, Prompt prompt, Instant now) {
        var json = new LinkedHashMap<String, Object>();
        json.put("SAD", sads.of(prompt, now));
        json.put("expiresIn", Sads.LIFETIME.toSeconds());
        return Reply.json(json);
    }

    private Reply sign(JsonNode body) throws CscRefused {
        var mode = body.path("operationMode").asString("S");
        if (!mode.equals("S") && !mode.equals("A")) {
            throw CscRefused.parameter("operationMode");
        }
        var signature = signed(body, "hashes", "hashAlgorithmOID", keys, sads);
        if (mode.equals("S")) {
            return Reply.json(Map.of("signatures", List.of(signature.text())));
        }
        var id = Prompts.token();
        long life = body.path("validity_period").asLong(Prompts.MEMORY.toMillis());
        if (life < 1) {
            throw CscRefused.parameter("validity_period");
        }
        answers.put(
                id,
                signature.prompt(),
                new Signed(
                        signature.text(),
                        keys.now().plus(WORK),
                        keys.now().plusMillis(Math.min(life, Prompts.MEMORY.toMillis()))));
        return Reply.json(Map.of("responseID", id));
    }

    /** A signature, and the prompt that allowed it. */
    record Signature(String text, Prompt prompt) {}

    static Signature signed(JsonNode body, String field, String algorithmField, CscKeys keys, Sads sads)
            throws CscRefused {
        var sim = keys.named(body);
        var sad = CscKeys.text(body, "SAD");
        var hash = CscKeys.hash(body, field, algorithmField);
        var prompt = sads.look(sad, keys.now());
        if (prompt == null || !prompt.sim().phone().equals(sim.phone())) {
            throw CscRefused.request("SAD expired");
        }
        if (!prompt.hash().isSame(hash)) {
            throw CscRefused.request("Hash is not authorized by the SAD");
        }
        var signature = keys.sign(prompt, body, hash);
        if (sads.use(sad, keys.now()) == null) {
            throw CscRefused.request("SAD expired"); // somebody else was quicker
        }
        return new Signature(signature, prompt);
    }

    private Reply poll(JsonNode body) throws CscRefused {
        var name = body.path("requestID").isString() ? "requestID" : "responseID";
        var answer = answers.find(CscKeys.text(body, name))
                .filter(signed -> signed.until().isAfter(keys.now()))
                .orElseThrow(() -> CscRefused.parameter("requestID"));
        return answer.from().isAfter(keys.now())
                ? Reply.json(202, Map.of("error", "accepted_request", "error_description", "It is being signed"))
                : Reply.json(Map.of("signatures", List.of(answer.signature())));
    }
}
