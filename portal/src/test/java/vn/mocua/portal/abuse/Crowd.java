package vn.mocua.portal.abuse;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import vn.mocua.portal.TestDatabase;

/** Many at once, over two connection pools as if from two nodes. */
final class Crowd implements AutoCloseable {

    private final List<HikariDataSource> pools = List.of(pool(), pool());

    JdbcClient db(int node) {
        return JdbcClient.create(pools.get(node % pools.size()));
    }

    /** Runs all tasks at the same moment; how many answered true. */
    static long howMany(List<Callable<Boolean>> tasks) throws Exception {
        var start = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = new ArrayList<Future<Boolean>>();
            for (var task : tasks) {
                answers.add(threads.submit(() -> {
                    start.await();
                    return task.call();
                }));
            }
            start.countDown();
            long count = 0;
            for (var answer : answers) {
                count += answer.get(60, TimeUnit.SECONDS) ? 1 : 0;
            }
            return count;
        }
    }

    static <T> List<T> times(int count, IntFunction<T> make) {
        return Stream.iterate(0, i -> i + 1).limit(count).map(make::apply).toList();
    }

    @Override
    public void close() {
        pools.forEach(HikariDataSource::close);
    }

    private static HikariDataSource pool() {
        var config = new HikariConfig();
        config.setDataSource(TestDatabase.asPortal());
        config.setMaximumPoolSize(8);
        return new HikariDataSource(config);
    }
}
