package vn.mocua.sandbox.mss;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URISyntaxException;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import vn.mocua.sandbox.mss.Prompts.Asked;
import vn.mocua.sandbox.web.Front;
import vn.mocua.sandbox.web.Reply;
import vn.mocua.sandbox.web.Request;
import vn.mocua.sandbox.web.Unacceptable;

/** A signature service that speaks as VNPT SmartCA does (docs/protocols/sim-signing-smartca.md). */
final class SmartCa implements Front.Room {

    private static final Network NETWORK = Network.VIETTEL;
    private static final Duration LIFE = Duration.ofSeconds(300);
    private static final Duration SKEW = Duration.ofMinutes(5);
    private static final int LONGEST_TEXT = 110;
    private static final Pattern STATUS = Pattern.compile("/signatures/sign/([0-9a-f]{32})/status");
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'");

    /** A transaction as it was asked for. */
    private record Order(Prompt prompt, String transaction, String document, List<String> content) {}

    /** A refusal; its number is that of HTTP as well. */
    private static final class Refused extends Exception {
        private final int status;

        Refused(int status, String message) {
            super(message);
            this.status = status;
        }
    }

    private final Answering answering;
    private final byte[] secret;
    private final Hints hints;
    private final Orders<Order> orders;

    SmartCa(Answering answering, String secret, Hints hints) {
        this.answering = answering;
        this.secret = secret.getBytes(UTF_8);
        this.hints = hints;
        orders = new Orders<>(answering.prompts());
    }

    @Override
    public Reply answer(Request request) {
        try {
            if (!request.method().equals("POST")) {
                throw new Refused(405, "METHOD_NOT_ALLOWED");
            }
            var path = request.path().substring(NETWORK.path().length());
            var status = STATUS.matcher(path);
            var body = body(request);
            if (status.matches()) {
                return status(status.group(1));
            }
            return switch (path) {
                case "/credentials/get_certificate" -> certificates(body);
                case "/signatures/sign" -> sign(body);
                default -> throw new Refused(404, "NOT_FOUND");
            };
        } catch (Refused e) {
            return envelope(e.status, String.valueOf(e.getMessage()), null);
        }
    }

    private JsonNode body(Request request) throws Refused {
        JsonNode body;
        try {
            body = request.json();
        } catch (Unacceptable e) {
            throw new Refused(e.status(), "BAD_REQUEST");
        }
        if (!text(body, "sp_id").equals(answering.clientId())
                || !MessageDigest.isEqual(text(body, "sp_password").getBytes(UTF_8), secret)) {
            throw new Refused(401, "SP_CREDENTIAL_INVALID");
        }
        return body;
    }

    // ---- the certificate ------------------------------------------------------------------------------------------

    private Reply certificates(JsonNode body) throws Refused {
        var transaction = transaction(body);
        var wanted = body.path("serial_number").asString("");
        var certificates = find(body)
                .map(sim -> sim.credential().get())
                .filter(credential -> wanted.isEmpty() || wanted.equals(credential.serial()))
                .map(credential -> {
                    var chain = Answering.withoutRoot(credential);
                    var issuers = new LinkedHashMap<String, @Nullable Object>();
                    issuers.put("ca_cert", chain.size() > 1 ? Answering.base64(chain.get(1)) : null);
                    issuers.put("root_cert", null);
                    var certificate = credential.certificate();
                    var standing = answering.sims().standing(credential);
                    var json = new LinkedHashMap<String, Object>();
                    json.put("service_type", "SMARTCA");
                    json.put("service_name", "SIM");
                    json.put("serial_number", credential.serial());
                    json.put("cert_status", standing.equals("valid") ? "ACTIVE" : standing.toUpperCase(Locale.ROOT));
                    json.put("cert_status_code", standing.toUpperCase(Locale.ROOT));
                    json.put("cert_data", Answering.base64(certificate));
                    json.put(
                            "cert_subject",
                            certificate.getSubjectX500Principal().getName());
                    json.put(
                            "cert_valid_from",
                            certificate.getNotBefore().toInstant().toString());
                    json.put(
                            "cert_valid_to",
                            certificate.getNotAfter().toInstant().toString());
                    json.put("chain_data", issuers);
                    json.put("transaction_id", transaction);
                    return List.of(json);
                })
                .orElse(List.of());
        return envelope(200, "SUCCESS", Map.of("user_certificates", certificates));
    }

    private Optional<Sim> find(JsonNode body) throws Refused {
        return answering
                .sims()
                .find(text(body, "user_id"), NETWORK)
                .filter(sim -> !answering.prompts().hasNoKey(sim));
    }

    // ---- the signature --------------------------------------------------------------------------------------------

    private Reply sign(JsonNode body) throws Refused {
        var transaction = transaction(body);
        var text = body.path("transaction_desc").asString("");
        var files = body.path("sign_files");
        if (text.codePointCount(0, text.length()) > LONGEST_TEXT || !files.isArray() || files.size() != 1) {
            throw new Refused(400, "BAD_REQUEST");
        }
        inTime(text(body, "time_stamp"));
        var file = files.get(0);
        var document = text(file, "doc_id");
        var hash = hash(file);
        var notify = notify(body.path("notify_url").asString(""));
        var sim = find(body).orElseThrow(() -> new Refused(404, "CREDENTIAL_NOT_EXIST"));
        var credential = sim.credential().get();
        var serial = body.path("serial_number").asString("");
        if (!serial.isEmpty() && !serial.equals(credential.serial())) {
            throw new Refused(404, "CREDENTIAL_NOT_EXIST");
        }
        if (!answering.sims().standing(credential).equals("valid")) {
            throw new Refused(403, "CREDENTIAL_STATUS_INVALID");
        }
        var content = List.of(
                sim.phone().value(),
                text,
                serial,
                document,
                text(file, "data_to_be_signed"),
                body.path("notify_url").asString(""));
        synchronized (orders) {
            var before = orders.find("transaction " + transaction);
            if (before.isPresent()) {
                if (!before.get().content().equals(content)) {
                    throw new Refused(400, "BAD_REQUEST");
                }
                return started(before.get());
            }
            return switch (answering.prompts().ask(sim, hash, text, LIFE)) {
                case Asked.Busy() -> throw new Refused(409, "TRANSACTION_IN_PROGRESS");
                case Asked.Full() -> throw new Refused(503, "INTERNAL_SERVER_ERROR");
                case Asked.Started(var prompt) -> {
                    var order = new Order(prompt, transaction, document, content);
                    orders.put("transaction " + transaction, prompt, order);
                    orders.put(prompt.id(), prompt, order);
                    notify.ifPresent(to -> answering.prompts().afterwards(prompt, () -> hint(to, order)));
                    yield started(order);
                }
            };
        }
    }

    private static Reply started(Order order) {
        var data = new LinkedHashMap<String, Object>();
        data.put("transaction_id", order.transaction());
        data.put("tran_code", order.prompt().id());
        data.put("expired_in", LIFE.toSeconds());
        return envelope(200, "sig_wait_for_user_confirm", data);
    }

    private Reply status(String code) throws Refused {
        var order = orders.find(code).orElseThrow(() -> new Refused(404, "TRANSACTION_NOT_FOUND"));
        var prompt = order.prompt();
        var state = answering.prompts().state(prompt);
        if (state == Prompt.State.SIGNED && prompt.trouble() == Trouble.GARBAGE) {
            return answering.babble();
        }
        var data = new LinkedHashMap<String, @Nullable Object>();
        data.put("transaction_id", order.transaction());
        data.put("tran_code", prompt.id());
        data.put("tran_status", number(state));
        data.put("signatures", state == Prompt.State.SIGNED ? List.of(signature(order)) : null);
        return envelope(200, message(state), data);
    }

    private Map<String, @Nullable Object> signature(Order order) {
        var prompt = order.prompt();
        var value = prompt.signature(() -> Pen.sign(answering.signer(prompt), answering.signed(prompt)));
        var json = new LinkedHashMap<String, @Nullable Object>();
        json.put("doc_id", order.document());
        json.put("signature_value", Base64.getEncoder().encodeToString(value));
        json.put("timestamp_signature", null);
        return json;
    }

    private static int number(Prompt.State state) {
        return switch (state) {
            case OPEN -> 4000;
            case SIGNED -> 1;
            case TIMED_OUT, UNREACHABLE -> 4001;
            case CANCELLED -> 4002;
            case PIN_BLOCKED -> 4003;
        };
    }

    private static String message(Prompt.State state) {
        return switch (state) {
            case OPEN -> "WAITING_FOR_SIGNER_CONFIRM";
            case SIGNED -> "SUCCESS";
            case TIMED_OUT, UNREACHABLE -> "EXPIRED";
            case CANCELLED -> "SIGNER_REJECTED";
            case PIN_BLOCKED -> "AUTHORIZE_KEY_FAILED";
        };
    }

    /** Says that it is worth asking again, and nothing that anybody could believe. */
    private void hint(URI to, Order order) {
        var state = order.prompt().state;
        var json = new LinkedHashMap<String, Object>();
        json.put("sp_id", answering.clientId());
        json.put("transaction_id", order.transaction());
        json.put("tran_code", order.prompt().id());
        json.put("status_code", 200);
        json.put("message", message(state));
        json.put("tran_status", number(state));
        hints.send(to, json);
    }

    // ---- what is in a body ----------------------------------------------------------------------------------------

    private static String transaction(JsonNode body) throws Refused {
        var transaction = text(body, "transaction_id");
        if (transaction.length() > 64) {
            throw new Refused(400, "BAD_REQUEST");
        }
        return transaction;
    }

    private void inTime(String stamp) throws Refused {
        try {
            var off = Duration.between(
                    LocalDateTime.parse(stamp, TIME).toInstant(ZoneOffset.UTC),
                    answering.clock().instant());
            if (off.abs().compareTo(SKEW) <= 0) {
                return;
            }
        } catch (DateTimeException e) {
            // as wrong as one of another day
        }
        throw new Refused(400, "BAD_REQUEST");
    }

    private static Hash hash(JsonNode file) throws Refused {
        if (!text(file, "sign_type").equals("hash")) {
            throw new Refused(400, "BAD_REQUEST");
        }
        try {
            return Hash.of(Base64.getDecoder().decode(text(file, "data_to_be_signed")))
                    .orElseThrow(() -> new Refused(400, "BAD_REQUEST"));
        } catch (IllegalArgumentException e) {
            throw new Refused(400, "BAD_REQUEST");
        }
    }

    /** Nobody but this machine is called. */
    private static Optional<URI> notify(String url) throws Refused {
        if (url.isEmpty()) {
            return Optional.empty();
        }
        try {
            var uri = new URI(url);
            if ("http".equals(uri.getScheme()) && uri.getHost() != null && LOOPBACK.contains(uri.getHost())) {
                return Optional.of(uri);
            }
        } catch (URISyntaxException e) {
            // no address at all
        }
        throw new Refused(400, "BAD_REQUEST");
    }

    private static String text(JsonNode body, String name) throws Refused {
        var value = body.path(name);
        if (!value.isString() || value.asString().isEmpty()) {
            throw new Refused(400, "BAD_REQUEST");
        }
        return value.asString();
    }

    private static Reply envelope(int status, String message, @Nullable Object data) {
        var json = new LinkedHashMap<String, @Nullable Object>();
        json.put("status_code", status);
        json.put("message", message);
        json.put("data", data);
        return Reply.json(status, json).with("Cache-Control", "no-store");
    }
}
