package vn.mocua.browser;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The world outside, as tests ask and order it: the JSON API of the specification's section 9. */
final class Sandbox {

    private static final Pattern CODE = Pattern.compile("(?<![0-9])[0-9]{6}(?![0-9])");
    private static final JsonMapper JSON = new JsonMapper();

    private final URI url;
    private final HttpClient http = HttpClient.newHttpClient();

    private final List<JsonNode> made = new CopyOnWriteArrayList<>();

    Sandbox(URI url) {
        this.url = url;
    }

    URI url() {
        return url;
    }

    boolean isUp() {
        try {
            return get("/healthz").path("status").asString().equals("ok");
        } catch (UncheckedIOException notYet) {
            return false;
        }
    }

    /** Whether the person of the fate registered has an account by now. */
    boolean isRegisteredPersonThere() {
        return get("/healthz").path("registered").asString().equals("done");
    }

    /** An ordinary person whom no other test knows. */
    Person someone() {
        var json = post("/api/people", "{\"count\":1}").get(0);
        made.add(json);
        return person(json);
    }

    /** The first of the cast with that fate. */
    Person whoseFateIs(String fate) {
        return Stream.of(JSON.treeToValue(get("/api/people"), Person[].class))
                .filter(person -> person.fate().equals(fate))
                .findFirst()
                .orElseThrow(() -> new AssertionError("nobody has the fate " + fate));
    }

    /** A company of the sandbox's town, by what it signs in to VNeID with. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Business(
            String id,
            String taxCode,
            String organisationName,
            String fullName,
            String vneidUsername,
            String vneidPassword) {}

    Business business(String id) {
        return Stream.of(JSON.treeToValue(get("/api/businesses"), Business[].class))
                .filter(business -> business.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no company is called " + id));
    }

    /** What lies on somebody's USB token, as a file, and its PIN. */
    record TokenFile(Path file, String password) {}

    /**
     * @param whose {@code people}, {@code businesses} or {@code agencies}
     */
    TokenFile tokenOf(String whose, String id, Path folder) {
        var file = folder.resolve(id + ".p12");
        try {
            var answer = http.send(
                    HttpRequest.newBuilder(url.resolve("/api/%s/%s/token.p12".formatted(whose, id)))
                            .timeout(Duration.ofSeconds(30))
                            .build(),
                    HttpResponse.BodyHandlers.ofFile(file));
            if (answer.statusCode() != 200) {
                throw new AssertionError("no token of " + id + ": " + answer.statusCode());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        return new TokenFile(
                file,
                Stream.concat(get("/api/" + whose).valueStream(), made.stream())
                        .filter(each -> each.path("id").asString().equals(id))
                        .map(each -> each.path("tokenPassword").asString())
                        .findFirst()
                        .orElseThrow());
    }

    /** A phone's messages, newest first. */
    List<String> sms(String phone) {
        return get("/api/sms?to=" + phone)
                .valueStream()
                .map(sms -> sms.path("text").asString())
                .toList();
    }

    /** The texts of a mailbox, newest first. */
    List<String> mail(String address) {
        return get("/api/mail?to=" + URLEncoder.encode(address, StandardCharsets.UTF_8))
                .valueStream()
                .map(mail -> mail.path("text").asString())
                .toList();
    }

    /** As somebody would who sees the picture. */
    String captcha(String token) {
        return get("/api/captcha?token=" + URLEncoder.encode(token, StandardCharsets.UTF_8))
                .path("answer")
                .asString();
    }

    void fault(String system, String fault, Duration lasting) {
        post(
                "/api/faults",
                JSON.writeValueAsString(
                        Map.of("system", system, "fault", fault, "seconds", Math.toIntExact(lasting.toSeconds()))));
    }

    void mend(String system) {
        fault(system, "none", Duration.ZERO);
    }

    /** A place in a phone's messages; the sandbox keeps only the last fifty of each. */
    record Mark(Optional<String> newest) {}

    Mark mark(String phone) {
        return new Mark(stamped(phone).stream().map(Message::stamp).findFirst());
    }

    /** What came after the mark, newest first. */
    List<String> since(Mark mark, String phone) {
        return stamped(phone).stream()
                .takeWhile(message -> !mark.newest().equals(Optional.of(message.stamp())))
                .map(Message::text)
                .toList();
    }

    /** Waits for a message with these words that came after the mark. */
    String hears(Mark mark, String phone, String words) {
        return Await.until(
                "an SMS with “" + words + "” to " + phone,
                Duration.ofSeconds(20),
                () -> since(mark, phone).stream()
                        .filter(text -> text.contains(words))
                        .findFirst());
    }

    /** Waits for a message with a code that came after the mark. */
    String codeAfter(Mark mark, String phone) {
        return codeAfter(mark, phone, Duration.ofSeconds(20));
    }

    String codeAfter(Mark mark, String phone, Duration patience) {
        return Await.until(
                "an SMS with a code to " + phone,
                patience,
                () -> since(mark, phone).stream()
                        .flatMap(text -> code(text).stream())
                        .findFirst());
    }

    private record Message(String text, String at) {
        String stamp() {
            return at + " " + text;
        }
    }

    private List<Message> stamped(String phone) {
        return get("/api/sms?to=" + phone)
                .valueStream()
                .map(sms ->
                        new Message(sms.path("text").asString(), sms.path("at").asString()))
                .toList();
    }

    static Optional<String> code(String text) {
        return Optional.of(CODE.matcher(text)).filter(Matcher::find).map(Matcher::group);
    }

    private static Person person(JsonNode json) {
        return JSON.treeToValue(json, Person.class);
    }

    private JsonNode get(String path) {
        return send(HttpRequest.newBuilder(url.resolve(path)).GET());
    }

    private JsonNode post(String path, String json) {
        return send(HttpRequest.newBuilder(url.resolve(path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json)));
    }

    private JsonNode send(HttpRequest.Builder request) {
        try {
            var response =
                    http.send(request.timeout(Duration.ofSeconds(10)).build(), HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new AssertionError("the sandbox answers " + response.statusCode() + " to " + response.uri() + ": "
                        + response.body());
            }
            return JSON.readTree(response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
