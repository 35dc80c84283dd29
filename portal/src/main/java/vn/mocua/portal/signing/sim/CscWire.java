package vn.mocua.portal.signing.sim;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vn.mocua.portal.outside.HttpAnswer;
import vn.mocua.portal.outside.OutsideHttp;
import vn.mocua.portal.outside.OutsideUnavailable;
import vn.mocua.portal.outside.OutsideUnavailable.Why;
import vn.mocua.portal.signing.sim.MobileSigning.Code;
import vn.mocua.portal.signing.sim.MobileSigning.Credential;

/** What both versions of the CSC API have in common: questions as JSON, errors by their fixed words, credentials. */
final class CscWire {

    private static final String RSA = "1.2.840.113549.1.1.1";
    private static final String ELLIPTIC = "1.2.840.10045.2.1";

    private static final Map<String, String> HASHES = Map.of(
            "SHA-256", "2.16.840.1.101.3.4.2.1",
            "SHA-384", "2.16.840.1.101.3.4.2.2",
            "SHA-512", "2.16.840.1.101.3.4.2.3");

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Pattern WORD = Pattern.compile("[!-~]{1,1024}");
    private static final Pattern ERROR = Pattern.compile("[a-z_]{1,40}");
    private static final int MOST_CREDENTIALS = 5;

    private final SimProvider provider;
    private final SimSettings.Provider settings;
    private final RestClient client;

    CscWire(SimProvider provider, SimSettings.Provider settings, OutsideHttp http) {
        this.provider = provider;
        this.settings = settings;
        this.client = http.client(provider.system(), settings.url()).build();
    }

    /** An error that the protocol knows; it never leaves an adapter. */
    static final class Refused extends RuntimeException {

        private final Code code;

        Refused(Code code, String detail) {
            super(detail, null, false, false);
            this.code = code;
        }

        Code code() {
            return code;
        }

        String detail() {
            return String.valueOf(getMessage());
        }
    }

    /** @throws Refused whatever error the protocol knows */
    HttpAnswer post(String path, String token, Map<String, ?> question) {
        var answer = send(path, MediaType.APPLICATION_JSON, headers -> headers.setBearerAuth(token), json(question));
        return understood(answer);
    }

    HttpAnswer postWithoutToken(String path, Map<String, ?> question) {
        return understood(send(path, MediaType.APPLICATION_JSON, headers -> {}, json(question)));
    }

    HttpAnswer postForm(String path, String basic, String form) {
        return understood(send(
                path,
                MediaType.APPLICATION_FORM_URLENCODED,
                headers -> headers.setBasicAuth(basic),
                form.getBytes(StandardCharsets.US_ASCII)));
    }

    private HttpAnswer send(String path, MediaType type, Consumer<HttpHeaders> headers, byte[] question) {
        return client.post()
                .uri(Wanted.below(settings, path))
                .headers(headers)
                .contentType(type)
                .accept(MediaType.APPLICATION_JSON)
                .body(question)
                .exchangeForRequiredValue((request, response) -> HttpAnswer.of(provider.system(), response));
    }

    private HttpAnswer understood(HttpAnswer answer) {
        switch (answer.status()) {
            case 200, 202 -> {
                return answer;
            }
            case 400, 401, 403 -> throw refused(answer);
            default -> throw new OutsideUnavailable(provider.system(), Why.BROKEN, "status " + answer.status());
        }
    }

    private Refused refused(HttpAnswer answer) {
        var json = answer.json();
        var error = json.path("error").asString("");
        var words = json.path("error_description").asString("");
        if (!ERROR.matcher(error).matches()) {
            throw OutsideUnavailable.nonsense(provider.system(), "status " + answer.status() + " without an error");
        }
        return new Refused(code(answer.status(), error, words), error);
    }

    private static Code code(int status, String error, String words) {
        return switch (error) {
            case "access_denied" -> Code.USER_CANCELLED;
            case "invalid_otp", "invalid_authentication_data" -> Code.PIN_WRONG;
            case "invalid_client", "invalid_token", "unauthorized_client" -> Code.PROVIDER_AUTH;
            case "invalid_hash" -> Code.HASH_MISMATCH;
            case "server_error", "temporarily_unavailable" -> Code.PROVIDER_DOWN;
            default -> status == 401 ? Code.PROVIDER_AUTH : byWords(words);
        };
    }

    /** The fixed texts of invalid_request. */
    private static Code byWords(String words) {
        return switch (words) {
            case "Credential locked" -> Code.PIN_BLOCKED;
            case "Signing certificate is expired" -> Code.CERT_EXPIRED;
            case "Signing certificate is revoked", "Signing certificate is suspended" -> Code.CERT_REVOKED;
            case "SAD expired" -> Code.USER_TIMEOUT;
            case "Hash is not authorized by the SAD" -> Code.HASH_MISMATCH;
            case "A signature is already in progress" -> Code.ALREADY_IN_PROGRESS;
            case "Invalid user" -> Code.NOT_SUBSCRIBED;
            case "Invalid parameter handle", "Invalid parameter requestID" -> Code.UNKNOWN_TXN;
            default -> words.endsWith("is disabled") ? Code.CERT_REVOKED : Code.BAD_REQUEST;
        };
    }

    /** The credentials of a user; of version 2 only those whose SAD serves for no other hash (SCAL 2). */
    MobileSigning.Holding certificates(String version, String token, String userId, boolean boundToHash) {
        var listed = post(version + "/credentials/list", token, Map.of("userID", userId))
                .json()
                .path("credentialIDs");
        if (!listed.isArray()) {
            throw OutsideUnavailable.nonsense(provider.system(), "no list of credentials");
        }
        var found = new ArrayList<Credential>();
        var unbound = false;
        for (var each : listed.values().stream().limit(MOST_CREDENTIALS).toList()) {
            var id = word(each);
            var question = new LinkedHashMap<String, Object>();
            question.put("credentialID", id);
            question.put("certificates", "chain");
            question.put("certInfo", true);
            question.put("authInfo", true);
            var said = post(version + "/credentials/info", token, question).json();
            if (boundToHash && !said.path("SCAL").asString("").equals("2")) {
                unbound = true;
            } else {
                chain(said.path("cert").path("certificates"), id).ifPresent(found::add);
            }
        }
        if (found.isEmpty()) {
            return unbound
                    ? new MobileSigning.Holding.Nothing(Code.SIM_INCOMPATIBLE, "SCAL")
                    : new MobileSigning.Holding.Nothing(Code.NO_CERT, "no credential");
        }
        return new MobileSigning.Holding.Certificates(List.copyOf(found));
    }

    private static Optional<Credential> chain(JsonNode certificates, String id) {
        var chain = certificates.values().stream()
                .map(each -> Base64.getDecoder().decode(each.asString("")))
                .filter(der -> der.length > 0)
                .toList();
        return chain.isEmpty() ? Optional.empty() : Optional.of(new Credential(id, chain));
    }

    /** The one signature. */
    byte[] signature(HttpAnswer answer) {
        var signatures = answer.json().path("signatures");
        if (!signatures.isArray() || signatures.size() != 1) {
            throw OutsideUnavailable.nonsense(provider.system(), "not one signature");
        }
        return Base64.getDecoder().decode(signatures.path(0).asString(""));
    }

    /** A word that we send back as it came. */
    String word(JsonNode value) {
        var text = value.asString("");
        if (!value.isString() || !WORD.matcher(text).matches()) {
            throw OutsideUnavailable.nonsense(provider.system(), "a word is missing");
        }
        return text;
    }

    /** By which algorithm the key of a credential signs a hash. */
    static String signAlgorithm(Credential credential) {
        try {
            var key = CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(credential.certificate()))
                    .getPublicKey();
            return key.getAlgorithm().equals("RSA") ? RSA : ELLIPTIC;
        } catch (CertificateException e) {
            throw new IllegalArgumentException("a certificate that can not be read", e);
        }
    }

    static String oid(String algorithm) {
        var oid = HASHES.get(algorithm);
        if (oid == null) {
            throw new IllegalArgumentException("no identifier for " + algorithm);
        }
        return oid;
    }

    private static byte[] json(Map<String, ?> question) {
        return JSON.writeValueAsBytes(question);
    }
}
