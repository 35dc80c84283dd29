package vn.mocua.portal.registration.usbsigning;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import vn.mocua.sandbox.Sandbox;

/** The town's control port, as far as tokens go: docs/protocols/certificate-status.md. */
record TokensOfTheTown(Sandbox sandbox) {

    /** A certificate that nobody should accept: {@code GET /api/certificates}. */
    record Bad(String id, String kind, String serial, String what, String file, String tokenPassword) {}

    List<Bad> bad() {
        return List.of(JsonMapper.shared().readValue(get("/api/certificates"), Bad[].class));
    }

    /** Out of the file that is put into the agent. */
    TokenOnTheDesk token(Bad bad) {
        try {
            var password = bad.tokenPassword().toCharArray();
            var store = KeyStore.getInstance("PKCS12");
            store.load(new ByteArrayInputStream(get(bad.file())), password);
            var alias = store.aliases().nextElement();
            return new TokenOnTheDesk(
                    (PrivateKey) store.getKey(alias, password), (X509Certificate) store.getCertificate(alias));
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Has the authorities fail in some way until told otherwise: {@code status-down}; {@code none} ends it. */
    void authorities(String fault) {
        var order = "{\"system\":\"ca\",\"fault\":\"%s\",\"seconds\":600}".formatted(fault);
        sent(HttpRequest.newBuilder(at("/api/faults"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(order)));
    }

    private byte[] get(String path) {
        return sent(HttpRequest.newBuilder(at(path)));
    }

    private URI at(String path) {
        return URI.create("http://127.0.0.1:" + sandbox.port() + path);
    }

    private static byte[] sent(HttpRequest.Builder request) {
        try {
            var answer = HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            if (answer.statusCode() != 200) {
                throw new IllegalStateException(request.build().uri() + " answers " + answer.statusCode());
            }
            return answer.body();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
