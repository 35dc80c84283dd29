package vn.mocua.agent.token;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import vn.mocua.agent.protocol.Answer;
import vn.mocua.agent.protocol.Fault;
import vn.mocua.agent.protocol.Fault.Code;
import vn.mocua.agent.protocol.Frames;
import vn.mocua.agent.protocol.Json;
import vn.mocua.agent.protocol.Malformed;
import vn.mocua.agent.protocol.Nonce;
import vn.mocua.agent.protocol.Origin;

/** A library in a {@link Worker} of its own: started when it is asked, ended when it hangs, and when nobody asks any more. */
final class ChildProcess implements TokenSource {

    private static final Duration LONGEST_LOOK = Duration.ofSeconds(20);
    private static final Duration LONGEST_SIGNATURE = Duration.ofMinutes(2);
    private static final Duration IDLE = Duration.ofSeconds(30);
    private static final int LONGEST_ANSWER = 1 << 20;
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final ScheduledExecutorService TIMER = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("ends-drivers").factory());

    private final List<String> command;
    private final Duration longestLook;
    private final Duration longestSignature;
    private @Nullable Process process;
    private Future<?> idle = TIMER.submit(() -> {});

    ChildProcess(List<String> command) {
        this(command, LONGEST_LOOK, LONGEST_SIGNATURE);
    }

    ChildProcess(List<String> command, Duration longestLook, Duration longestSignature) {
        this.command = List.copyOf(command);
        this.longestLook = longestLook;
        this.longestSignature = longestSignature;
    }

    @Override
    public synchronized Look look() {
        try {
            return TokenWire.look(ask(Map.of(), null, longestLook));
        } catch (Failed e) {
            return new Look.Failed(Fault.of(e.code));
        } catch (Malformed e) {
            return new Look.Failed(Fault.of(Code.DRIVER_FAILED));
        }
    }

    @Override
    public synchronized Answer sign(String handle, char[] pin, Origin origin, Nonce nonce) {
        var bytes = Worker.bytes(pin);
        try {
            return TokenWire.answer(ask(
                    Map.of("handle", handle, "origin", origin.value(), "challengeNonce", nonce.value()),
                    bytes,
                    longestSignature));
        } catch (Failed e) {
            return Answer.refused(e.code);
        } catch (Malformed e) {
            return Answer.refused(Code.DRIVER_FAILED);
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    @Override
    public synchronized void close() {
        end();
    }

    private Map<String, Object> ask(Map<String, Object> question, byte @Nullable [] pin, Duration longest)
            throws Failed, Malformed {
        idle.cancel(false);
        var child = process;
        try {
            if (child == null || !child.isAlive()) {
                var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
                // A packaged launcher takes its own mark in here for being its own second half.
                builder.environment().keySet().removeIf(name -> name.startsWith("_JPACKAGE"));
                child = builder.start();
                process = child;
            }
        } catch (IOException e) {
            throw new Failed(Code.NATIVE_FATAL);
        }
        var asked = child;
        // The first of both decides. A timer cannot be asked: it may still be ending what we already miss.
        var over = new AtomicBoolean();
        var killer = TIMER.schedule(
                () -> {
                    if (over.compareAndSet(false, true)) {
                        asked.destroyForcibly();
                    }
                },
                longest.toMillis(),
                TimeUnit.MILLISECONDS);
        byte[] answer = null;
        try {
            var mark = mark();
            var marked = new HashMap<>(question);
            marked.put("mark", mark);
            Frames.write(asked.getOutputStream(), Json.bytes(marked));
            if (pin != null) {
                Frames.write(asked.getOutputStream(), pin);
            }
            if (skipTo(mark, asked.getInputStream())) {
                answer = Frames.read(asked.getInputStream(), LONGEST_ANSWER);
            }
        } catch (IOException e) {
            // It fell, or was ended.
        }
        var inTime = over.compareAndSet(false, true);
        killer.cancel(false);
        if (answer != null && inTime) {
            idle = TIMER.schedule(this::close, IDLE.toMillis(), TimeUnit.MILLISECONDS);
            return Json.object(answer);
        }
        end();
        throw new Failed(inTime ? Code.DRIVER_FAILED : Code.DRIVER_TIMEOUT);
    }

    private void end() {
        if (process != null) {
            process.destroyForcibly();
            process = null;
        }
    }

    private static String mark() {
        var random = new byte[16];
        RANDOM.nextBytes(random);
        return "<" + HexFormat.of().formatHex(random) + ">";
    }

    /** Reads past what a library wrote on the output. The mark's first sign stands nowhere else in it. */
    private static boolean skipTo(String mark, InputStream in) throws IOException {
        var wanted = mark.getBytes(US_ASCII);
        var met = 0;
        while (met < wanted.length) {
            var next = in.read();
            if (next < 0) {
                return false;
            }
            met = next == wanted[met] ? met + 1 : next == wanted[0] ? 1 : 0;
        }
        return true;
    }

    private static final class Failed extends Exception {

        private static final long serialVersionUID = 1;
        private final Code code;

        Failed(Code code) {
            super(code.toString());
            this.code = code;
        }
    }
}
