package vn.mocua.sandbox.mss;

import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import vn.mocua.sandbox.town.Telephone;

/** What both versions of the CSC API say about keys, and how they read what is to be signed. */
final class CscKeys {

    static final int LONGEST_TEXT = 110;
    private static final String RSA = "1.2.840.113549.1.1.1";
    private static final String EC = "1.2.840.10045.2.1";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);

    private final Answering answering;
    private final Network network;

    CscKeys(Answering answering, Network network) {
        this.answering = answering;
        this.network = network;
    }

    List<String> list(JsonNode body) throws CscRefused {
        return find(text(body, "userID")).map(sim -> List.of(id(sim))).orElse(List.of());
    }

    Optional<Sim> find(String user) {
        return answering
                .sims()
                .find(user, network)
                .filter(sim -> !answering.prompts().hasNoKey(sim));
    }

    Sim named(JsonNode body) throws CscRefused {
        var id = text(body, "credentialID");
        return Optional.of(id)
                .filter(name -> name.matches("sim-84[0-9]{9}"))
                .flatMap(name -> Telephone.of("+" + name.substring("sim-".length())))
                .flatMap(phone -> find(phone.value()))
                .orElseThrow(() -> CscRefused.parameter("credentialID"));
    }

    private static String id(Sim sim) {
        return "sim-" + sim.phone().value().substring(1);
    }

    Map<String, Object> info(JsonNode body, String scal) throws CscRefused {
        var sim = named(body);
        var which = body.path("certificates").asString("single");
        if (!List.of("none", "single", "chain").contains(which)) {
            throw CscRefused.parameter("certificates");
        }
        var credential = sim.credential().get();
        var certificate = credential.certificate();
        var key = new LinkedHashMap<String, Object>();
        key.put("status", answering.prompts().isBlocked(sim) ? "disabled" : "enabled");
        key.put("algo", algorithms(certificate));
        key.put(
                "len",
                certificate.getPublicKey() instanceof RSAPublicKey rsa
                        ? rsa.getModulus().bitLength()
                        : 256);
        var cert = new LinkedHashMap<String, Object>();
        cert.put("status", answering.sims().standing(credential));
        if (!which.equals("none")) {
            var chain = Answering.withoutRoot(credential);
            cert.put(
                    "certificates",
                    (which.equals("chain") ? chain : List.of(certificate))
                            .stream().map(Answering::base64).toList());
        }
        if (body.path("certInfo").asBoolean(false)) {
            cert.put("issuerDN", certificate.getIssuerX500Principal().getName());
            cert.put("serialNumber", credential.serial());
            cert.put("subjectDN", certificate.getSubjectX500Principal().getName());
            cert.put("validFrom", TIME.format(certificate.getNotBefore().toInstant()));
            cert.put("validTo", TIME.format(certificate.getNotAfter().toInstant()));
        }
        var info = new LinkedHashMap<String, Object>();
        info.put("description", "SIM " + sim.phone().value());
        info.put("signatureQualifier", "vn_digital_signature");
        info.put("key", key);
        info.put("cert", cert);
        if (body.path("authInfo").asBoolean(false)) {
            info.put(
                    "auth",
                    Map.of(
                            "mode", "explicit",
                            "expression", "push",
                            "objects", List.of(Map.of("type", "Push", "id", "push"))));
        }
        info.put("SCAL", scal);
        info.put("multisign", 1);
        info.put("lang", "vi");
        return info;
    }

    private static List<String> algorithms(X509Certificate certificate) {
        var algorithms = new ArrayList<String>();
        if (certificate.getPublicKey().getAlgorithm().equals("RSA")) {
            algorithms.add(RSA);
            Arrays.stream(Hash.Algorithm.values()).forEach(algorithm -> algorithms.add(algorithm.signatureOid));
        } else {
            algorithms.add(EC);
        }
        return algorithms;
    }

    /** The one hash of a request, in the field that this version calls so. */
    static Hash hash(JsonNode body, String field, String algorithmField) throws CscRefused {
        var hashes = body.path(field);
        if (!hashes.isArray() || hashes.size() != 1 || !hashes.get(0).isString()) {
            throw CscRefused.missing(field);
        }
        byte[] value;
        try {
            value = Base64.getDecoder().decode(hashes.get(0).asString());
        } catch (IllegalArgumentException e) {
            throw CscRefused.request("Invalid Base64 " + field + " string parameter");
        }
        var algorithm =
                Hash.Algorithm.of(text(body, algorithmField)).orElseThrow(() -> CscRefused.parameter(algorithmField));
        return Hash.of(algorithm, value).orElseThrow(() -> CscRefused.parameter(field));
    }

    /** Begins a prompt, or says why not. */
    Prompt ask(Sim sim, Hash hash, String text, Duration life) throws CscRefused {
        if (text.codePointCount(0, text.length()) > LONGEST_TEXT) {
            throw CscRefused.parameter("description");
        }
        switch (answering.sims().standing(sim.credential().get())) {
            case "expired" -> throw CscRefused.request("Signing certificate is expired");
            case "revoked" -> throw CscRefused.request("Signing certificate is revoked");
            case "suspended" -> throw CscRefused.request("Signing certificate is suspended");
            default -> {}
        }
        if (answering.prompts().isBlocked(sim)) {
            throw CscRefused.request("Credential locked");
        }
        return switch (answering.prompts().ask(sim, hash, text, life)) {
            case Prompts.Asked.Started(var prompt) -> prompt;
            case Prompts.Asked.Busy() -> throw CscRefused.request("A signature is already in progress");
            case Prompts.Asked.Full() ->
                throw new CscRefused(503, "temporarily_unavailable", "Too many signatures are in progress");
        };
    }

    /** How a prompt ended without a signature. */
    static CscRefused end(Prompt.State state) {
        return switch (state) {
            case CANCELLED -> new CscRefused(400, "access_denied", "The user cancelled");
            case PIN_BLOCKED -> CscRefused.request("Credential locked");
            default -> CscRefused.request("SAD expired");
        };
    }

    /** The signature over a hash that was authorised. */
    String sign(Prompt prompt, JsonNode body, Hash hash) throws CscRefused {
        var signer = answering.signer(prompt);
        var wanted = text(body, "signAlgo");
        boolean rsa = signer.key().getAlgorithm().equals("RSA");
        var fitting = rsa ? List.of(RSA, hash.algorithm().signatureOid) : List.of(EC, "1.2.840.10045.4.3.2");
        if (!fitting.contains(wanted)) {
            throw CscRefused.parameter("signAlgo");
        }
        return Base64.getEncoder().encodeToString(Pen.sign(signer, answering.signed(prompt, hash)));
    }

    static String text(JsonNode body, String name) throws CscRefused {
        var value = body.path(name);
        if (!value.isString() || value.asString().isEmpty()) {
            throw CscRefused.missing(name);
        }
        return value.asString();
    }

    Instant now() {
        return answering.clock().instant();
    }
}
