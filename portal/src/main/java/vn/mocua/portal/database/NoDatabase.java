package vn.mocua.portal.database;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanCreationException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;

/** Says what to do when nobody told the portal where its database is. */
final class NoDatabase extends AbstractFailureAnalyzer<BeanCreationException> implements Ordered {

    static final String WHAT_TO_DO = "no database: set DATABASE_URL to an outside PostgreSQL,"
            + " or mocua.data (MOCUA_DATA) to a directory in which the portal runs its own";

    /** A command, which has nothing to wait for, is told at once. */
    static final class ForCommand extends IllegalStateException {
        ForCommand() {
            super(WHAT_TO_DO);
        }
    }

    /** Keeps the stack trace from people. */
    static final class OfCommand extends AbstractFailureAnalyzer<ForCommand> {
        @Override
        protected FailureAnalysis analyze(Throwable failure, ForCommand cause) {
            return new FailureAnalysis("The command has no database.", WHAT_TO_DO, cause);
        }
    }

    private final Environment environment;

    NoDatabase(Environment environment) {
        this.environment = environment;
    }

    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable failure, BeanCreationException cause) {
        return environment.containsProperty("spring.datasource.url")
                ? null
                : new FailureAnalysis("The portal has no database.", WHAT_TO_DO, cause);
    }
}
