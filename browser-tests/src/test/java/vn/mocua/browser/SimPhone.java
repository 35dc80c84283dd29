package vn.mocua.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A phone with a SIM that signs, in somebody's hand. */
record SimPhone(URI sandbox, String owner, String number, String pin) {

    private static final JsonMapper JSON = new JsonMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /** Of an ordinary person whom no other test knows, whose number begins so. */
    static SimPhone fresh(URI sandbox, String prefix) {
        while (true) {
            for (var person : send(sandbox, "/api/people", "{\"count\":10}").orElseThrow()) {
                var number = person.path("phone").asString().replaceAll("[^0-9]", "");
                if (number.startsWith(prefix)) {
                    return new SimPhone(
                            sandbox,
                            person.path("fullName").asString(),
                            number,
                            person.path("simPin").asString());
                }
            }
        }
    }

    /** The code that the phone shows; waits for it as people do. */
    String code() {
        for (var tries = 0; tries < 100; tries++) {
            var shown = send(sandbox, "/api/sim/" + number, null);
            if (shown.isPresent()) {
                return shown.get().path("verificationCode").asString();
            }
            sleep();
        }
        throw new AssertionError("no prompt came");
    }

    void typesPin() {
        assertThat(send(sandbox, "/api/sim/" + number, "{\"pin\":\"" + pin + "\"}"))
                .isPresent();
    }

    void cancels() {
        assertThat(send(sandbox, "/api/sim/" + number, "{\"cancel\":true}")).isPresent();
    }

    private static Optional<JsonNode> send(URI sandbox, String path, @Nullable String body) {
        var request = HttpRequest.newBuilder(sandbox.resolve(path)).header("Content-Type", "application/json");
        if (body != null) {
            request.POST(HttpRequest.BodyPublishers.ofString(body));
        }
        try {
            var answer = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return answer.statusCode() == 200 || answer.statusCode() == 201
                    ? Optional.of(JSON.readTree(answer.body()))
                    : Optional.empty();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void sleep() {
        try {
            Thread.sleep(Duration.ofMillis(200));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
