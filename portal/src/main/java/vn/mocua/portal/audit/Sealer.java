package vn.mocua.portal.audit;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Seals every second what this node wrote; and now and then what a node left that died before it came to it. Idle, that
 * is one small query every fifteen seconds.
 */
class Sealer implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Sealer.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final int PAUSES_BETWEEN_ROUNDS = 15;

    private final Audit audit;
    private final Chain chain;
    private CountDownLatch end = new CountDownLatch(1);
    private @Nullable Thread thread;

    Sealer(Audit audit, Chain chain) {
        this.audit = audit;
        this.chain = chain;
    }

    @Override
    public synchronized void start() {
        var mine = new CountDownLatch(1);
        end = mine;
        thread = Thread.ofVirtual().name("audit-sealer").start(() -> work(mine));
    }

    private void work(CountDownLatch end) {
        int pauses = 0;
        while (true) {
            try {
                if (audit.hasWritten() || pauses >= PAUSES_BETWEEN_ROUNDS) {
                    pauses = 0;
                    chain.sealAll();
                }
            } catch (RuntimeException e) {
                // The database is away; what waits is still there when it is back.
                pauses = PAUSES_BETWEEN_ROUNDS;
                LOG.warn(
                        "the audit trail could not be sealed now: {}",
                        e.getClass().getSimpleName());
            }
            try {
                if (end.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
                    return;
                }
                pauses++;
            } catch (InterruptedException stopped) {
                return;
            }
        }
    }

    /** Ends, and seals what is left. */
    @Override
    public synchronized void stop() {
        var working = thread;
        if (working == null) {
            return;
        }
        thread = null;
        end.countDown();
        try {
            working.join(Duration.ofSeconds(5));
            chain.sealAll();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.warn(
                    "the audit trail was not sealed at the end: {}",
                    e.getClass().getSimpleName());
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return thread != null;
    }
}
