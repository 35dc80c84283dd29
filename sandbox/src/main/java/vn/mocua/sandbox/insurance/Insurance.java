package vn.mocua.sandbox.insurance;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import vn.mocua.sandbox.fault.Afflicted;
import vn.mocua.sandbox.fault.Faults;
import vn.mocua.sandbox.fault.Outside;
import vn.mocua.sandbox.web.ClientTokens;
import vn.mocua.sandbox.web.Front;
import vn.mocua.sandbox.web.Reply;
import vn.mocua.sandbox.web.Request;
import vn.mocua.sandbox.web.Unacceptable;

/** The axis and the agency behind it, everything below {@code /insurance}. */
public final class Insurance implements Front.Room {

    /** Where a record is asked for. */
    public static final String LOOK_UP = "/insurance/BaoHiemXaHoi/TraCuuThongTinHoGiaDinh";

    public static final String TOKEN = "/insurance/oauth2/token";

    /** How long a number that is never answered is left hanging before the line is closed. */
    private static final Duration SILENCE = Duration.ofSeconds(60);

    private final Register register;
    private final Front.Room answering;
    private final ClientTokens tokens;
    private final AtomicInteger nonsense = new AtomicInteger();

    public Insurance(String clientId, String clientSecret, Register register, Faults faults, Clock clock) {
        this.register = register;
        answering = new Afflicted(faults, Outside.INSURANCE, this::rightly, this::babble);
        tokens = new ClientTokens("axis", clientId, clientSecret, List.of("bhxh"), clock);
    }

    @Override
    public Reply answer(Request request) throws InterruptedException {
        return answering.answer(request);
    }

    private Reply rightly(Request request) throws InterruptedException {
        return switch (request.path()) {
            case TOKEN -> tokens.issue(request);
            case LOOK_UP -> lookUp(request);
            default -> refused(404, "NOT_FOUND");
        };
    }

    private Reply lookUp(Request request) throws InterruptedException {
        if (!request.method().equals("POST")) {
            return refused(405, "METHOD_NOT_ALLOWED").with("Allow", "POST");
        }
        if (tokens.scopesOf(request).isEmpty()) {
            return refused(401, "UNAUTHORIZED").with("WWW-Authenticate", "Bearer");
        }
        String number;
        try {
            var body = request.json();
            number = body.path("maSoBhxh").asString("");
            if (!Set.copyOf(body.propertyNames()).equals(Set.of("maSoBhxh"))
                    || !body.path("maSoBhxh").isString()
                    || !number.matches("[0-9]{10}|[0-9]{12}")) {
                return refused(400, "BAD_REQUEST");
            }
        } catch (Unacceptable e) {
            return refused(e.status(), "BAD_REQUEST");
        }
        var lie = register.lie(number);
        return lie.isPresent() ? lied(number, lie.get()) : truth(number);
    }

    private Reply truth(String number) {
        return register.find(number)
                .map(insured -> envelope("00", insured.json()))
                .orElseGet(() -> envelope("01", null));
    }

    /** Somebody who never was, told in a way that no contract allows. */
    private Reply lied(String number, String lie) throws InterruptedException {
        var json = new Insured(number, "Nguy\u1EC5n An", "1990-03-12", "1", "1", "", "", "").json();
        switch (lie) {
            case "wrong-person" -> json.put("maSoBhxh", "9000000000");
            case "missing-field" -> json.remove("soDinhDanh");
            case "extra-field" -> json.put("maDonVi", "TZ0001Z");
            case "wrong-charset" -> {
                var body = envelope("00", json).body();
                var text = new String(body, StandardCharsets.UTF_8).replace("\u1EC5", "\u00EA");
                return Reply.of(200, "application/json", text.getBytes(StandardCharsets.ISO_8859_1));
            }
            case "silent" -> {
                Thread.sleep(SILENCE);
                return Reply.hangUp();
            }
            default -> throw new IllegalStateException("no such lie: " + lie);
        }
        return envelope("00", json);
    }

    /** As the axis wraps what an agency answers. */
    private static Reply envelope(String errorCode, @Nullable Map<String, Object> successful) {
        var answer = new LinkedHashMap<String, @Nullable Object>();
        answer.put("successful", successful);
        answer.put("errorCode", errorCode);
        var envelope = new LinkedHashMap<String, Object>();
        envelope.put("code", "200");
        envelope.put("status", "OK");
        envelope.put("correlationId", UUID.randomUUID().toString());
        envelope.put("response", Map.of("TST_TraCuuThongTinHoGiaDinhResponse", answer));
        return Reply.json(envelope).with("Cache-Control", "no-store");
    }

    private static Reply refused(int status, String word) {
        var envelope = new LinkedHashMap<String, Object>();
        envelope.put("code", String.valueOf(status));
        envelope.put("status", word);
        envelope.put("correlationId", UUID.randomUUID().toString());
        return Reply.json(status, envelope);
    }

    /** Nonsense in turn: a web page, a torn JSON, words that no contract knows, a list, an empty object. */
    private Reply babble() {
        return switch (nonsense.getAndIncrement() % 5) {
            case 0 -> Reply.html(200, "<!doctype html><title>Gateway</title><h1>It works!</h1>");
            case 1 -> Reply.of(200, "application/json", "{\"code\":\"20".getBytes(StandardCharsets.UTF_8));
            case 2 ->
                Reply.of(
                        200,
                        "application/json",
                        JsonMapper.shared()
                                .writeValueAsBytes(Map.of("code", "perhaps", "response", 42, "access_token", 42)));
            case 3 -> Reply.json(List.of(1, 2, 3));
            default -> Reply.json(Map.of());
        };
    }
}
