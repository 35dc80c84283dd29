package vn.mocua.portal.page;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.annotation.Order;
import org.springframework.dao.NonTransientDataAccessResourceException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.session.web.http.SessionRepositoryFilter;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * A database that cannot be reached, or that has no connection left, is no fault of the page that asked: whoever came is
 * told to come again, and operators do not find an incident for each of thousands.
 *
 * <p>It stands before the sessions, which are kept in that database: the page that it shows asks for none.
 */
@Component
@Order(SessionRepositoryFilter.DEFAULT_ORDER - 1)
class DatabaseIsAway extends OncePerRequestFilter {

    private static final Logger log = LoggerFactory.getLogger(DatabaseIsAway.class);

    private static final List<Class<? extends Exception>> SIGNS = List.of(
            TransientDataAccessException.class,
            RecoverableDataAccessException.class,
            NonTransientDataAccessResourceException.class,
            TransactionException.class);

    private final BusyPage busy;

    DatabaseIsAway(BusyPage busy) {
        this.busy = busy;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            chain.doFilter(request, response);
        } catch (RuntimeException | ServletException failure) {
            if (response.isCommitted() || !isBehind(failure)) {
                throw failure;
            }
            log.warn("database interrupted a page: {}", failure.getClass().getSimpleName());
            response.resetBuffer();
            busy.show(request, response);
        }
    }

    private static boolean isBehind(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .limit(10)
                .anyMatch(each -> SIGNS.stream().anyMatch(sign -> sign.isInstance(each)));
    }
}
