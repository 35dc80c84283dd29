package vn.mocua.portal;

import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.session.web.http.SessionRepositoryFilter;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import vn.mocua.portal.page.BusyPage;

/**
 * When more people come in than can be served, those who begin wait in a line, at most a few seconds, and those who are in
 * already go on as fast as ever. Whoever would wait longer is told to come again.
 *
 * <p>Crowded it is while more connections to the database are in use, or waited for, than there are cores to work on what
 * they bring. To wait costs no thread.
 */
@Component
@Order(SessionRepositoryFilter.DEFAULT_ORDER - 2)
class Doorkeeper extends OncePerRequestFilter {

    /** Forms by which something begins. */
    private static final Set<String> DOORS = Set.of("/sign-in", "/register", "/forgot-password");

    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final int LONGEST_LINE = 500;

    /** Who was let in is seen at the database only after it. */
    private static final Duration PAUSE = Duration.ofMillis(2);

    private final @Nullable HikariDataSource database;
    private final BusyPage busy;
    private final Counter refused;
    private final ReentrantLock line = new ReentrantLock(true);

    Doorkeeper(DataSource database, BusyPage busy, MeterRegistry meters) throws SQLException {
        this.database = database.isWrapperFor(HikariDataSource.class) ? database.unwrap(HikariDataSource.class) : null;
        this.busy = busy;
        this.refused = Counter.builder("mocua.door.refused")
                .description("People who were told to come again, since too many began at once")
                .register(meters);
        Gauge.builder("mocua.door.line", line, ReentrantLock::getQueueLength)
                .description("People who wait to begin")
                .register(meters);
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !request.getMethod().equals("POST") || !DOORS.contains(request.getRequestURI());
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (mayEnter()) {
            chain.doFilter(request, response);
        } else {
            refused.increment();
            busy.show(request, response);
        }
    }

    private boolean mayEnter() {
        if (!line.isLocked() && !isCrowded()) {
            return true;
        }
        var until = System.nanoTime() + PATIENCE.toNanos();
        try {
            if (line.getQueueLength() >= LONGEST_LINE || !line.tryLock(PATIENCE.toNanos(), TimeUnit.NANOSECONDS)) {
                return false;
            }
            try {
                // Looked at once each time: whoever saw that there was room is let in, however many come meanwhile.
                boolean crowded;
                do {
                    Thread.sleep(PAUSE);
                    crowded = isCrowded();
                } while (crowded && System.nanoTime() < until);
                return !crowded;
            } finally {
                line.unlock();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private boolean isCrowded() {
        var pool = database == null ? null : database.getHikariPoolMXBean();
        if (database == null || pool == null) {
            return false;
        }
        var enough =
                Math.min(database.getMaximumPoolSize(), Runtime.getRuntime().availableProcessors());
        return pool.getActiveConnections() + pool.getThreadsAwaitingConnection() > enough;
    }
}
