package vn.mocua.agent.token;

import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import vn.mocua.agent.protocol.Algorithm;
import vn.mocua.agent.protocol.Answer;
import vn.mocua.agent.protocol.Fault;
import vn.mocua.agent.protocol.Json;
import vn.mocua.agent.protocol.Malformed;
import vn.mocua.agent.protocol.PinState;

/** Tokens and answers as child and parent write them to each other. */
final class TokenWire {

    private TokenWire() {}

    static Map<String, Object> json(Token token) {
        return Map.of(
                "label", token.label(),
                "initialised", token.initialised(),
                "pin", token.pin().word(),
                "entry", token.entry().name(),
                "certificates",
                        token.certificates().stream().map(TokenWire::der).toList());
    }

    static TokenSource.Look look(Map<String, Object> read) throws Malformed {
        if (!(read.get("tokens") instanceof List<?> list)) {
            return new TokenSource.Look.Failed(fault(read));
        }
        var tokens = new ArrayList<Token>();
        for (var item : list) {
            tokens.add(token(item));
        }
        return new TokenSource.Look.Tokens(tokens);
    }

    static Answer answer(Map<String, Object> read) throws Malformed {
        if (read.containsKey("error")) {
            return new Answer.Refused(fault(read));
        }
        try {
            return new Answer.Signed(
                    Certificates.of(Base64.getDecoder().decode(Json.string(read, "unverifiedCertificate"))),
                    Algorithm.valueOf(Json.string(read, "algorithm")),
                    Json.string(read, "signature"));
        } catch (CertificateException | IllegalArgumentException e) {
            throw new Malformed("no answer of a child");
        }
    }

    private static Token token(Object item) throws Malformed {
        var members = object(item);
        if (!(members.get("certificates") instanceof List<?> list)) {
            throw new Malformed("no token of a child");
        }
        var held = new ArrayList<Held>();
        try {
            for (var text : list) {
                var der = Base64.getDecoder().decode(String.valueOf(text));
                held.add(new Held(Certificates.handle(der), Certificates.of(der)));
            }
        } catch (CertificateException | IllegalArgumentException e) {
            throw new Malformed("no certificate of a child");
        }
        return new Token(
                Json.string(members, "label"),
                Boolean.TRUE.equals(members.get("initialised")),
                PinState.of(Json.string(members, "pin")),
                Token.PinEntry.valueOf(Json.string(members, "entry")),
                held);
    }

    private static Fault fault(Map<String, Object> read) throws Malformed {
        var error = object(read.getOrDefault("error", Map.of()));
        var pin = error.get("pin") instanceof String word ? PinState.of(word) : null;
        return new Fault(Fault.Code.named(Json.string(error, "code")), pin, Boolean.TRUE.equals(error.get("expired")));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> object(Object value) throws Malformed {
        if (value instanceof Map<?, ?> map) {
            return (Map<String, Object>) map;
        }
        throw new Malformed("no object");
    }

    private static String der(Held held) {
        try {
            return held.certificate() == null
                    ? ""
                    : Base64.getEncoder().encodeToString(held.certificate().getEncoded());
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException(e);
        }
    }
}
