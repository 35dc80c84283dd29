package vn.mocua.sandbox.phone;

import java.time.Instant;

/**
 * A message that arrived on a phone.
 *
 * @param number counts up over all phones
 * @param parts how many messages the sender pays for
 * @param centre which message centre brought it: {@code alpha} or {@code beta}
 */
public record Sms(long number, String from, String text, Instant at, int parts, String centre) {

    @Override
    public String toString() {
        return "Sms[" + number + "]";
    }
}
