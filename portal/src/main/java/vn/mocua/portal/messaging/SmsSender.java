package vn.mocua.portal.messaging;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import vn.mocua.portal.identity.PhoneNumber;

/** A provider that carries short messages to Vietnamese mobile numbers; there is no way to name any other number. */
interface SmsSender {

    /** Its name in settings and figures. */
    String name();

    /** Whether handing a message over has a chance now. */
    boolean isUp();

    /** @param validity after which the message is worth nothing to its reader; null when it keeps */
    Submission submit(PhoneNumber to, SmsText text, @Nullable Duration validity);
}
