package vn.mocua.portal.messaging;

import java.util.UUID;

/** Carries mails. */
interface EmailSender {

    /**
     * Hands a mail over.
     *
     * @param id becomes the Message-ID, so that a mail sent twice is known as one
     */
    Submission submit(UUID id, String to, String subject, String text);
}
