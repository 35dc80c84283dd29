package vn.mocua.sandbox.province;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.json.JsonMapper;
import vn.mocua.sandbox.fault.Afflicted;
import vn.mocua.sandbox.fault.Faults;
import vn.mocua.sandbox.fault.Outside;
import vn.mocua.sandbox.web.ClientTokens;
import vn.mocua.sandbox.web.Front;
import vn.mocua.sandbox.web.Reply;
import vn.mocua.sandbox.web.Request;
import vn.mocua.sandbox.web.Unacceptable;

/** The province's SCIM 2.0 service with its token issuer, everything below {@code /province}. */
public final class Province implements Front.Room {

    public static final String TOKEN = "/province/oauth2/token";

    /** Under which a SCIM client finds the service (RFC 7644, 1.3: base URL). */
    public static final String SCIM = "/province/scim/v2";

    private static final String SEARCH = SCIM + "/Users/.search";
    private static final String SCIM_JSON = "application/scim+json";
    private static final String ERROR = "urn:ietf:params:scim:api:messages:2.0:Error";
    private static final String SEARCH_REQUEST = "urn:ietf:params:scim:api:messages:2.0:SearchRequest";
    private static final String LIST_RESPONSE = "urn:ietf:params:scim:api:messages:2.0:ListResponse";

    private final Directory directory;
    private final Front.Room answering;
    private final ClientTokens tokens;
    private final AtomicInteger nonsense = new AtomicInteger();

    public Province(String clientId, String clientSecret, Directory directory, Faults faults, Clock clock) {
        this.directory = directory;
        answering = new Afflicted(faults, Outside.PROVINCE, this::rightly, this::babble);
        tokens = new ClientTokens("province", clientId, clientSecret, List.of("scim"), clock);
    }

    @Override
    public Reply answer(Request request) throws InterruptedException {
        return answering.answer(request);
    }

    private Reply rightly(Request request) {
        return switch (request.path()) {
            case TOKEN -> tokens.issue(request);
            case SEARCH -> search(request);
            default -> refused(404, "");
        };
    }

    private Reply search(Request request) {
        if (!request.method().equals("POST")) {
            return refused(405, "").with("Allow", "POST");
        }
        if (tokens.scopesOf(request).isEmpty()) {
            return refused(401, "").with("WWW-Authenticate", "Bearer realm=\"province\"");
        }
        try {
            var body = request.json(SCIM_JSON, "application/json");
            if (body.path("schemas")
                    .valueStream()
                    .noneMatch(each -> each.asString("").equals(SEARCH_REQUEST))) {
                return refused(400, "invalidSyntax");
            }
            return directory
                    .find(body.path("filter").asString(""))
                    .map(Province::found)
                    .orElseGet(() -> refused(400, "invalidFilter"));
        } catch (Unacceptable e) {
            return refused(e.status(), "invalidSyntax");
        }
    }

    private static Reply found(List<Directory.Account> accounts) {
        var answer = new LinkedHashMap<String, Object>();
        answer.put("schemas", List.of(LIST_RESPONSE));
        answer.put("totalResults", accounts.size());
        if (!accounts.isEmpty()) {
            answer.put("itemsPerPage", accounts.size());
            answer.put("startIndex", 1);
            answer.put(
                    "Resources", accounts.stream().map(Directory.Account::json).toList());
        }
        return json(200, answer).with("Cache-Control", "no-store");
    }

    /** RFC 7644, 3.12: the status is a string. */
    private static Reply refused(int status, String scimType) {
        var error = new LinkedHashMap<String, Object>();
        error.put("schemas", List.of(ERROR));
        if (!scimType.isEmpty()) {
            error.put("scimType", scimType);
        }
        error.put("status", Integer.toString(status));
        return json(status, error);
    }

    private static Reply json(int status, Object value) {
        return Reply.of(status, SCIM_JSON, JsonMapper.shared().writeValueAsBytes(value));
    }

    /** Nonsense in turn: a web page, a torn JSON, somebody else's account, a list, an empty object. */
    private Reply babble() {
        return switch (nonsense.getAndIncrement() % 5) {
            case 0 -> Reply.html(200, "<!doctype html><title>Gateway</title><h1>It works!</h1>");
            case 1 -> Reply.of(200, SCIM_JSON, "{\"schemas\":[\"ur".getBytes(StandardCharsets.UTF_8));
            case 2 -> {
                var others = new LinkedHashMap<String, Object>(Map.of("access_token", 42));
                others.put("schemas", List.of(LIST_RESPONSE));
                others.put("totalResults", 1);
                others.put("Resources", List.of(new Directory.Account("citizen", "001090000000", true).json()));
                yield json(200, others);
            }
            case 3 -> json(200, List.of(1, 2, 3));
            default -> json(200, Map.of());
        };
    }
}
