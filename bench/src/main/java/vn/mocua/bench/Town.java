package vn.mocua.bench;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The sandbox's people, their phones, and its eye for captchas; over one connection. */
final class Town implements AutoCloseable {

    private static final byte[] NOTHING = {};
    private static final int MOST_AT_ONCE = 10_000;
    private static final Pattern CODE = Pattern.compile("\\b[0-9]{6}\\b");
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Somebody who can register. */
    record Person(String nationalId, String socialInsuranceNumber, String fullName, String birthDate, String phone) {

        /** The same person with another's phone. */
        Person withPhoneOf(Person other) {
            return new Person(nationalId, socialInsuranceNumber, fullName, birthDate, other.phone);
        }
    }

    /** Somebody with a USB token. */
    record Holder(String id, String tokenPassword) {

        @Override
        public String toString() {
            return "Holder[" + id + "]";
        }
    }

    private final Wire wire;

    Town(int port) {
        wire = new Wire("127.0.0.1", port);
    }

    /** People whom nobody knows yet. */
    List<Person> make(int count) throws IOException {
        var people = new ArrayList<Person>();
        while (people.size() < count) {
            var order = "{\"count\":%d}".formatted(Math.min(MOST_AT_ONCE, count - people.size()));
            for (var person : order("/api/people", order)) {
                people.add(new Person(
                        person.path("nationalId").asString(),
                        person.path("socialInsuranceNumber").asString(),
                        person.path("fullName").asString(),
                        person.path("birthDate").asString(),
                        person.path("phone").asString()));
            }
        }
        return people;
    }

    /** The same people, as far as their tokens are concerned. */
    List<Holder> makeHolders(int count) throws IOException {
        var people = new ArrayList<Holder>();
        while (people.size() < count) {
            var order = "{\"count\":%d}".formatted(Math.min(MOST_AT_ONCE, count - people.size()));
            for (var person : order("/api/people", order)) {
                people.add(new Holder(
                        person.path("id").asString(),
                        person.path("tokenPassword").asString()));
            }
        }
        return people;
    }

    /** Makes somebody's token, if it is the first time. */
    Token token(Holder holder) throws IOException {
        var answer = wire.send("GET", "/api/people/" + holder.id() + "/token.p12", Map.of(), NOTHING);
        if (answer.status() != 200) {
            throw new IOException("the sandbox answered " + answer.status() + " " + answer.text());
        }
        return Token.of(answer.body(), holder.tokenPassword());
    }

    /** Makes a system of the outside world fail in one way for so long; {@code none} ends it. */
    void fail(String system, String fault, int seconds) throws IOException {
        order("/api/faults", "{\"system\":\"%s\",\"fault\":\"%s\",\"seconds\":%d}".formatted(system, fault, seconds));
    }

    String captcha(String token) throws IOException {
        return get("/api/captcha?token=" + token).path("answer").asString();
    }

    /** The texts that lie on a phone, newest first. */
    List<String> messages(String phone) throws IOException {
        var texts = new ArrayList<String>();
        get("/api/sms?to=" + URLEncoder.encode(phone, StandardCharsets.UTF_8))
                .forEach(message -> texts.add(message.path("text").asString()));
        return texts;
    }

    /** How many codes lie on a phone. */
    int codes(String phone) throws IOException {
        return Math.toIntExact(
                messages(phone).stream().filter(text -> code(text).isPresent()).count());
    }

    /** The newest code, once more than so many codes lie on the phone; asked for ever more rarely. */
    String newCode(String phone, int codesBefore) throws IOException {
        var end = System.nanoTime() + PATIENCE.toNanos();
        for (long pause = 4; System.nanoTime() < end; pause = Math.min(200, pause * 2)) {
            var codes = messages(phone).stream()
                    .map(Town::code)
                    .flatMap(Optional::stream)
                    .toList();
            if (codes.size() > codesBefore) {
                return codes.getFirst();
            }
            pause(pause);
        }
        throw new IOException("no code came to " + phone + " in " + PATIENCE.toSeconds() + " s");
    }

    static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    static Optional<String> code(String text) {
        var code = CODE.matcher(text);
        return code.find() ? Optional.of(code.group()) : Optional.empty();
    }

    private JsonNode get(String path) throws IOException {
        return json(wire.send("GET", path, Map.of(), NOTHING));
    }

    private JsonNode order(String path, String order) throws IOException {
        return json(wire.send(
                "POST", path, Map.of("Content-Type", "application/json"), order.getBytes(StandardCharsets.US_ASCII)));
    }

    private static JsonNode json(Wire.Answer answer) throws IOException {
        if (answer.status() != 200) {
            throw new IOException("the sandbox answered " + answer.status() + " " + answer.text());
        }
        return JsonMapper.shared().readTree(answer.body());
    }

    @Override
    public void close() {
        wire.close();
    }
}
