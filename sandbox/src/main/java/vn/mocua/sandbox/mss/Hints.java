package vn.mocua.sandbox.mss;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Semaphore;
import tools.jackson.databind.json.JsonMapper;

/** Calls back, once, without waiting for what the other side says; when too much is to be called, it is not. */
final class Hints {

    private final Semaphore atOnce = new Semaphore(50);
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    void send(URI to, Map<String, Object> hint) {
        if (!atOnce.tryAcquire()) {
            return;
        }
        Thread.ofVirtual().name("hint").start(() -> {
            try {
                var unused = client.send(
                        HttpRequest.newBuilder(to)
                                .timeout(Duration.ofSeconds(3))
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofByteArray(
                                        JsonMapper.shared().writeValueAsBytes(hint)))
                                .build(),
                        HttpResponse.BodyHandlers.discarding());
            } catch (IOException e) {
                // It was a hint.
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                atOnce.release();
            }
        });
    }
}
