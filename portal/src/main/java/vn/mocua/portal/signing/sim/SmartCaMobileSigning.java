package vn.mocua.portal.signing.sim;

import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.springframework.http.MediaType;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vn.mocua.portal.identity.PhoneNumber;
import vn.mocua.portal.outside.HttpAnswer;
import vn.mocua.portal.outside.OutsideHttp;
import vn.mocua.portal.outside.OutsideUnavailable;
import vn.mocua.portal.outside.OutsideUnavailable.Why;

/** Speaks the JSON of VNPT SmartCA: docs/protocols/sim-signing-smartca.md. */
final class SmartCaMobileSigning implements MobileSigning {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final Pattern TRAN_CODE = Pattern.compile("[A-Za-z0-9_-]{1,100}");

    private final SimProvider provider;
    private final SimSettings.Provider settings;
    private final RestClient client;
    private final Clock clock;
    private final String clientId;
    private final String secret;

    SmartCaMobileSigning(SimProvider provider, SimSettings.Provider settings, OutsideHttp http, Clock clock) {
        this.provider = provider;
        this.settings = settings;
        this.clock = clock;
        // The same transaction_id with the same content is the same transaction.
        this.client = http.client(provider.system(), settings.url())
                .requestInterceptor(OutsideHttp.onceMore())
                .build();
        this.clientId = Wanted.of(provider, "client-id", settings.clientId());
        this.secret = Wanted.of(provider, "client-secret", settings.clientSecret());
    }

    @Override
    public Holding certificates(PhoneNumber phone) {
        var question = new LinkedHashMap<String, Object>();
        question.put("user_id", Wanted.userId(settings, phone));
        question.put("serial_number", "");
        question.put("transaction_id", UUID.randomUUID().toString());
        var answer = post("/credentials/get_certificate", question);
        if (answer.status() != 200) {
            return new Holding.Nothing(code(answer), detail(answer));
        }
        var listed = answer.json().path("data").path("user_certificates");
        var usable = new ArrayList<Credential>();
        var spoilt = Optional.<Code>empty();
        for (var each : listed.values()) {
            switch (each.path("cert_status").asString("")) {
                case "EXPIRED" -> spoilt = Optional.of(Code.CERT_EXPIRED);
                case "REVOKED", "SUSPENDED" -> spoilt = Optional.of(Code.CERT_REVOKED);
                default -> usable.add(credential(each));
            }
        }
        return usable.isEmpty()
                ? new Holding.Nothing(spoilt.orElse(Code.NO_CERT), "no certificate in force")
                : new Holding.Certificates(List.copyOf(usable));
    }

    private Credential credential(JsonNode each) {
        var chain = new ArrayList<byte[]>();
        chain.add(der(each.path("cert_data")).orElseThrow(() -> nonsense("a certificate is missing")));
        der(each.path("chain_data").path("ca_cert")).ifPresent(chain::add);
        return new Credential(each.path("serial_number").asString(""), List.copyOf(chain));
    }

    private static Optional<byte[]> der(JsonNode value) {
        return value.isString() && !value.asString().isEmpty()
                ? Optional.of(Base64.getDecoder().decode(value.asString()))
                : Optional.empty();
    }

    @Override
    public Status start(Prompt prompt) {
        var file = new LinkedHashMap<String, Object>();
        file.put("doc_id", "1");
        file.put("file_type", "p7s");
        file.put("sign_type", "hash");
        file.put("data_to_be_signed", Base64.getEncoder().encodeToString(prompt.hash()));
        var question = new LinkedHashMap<String, Object>();
        question.put("user_id", Wanted.userId(settings, prompt.phone()));
        question.put("transaction_id", prompt.id().toString());
        question.put("transaction_desc", prompt.text());
        question.put("serial_number", prompt.credential().name());
        question.put("time_stamp", STAMP.format(clock.instant()));
        question.put("sign_files", List.of(file));
        var answer = post("/signatures/sign", question);
        if (answer.status() != 200) {
            return new Status.Failed(code(answer), detail(answer));
        }
        var code = answer.json().path("data").path("tran_code").asString("");
        if (!TRAN_CODE.matcher(code).matches()) {
            throw nonsense("no tran_code");
        }
        return new Status.Pending(code);
    }

    @Override
    public Status ask(String transaction) {
        var answer = post("/signatures/sign/" + transaction + "/status", Map.of());
        if (answer.status() != 200) {
            return new Status.Failed(answer.status() == 404 ? Code.UNKNOWN_TXN : code(answer), detail(answer));
        }
        var data = answer.json().path("data");
        var status = data.path("tran_status").asInt(-1);
        return switch (status) {
            case 4000 -> new Status.Pending(transaction);
            case 1 -> signed(data.path("signatures"));
            case 4001 -> new Status.Failed(Code.USER_TIMEOUT, "4001");
            case 4002 -> new Status.Failed(Code.USER_CANCELLED, "4002");
            case 4003 -> new Status.Failed(Code.PIN_BLOCKED, "4003");
            case 4004 -> new Status.Failed(Code.PROVIDER_DOWN, "4004");
            default -> throw nonsense("tran_status " + status);
        };
    }

    private Status signed(JsonNode signatures) {
        if (!signatures.isArray() || signatures.size() != 1) {
            throw nonsense("not one signature");
        }
        return new Status.Signed(
                der(signatures.path(0).path("signature_value")).orElseThrow(() -> nonsense("no signature")),
                new byte[0]);
    }

    private static Code code(HttpAnswer answer) {
        return switch (answer.status()) {
            case 400 -> Code.BAD_REQUEST;
            case 401 -> Code.PROVIDER_AUTH;
            case 403 -> Code.CERT_REVOKED;
            case 404 -> Code.NO_CERT;
            case 409 -> Code.ALREADY_IN_PROGRESS;
            case 429 -> Code.QUOTA;
            default -> throw new IllegalStateException("not a refusal");
        };
    }

    private static String detail(HttpAnswer answer) {
        return Integer.toString(answer.status());
    }

    private HttpAnswer post(String path, Map<String, Object> question) {
        var whole = new LinkedHashMap<String, Object>();
        whole.put("sp_id", clientId);
        whole.put("sp_password", secret);
        whole.putAll(question);
        var answer = client.post()
                .uri(Wanted.below(settings, path))
                .contentType(MediaType.APPLICATION_JSON)
                .accept(MediaType.APPLICATION_JSON)
                .body(JSON.writeValueAsBytes(whole))
                .exchangeForRequiredValue((request, response) -> HttpAnswer.of(provider.system(), response));
        return switch (answer.status()) {
            // The status stands in the body too; where they differ, somebody else answered.
            case 200, 400, 401, 403, 404, 409, 429 -> {
                if (answer.json().path("status_code").asInt(-1) != answer.status()) {
                    throw nonsense("status " + answer.status() + " is not SmartCA's");
                }
                yield answer;
            }
            default -> throw new OutsideUnavailable(provider.system(), Why.BROKEN, "status " + answer.status());
        };
    }

    private OutsideUnavailable nonsense(String detail) {
        return OutsideUnavailable.nonsense(provider.system(), detail);
    }
}
