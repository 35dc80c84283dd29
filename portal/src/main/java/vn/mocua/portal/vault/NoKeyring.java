package vn.mocua.portal.vault;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says what is wrong with the keyring in one line instead of a stack trace. */
final class NoKeyring extends AbstractFailureAnalyzer<Keyring.Unusable> {

    @Override
    protected FailureAnalysis analyze(Throwable failure, Keyring.Unusable cause) {
        return new FailureAnalysis("The portal cannot use its keyring.", String.valueOf(cause.getMessage()), cause);
    }
}
