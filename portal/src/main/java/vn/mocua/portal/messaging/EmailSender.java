package vn.mocua.portal.messaging;

import java.util.UUID;
import vn.mocua.portal.page.Language;

/** Carries mails. */
interface EmailSender {

    /** One mail as it was written: plain text, in one language. */
    record Mail(String to, Language language, String subject, String text) {

        @Override
        public String toString() {
            return "Mail[***]";
        }
    }

    /**
     * Hands a mail over.
     *
     * @param id becomes the Message-ID, so that a mail sent twice is known as one
     */
    Submission submit(UUID id, Mail mail);
}
