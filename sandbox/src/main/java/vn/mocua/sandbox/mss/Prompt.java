package vn.mocua.sandbox.mss;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A question that a service put to a SIM; it is an object in a table, and nothing waits for it. */
final class Prompt {

    /** How far it is. */
    enum State {
        OPEN,
        SIGNED,
        CANCELLED,
        TIMED_OUT,
        PIN_BLOCKED,
        UNREACHABLE;

        boolean isEnd() {
            return this != OPEN;
        }
    }

    private final String id;
    private final Sim sim;
    private final Trouble trouble;
    private final Hash hash;
    private final String text;
    private final Instant expires;

    // guarded by Prompts
    State state = State.OPEN;
    Instant since;
    /** For those few services that keep their caller waiting. */
    @Nullable
    CompletableFuture<State> waiting;

    private byte @Nullable [] signature;

    final List<Runnable> afterwards = new ArrayList<>(0);

    Prompt(String id, Sim sim, Trouble trouble, Hash hash, String text, Instant since, Instant expires) {
        this.id = id;
        this.sim = sim;
        this.trouble = trouble;
        this.hash = hash;
        this.text = text.replace("%%VC%%", hash.code());
        this.since = since;
        this.expires = expires;
    }

    String id() {
        return id;
    }

    Sim sim() {
        return sim;
    }

    Trouble trouble() {
        return trouble;
    }

    Hash hash() {
        return hash;
    }

    String text() {
        return text;
    }

    Instant expires() {
        return expires;
    }

    /** The signature, made once: who asks again gets the same. */
    synchronized byte[] signature(Supplier<byte[]> pen) {
        if (signature == null) {
            signature = pen.get();
        }
        return signature;
    }

    @Override
    public String toString() {
        return "Prompt[" + id + "]";
    }
}
