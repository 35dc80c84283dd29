package vn.mocua.evidence;

import eu.europa.esig.dss.model.DSSException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Reads questions, one a line of JSON, and answers each with a line (docs/protocols/evidence-worker.md). */
public final class Main {

    /**
     * A question.
     *
     * @param question {@code archive}, {@code renew} or {@code review}
     * @param proof the bytes of a proof's JSON
     * @param at when a review takes place; now when it is null
     */
    record Question(
            String question,
            byte @Nullable [] proof,
            byte @Nullable [] archive,
            @Nullable Instant at) {

        @Override
        public String toString() {
            return "Question[" + question + "]";
        }
    }

    private static final JsonMapper JSON = JsonMapper.shared();

    private final @Nullable Archive archive;
    private final Review review;
    private final Clock clock;

    Main(@Nullable Archive archive, Review review, Clock clock) {
        this.archive = archive;
        this.review = review;
        this.clock = clock;
    }

    /**
     * Options: {@code --trust FILE}, and for archiving {@code --seal FILE --seal-password-file FILE --time-stamps URL}.
     * Ends with 2 when an option is wrong or what it names cannot be read.
     */
    public static void main(String[] arguments) throws IOException {
        try {
            var options = options(arguments);
            var trust = Trust.of(Path.of(required(options, "--trust")));
            var clock = Clock.systemUTC();
            var seal = seal(options);
            var main = new Main(
                    seal == null ? null : archive(options, trust, seal, clock),
                    new Review(trust, seal == null ? null : seal.holder()),
                    clock);
            main.serve(
                    new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)),
                    new PrintStream(System.out, true, StandardCharsets.UTF_8));
        } catch (IOException | IllegalArgumentException e) {
            System.err.println("evidence-worker: " + e.getMessage());
            System.exit(2);
        }
    }

    private static @Nullable Seal seal(Map<String, String> options) throws IOException {
        var seal = options.get("--seal");
        if (seal == null) {
            return null;
        }
        var password = Files.readString(Path.of(required(options, "--seal-password-file")))
                .strip();
        return Seal.of(Path.of(seal), password.toCharArray());
    }

    private static Archive archive(Map<String, String> options, Trust trust, Seal seal, Clock clock) {
        return new Archive(trust, seal, URI.create(required(options, "--time-stamps")), clock);
    }

    private static Map<String, String> options(String[] arguments) {
        var options = new HashMap<String, String>();
        for (var i = 0; i < arguments.length; i += 2) {
            if (!arguments[i].startsWith("--") || i + 1 == arguments.length) {
                throw new IllegalArgumentException("what is " + arguments[i] + "?");
            }
            options.put(arguments[i], arguments[i + 1]);
        }
        return options;
    }

    private static String required(Map<String, String> options, String name) {
        var value = options.get(name);
        if (value == null) {
            throw new IllegalArgumentException(name + " is missing");
        }
        return value;
    }

    void serve(BufferedReader questions, PrintStream answers) throws IOException {
        for (var line = questions.readLine(); line != null; line = questions.readLine()) {
            answers.println(JSON.writeValueAsString(answer(line)));
        }
    }

    private Map<String, Object> answer(String line) {
        try {
            var asked = JSON.readValue(line, Question.class);
            return switch (asked.question()) {
                case "archive" -> archived(sealing().of(given(asked.proof())));
                case "renew" -> archived(sealing().renewed(given(asked.archive())));
                case "review" -> reviewed(given(asked.proof()), asked.archive(), asked.at());
                default -> Map.of("error", "unknown-question");
            };
        } catch (DSSException e) {
            return Map.of("error", word(e.getMessage()));
        } catch (JacksonException | IllegalArgumentException e) {
            return Map.of("error", "unreadable");
        }
    }

    private Archive sealing() {
        if (archive == null) {
            throw new DSSException("no-seal");
        }
        return archive;
    }

    private Map<String, Object> reviewed(byte[] proof, byte @Nullable [] archive, @Nullable Instant at) {
        var found = review.of(proof, JSON.readValue(proof, Proof.class), archive, at == null ? clock.instant() : at);
        var answer = new LinkedHashMap<String, Object>();
        answer.put("outcome", found.outcome().name());
        if (found.sealedAt() != null) {
            answer.put("sealedAt", found.sealedAt().toString());
        }
        if (found.renewBefore() != null) {
            answer.put("renewBefore", found.renewBefore().toString());
        }
        return answer;
    }

    private static Map<String, Object> archived(byte[] archive) {
        return Map.of(
                "archive", archive, "renewBefore", Review.renewBefore(archive).toString());
    }

    private static byte[] given(byte @Nullable [] bytes) {
        if (bytes == null) {
            throw new IllegalArgumentException("something is missing");
        }
        return bytes;
    }

    /** Our own words pass; what a library says may quote what it read. */
    private static String word(@Nullable String message) {
        return message != null && message.matches("[a-z-]{1,40}") ? message : "archiving-failed";
    }
}
