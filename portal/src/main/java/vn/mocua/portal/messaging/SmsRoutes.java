package vn.mocua.portal.messaging;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.mocua.portal.identity.PhoneNumber;

/** The providers in the order of the settings: the next one is asked when the one before cannot take a message. */
record SmsRoutes(List<SmsSender> senders) {

    SmsRoutes {
        senders = List.copyOf(senders);
    }

    boolean isUp() {
        return senders.stream().anyMatch(SmsSender::isUp);
    }

    /**
     * Hands a message to the first provider that takes it.
     *
     * @param once the next provider is asked only when the one before certainly does not have the message
     */
    Submission send(PhoneNumber to, SmsText text, boolean once, @Nullable Duration validity) {
        Submission last = new Submission.NotTaken("none", "no provider is up");
        for (var sender : senders) {
            var submission = sender.submit(to, text, validity);
            switch (submission) {
                case Submission.Accepted accepted -> {
                    return accepted;
                }
                case Submission.Refused refused -> {
                    return refused;
                }
                case Submission.Uncertain uncertain -> {
                    if (once) {
                        return uncertain;
                    }
                    last = uncertain;
                }
                case Submission.NotTaken notTaken -> last = notTaken;
            }
        }
        return last;
    }
}
