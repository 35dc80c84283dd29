package vn.mocua.portal.messaging;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import vn.mocua.portal.identity.PhoneNumber;

/** A provider that does as a test says and remembers what it was handed. */
final class FakeSmsSender implements SmsSender {

    record Handed(PhoneNumber to, String text, @Nullable Duration validity) {}

    private final String name;
    private final List<Handed> handed = new CopyOnWriteArrayList<>();
    private volatile boolean up = true;
    private volatile Function<Handed, Submission> answer;

    FakeSmsSender(String name) {
        this.name = name;
        this.answer = each -> new Submission.Accepted(name, "id-" + handed.size());
    }

    FakeSmsSender answers(Function<Handed, Submission> answer) {
        this.answer = answer;
        return this;
    }

    FakeSmsSender answers(Submission submission) {
        return answers(each -> submission);
    }

    void up(boolean up) {
        this.up = up;
    }

    List<Handed> handed() {
        return handed;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean isUp() {
        return up;
    }

    @Override
    public Submission submit(PhoneNumber to, SmsText text, @Nullable Duration validity) {
        var message = new Handed(to, text.value(), validity);
        handed.add(message);
        return answer.apply(message);
    }
}
