package vn.mocua.portal.page;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says which words cannot be used, a line each, instead of a stack trace. */
final class UnusableWords extends AbstractFailureAnalyzer<Wordings.Unusable> {

    @Override
    protected FailureAnalysis analyze(Throwable failure, Wordings.Unusable cause) {
        return new FailureAnalysis(
                "The portal cannot use the messages in mocua.messages.dir:\n" + cause.getMessage(),
                "./mocua messages check DIR looks at them beforehand.",
                cause);
    }
}
