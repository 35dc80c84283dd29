package vn.mocua.sandbox.oidc;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import vn.mocua.sandbox.fault.Fault;
import vn.mocua.sandbox.web.Reply;
import vn.mocua.sandbox.web.Request;

/** The userinfo endpoint: what the person agreed to share, against the access token. */
record UserInfo(House house, Shelf<Tokens.Access> opened, Supplier<Fault> fault) {

    /** The combining grave, acute, tilde, hook and dot below: Windows-1258 writes them after the letter. */
    private static final String TONES = "\u0300\u0301\u0303\u0309\u0323";

    Reply answer(Request request) {
        if (!request.method().equals("GET") && !request.method().equals("POST")) {
            return Reply.json(405, Map.of("error", "invalid_request")).with("Allow", "GET, POST");
        }
        var authorization = request.header("Authorization").orElse("");
        if (!authorization.regionMatches(true, 0, "Bearer ", 0, 7)) {
            return Reply.json(401, Map.of("error", "invalid_request")).with("WWW-Authenticate", "Bearer");
        }
        return opened.find(authorization.substring(7).strip())
                .map(this::about)
                .orElseGet(() -> Reply.json(401, Map.of("error", "invalid_token"))
                        .with("WWW-Authenticate", "Bearer error=\"invalid_token\""))
                .with("Cache-Control", "no-store");
    }

    private Reply about(Tokens.Access access) {
        var wrong = fault.get();
        var account = wrong == Fault.WRONG_PERSON ? somebodyElse(access.account()) : access.account();
        var claims = new LinkedHashMap<String, Object>();
        claims.put("sub", account.subject());
        claims.putAll(shared(house, account, access.scopes()));
        if (wrong == Fault.MISSING_CLAIMS) {
            return Reply.json(without(claims, house.essential()));
        }
        if (wrong == Fault.EXTRA_CLAIMS) {
            claims.put("roles", List.of("administrator"));
            claims.put("relatives", List.of(Map.of("name", "", "sub", 1), List.of()));
            claims.put("updated_at", -1);
        }
        var reply = Reply.json(claims);
        return wrong == Fault.WRONG_CHARSET
                ? Reply.of(
                        200,
                        "application/json; charset=utf-8",
                        inOldLetters(new String(reply.body(), StandardCharsets.UTF_8)))
                : reply;
    }

    /** The claims of an account that some scopes open. */
    static Map<String, Object> shared(House house, Account account, Set<String> scopes) {
        var open = scopes.stream()
                .flatMap(scope -> house.scopes().getOrDefault(scope, Set.of()).stream())
                .collect(Collectors.toSet());
        var shared = new LinkedHashMap<>(account.claims());
        shared.keySet().retainAll(open);
        return shared;
    }

    private Account somebodyElse(Account account) {
        return house.cast().stream()
                .filter(other -> !other.subject().equals(account.subject()))
                .findFirst()
                .orElse(account);
    }

    /** The same without some names, at every depth. */
    private static Map<String, Object> without(Map<?, ?> claims, Set<String> names) {
        var rest = new LinkedHashMap<String, Object>();
        claims.forEach((name, value) -> {
            if (!names.contains(String.valueOf(name))) {
                rest.put(String.valueOf(name), value instanceof Map<?, ?> map ? without(map, names) : value);
            }
        });
        return rest;
    }

    /** Windows-1258, in which many an old register still writes. */
    static byte[] inOldLetters(String text) {
        var letters = new StringBuilder();
        text.codePoints().forEach(letter -> {
            var shape = new StringBuilder();
            var tone = new StringBuilder();
            Normalizer.normalize(Character.toString(letter), Normalizer.Form.NFD)
                    .codePoints()
                    .forEach(part -> (TONES.indexOf(part) >= 0 ? tone : shape).appendCodePoint(part));
            letters.append(Normalizer.normalize(shape, Normalizer.Form.NFC)).append(tone);
        });
        return letters.toString().getBytes(Charset.forName("windows-1258"));
    }
}
