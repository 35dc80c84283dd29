package vn.mocua.portal.evidence;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The program that archives proofs and looks at them again, running: docs/protocols/evidence-worker.md. It ends when it is
 * closed, or with the portal.
 */
final class Worker implements AutoCloseable {

    /** It can not do what was asked; the message is its own word. */
    static final class Unable extends Exception {
        Unable(String word) {
            super(word);
        }
    }

    /** A proof under seal. */
    record Archived(byte[] archive, Instant renewBefore) {}

    /**
     * What looking again came to.
     *
     * @param outcome {@code SOUND}, or what is wrong
     */
    record Reviewed(
            String outcome,
            @Nullable Instant sealedAt,
            @Nullable Instant renewBefore) {}

    private record Question(
            String question,
            byte @Nullable [] proof,
            byte @Nullable [] archive,
            @Nullable Instant at) {}

    private record Answer(
            @Nullable String error,
            byte @Nullable [] archive,
            @Nullable String outcome,
            @Nullable Instant sealedAt,
            @Nullable Instant renewBefore) {}

    private static final JsonMapper JSON = JsonMapper.shared();

    private final Process process;
    private final BufferedWriter questions;
    private final BufferedReader answers;

    private Worker(Process process) {
        this.process = process;
        this.questions = process.outputWriter(StandardCharsets.UTF_8);
        this.answers = process.inputReader(StandardCharsets.UTF_8);
    }

    /** Starts it with the portal's own Java. */
    static Worker start(EvidenceSettings settings, Path trust, @Nullable String timeStamps) throws IOException {
        var worker = settings.worker();
        if (worker == null) {
            throw new IOException("mocua.evidence.worker is not set");
        }
        var line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-jar",
                worker.toString(),
                "--trust",
                trust.toString()));
        if (settings.seal() != null && settings.sealPasswordFile() != null && timeStamps != null) {
            line.addAll(List.of(
                    "--seal", settings.seal().toString(),
                    "--seal-password-file", settings.sealPasswordFile().toString(),
                    "--time-stamps", timeStamps));
        }
        return new Worker(
                new ProcessBuilder(line).redirectError(Redirect.DISCARD).start());
    }

    Archived archive(byte[] proof) throws IOException, Unable {
        return archived(ask(new Question("archive", proof, null, null)));
    }

    Archived renew(byte[] archive) throws IOException, Unable {
        return archived(ask(new Question("renew", null, archive, null)));
    }

    Reviewed review(byte[] proof, byte @Nullable [] archive, @Nullable Instant at) throws IOException, Unable {
        var answer = ask(new Question("review", proof, archive, at));
        if (answer.outcome() == null) {
            throw new IOException("the evidence worker answered something else");
        }
        return new Reviewed(answer.outcome(), answer.sealedAt(), answer.renewBefore());
    }

    private static Archived archived(Answer answer) throws IOException {
        if (answer.archive() == null || answer.renewBefore() == null) {
            throw new IOException("the evidence worker answered something else");
        }
        return new Archived(answer.archive(), answer.renewBefore());
    }

    private Answer ask(Question question) throws IOException, Unable {
        questions.write(JSON.writeValueAsString(question));
        questions.newLine();
        questions.flush();
        var line = answers.readLine();
        if (line == null) {
            throw new IOException("the evidence worker ended");
        }
        try {
            var answer = JSON.readValue(line, Answer.class);
            if (answer.error() != null) {
                throw new Unable(answer.error());
            }
            return answer;
        } catch (JacksonException e) {
            throw new IOException("the evidence worker answered something else");
        }
    }

    @Override
    public void close() {
        try {
            questions.close();
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
