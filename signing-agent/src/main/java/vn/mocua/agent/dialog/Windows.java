package vn.mocua.agent.dialog;

import java.awt.GraphicsEnvironment;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import javax.swing.SwingUtilities;
import vn.mocua.agent.protocol.Answer;
import vn.mocua.agent.protocol.Fault.Code;
import vn.mocua.agent.signing.Consent;
import vn.mocua.agent.words.Words;

/** Asks in a window of the agent's own, which no page can draw over or read. */
public final class Windows implements Consent {

    private final Duration patience;

    /** @param patience after how long of no answer the window closes */
    public Windows(Duration patience) {
        this.patience = patience;
        Paint.smoothLetters();
    }

    @Override
    public Answer ask(Question question, Act act) {
        if (GraphicsEnvironment.isHeadless()) {
            return Answer.refused(Code.NO_DISPLAY);
        }
        var words = new Words(question.request().language());
        var answer = new CompletableFuture<Answer>();
        SwingUtilities.invokeLater(() -> {
            try {
                new ConsentWindow(question, act, words, patience, answer).show();
            } catch (RuntimeException | Error e) {
                answer.complete(Answer.refused(Code.NATIVE_FATAL));
            }
        });
        return answer.join();
    }
}
