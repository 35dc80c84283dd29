package vn.mocua.sandbox.mail;

import java.time.Instant;

/**
 * A message in a mailbox.
 *
 * @param number counts up over all mailboxes
 * @param text the plain part, empty when there is none
 * @param html the HTML part as it was sent, empty when there is none; never shown unescaped
 */
public record Mail(long number, String from, String to, String subject, String text, String html, Instant at) {

    @Override
    public String toString() {
        return "Mail[" + number + "]";
    }
}
