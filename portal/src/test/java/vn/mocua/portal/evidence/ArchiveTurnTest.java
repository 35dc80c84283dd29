package vn.mocua.portal.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import vn.mocua.portal.TestDatabase;

/** Nodes that would archive at the same time. */
class ArchiveTurnTest {

    private final ArchiveTurn here = new ArchiveTurn(TestDatabase.asPortal());
    private final ArchiveTurn there = new ArchiveTurn(TestDatabase.asPortal());

    @Test
    void ofManyAtOnceOneArchives() throws Exception {
        var others = new CountDownLatch(9);
        var archived = new AtomicInteger();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var all = IntStream.range(0, 10)
                    .mapToObj(node -> threads.submit(() -> {
                        var done = (node % 2 == 0 ? here : there).take(() -> {
                            await(others);
                            return archived.incrementAndGet();
                        });
                        others.countDown();
                        return done;
                    }))
                    .toList();
            for (Future<Optional<Integer>> each : all) {
                assertThat(each.get())
                        .satisfiesAnyOf(
                                done -> assertThat(done).isEmpty(),
                                done -> assertThat(done).hasValue(1));
            }
        }
        assertThat(archived).hasValue(1);
    }

    @Test
    void theTurnIsGivenBackAlsoAfterAFailure() throws Exception {
        assertThatThrownBy(() -> here.take(() -> {
                    throw new IOException("the worker ended");
                }))
                .hasMessage("the worker ended");
        assertThat(there.take(() -> "done")).hasValue("done");
        assertThat(here.take(() -> "done")).hasValue("done");
    }

    private static void await(CountDownLatch others) throws IOException {
        try {
            others.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
