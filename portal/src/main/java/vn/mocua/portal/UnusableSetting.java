package vn.mocua.portal;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says which setting stops the start in one line, instead of a stack trace. */
final class UnusableSetting extends AbstractFailureAnalyzer<IllegalArgumentException> {

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable failure, IllegalArgumentException cause) {
        var said = String.valueOf(cause.getMessage());
        return said.matches("(?s)(mocua\\.|a database address ).*")
                ? new FailureAnalysis("The portal cannot use a setting.", said, cause)
                : null;
    }
}
