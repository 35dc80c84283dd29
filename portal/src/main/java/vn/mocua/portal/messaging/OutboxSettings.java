package vn.mocua.portal.messaging;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the outbox is emptied: {@code mocua.outbox.*}.
 *
 * @param poll how often a node looks for what others left behind
 * @param smsAtOnce short messages that one node hands over at the same time
 * @param mailAtOnce the same for mails
 * @param lease after which a notice is taken again whose node said nothing more
 * @param giveUpAfter after which a notice is not tried any more
 * @param keep how long finished rows, emptied, are kept for receipts
 * @param quietHours in which what can wait is not sent
 */
@ConfigurationProperties("mocua.outbox")
record OutboxSettings(
        @DefaultValue("1s") Duration poll,
        @DefaultValue("16") int smsAtOnce,
        @DefaultValue("4") int mailAtOnce,
        @DefaultValue("2m") Duration lease,
        @DefaultValue("3d") Duration giveUpAfter,
        @DefaultValue("1d") Duration keep,
        @DefaultValue("21:00-07:00") QuietHours quietHours) {

    OutboxSettings {
        if (!poll.isPositive() || smsAtOnce < 1 || mailAtOnce < 1 || !giveUpAfter.isPositive() || keep.isNegative()) {
            throw new IllegalArgumentException("mocua.outbox: a time or number is not positive");
        }
        if (lease.compareTo(Duration.ofSeconds(10)) < 0) {
            throw new IllegalArgumentException("mocua.outbox.lease is shorter than a message may take");
        }
    }

    int atOnce(Channel channel) {
        return channel == Channel.SMS ? smsAtOnce : mailAtOnce;
    }
}
