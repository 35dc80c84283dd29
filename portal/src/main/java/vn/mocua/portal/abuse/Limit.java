package vn.mocua.portal.abuse;

import java.time.Duration;
import java.util.List;

/**
 * How often a thing may happen to one key (a phone, a network, the whole portal) in any stretch of time.
 *
 * <p>The setting {@code mocua.limits.<name>} changes it, written as {@code 5/1d}, within bounds that no setting passes.
 * A room with a limit of its own declares it as a bean.
 *
 * @param name in kebab-case
 * @param usual holds without a setting; its stretch is also the shortest that may be set
 * @param fewest smallest count that may be set
 * @param most largest count that may be set
 */
public record Limit(String name, Rate usual, int fewest, int most) {

    private static final Duration LONGEST = Duration.ofDays(366);

    /** The limits that every portal has; the count is for each key. */
    static final List<Limit> ALL = List.of(
            // A block of addresses may be a mobile operator's gateway with thousands behind it.
            limit("journeys-per-network", "600/1h", 10, 1_000_000),
            // A person mistypes a picture now and then, a whole school does; a program fails all day.
            limit("captcha-failures-per-network", "300/1h", 10, 1_000_000),

            // Threat T18 names these: who mistypes a sixth time goes to the counter.
            limit("match-failures-per-national-id", "5/1d", 1, 20),
            limit("match-failures-per-phone", "5/1d", 1, 20),
            limit("match-failures-per-network", "20/1d", 5, 100_000),
            // Far above honest mistyping in a whole country, far below trying out a register.
            limit("match-failures-in-all", "5000/1h", 10, 1_000_000),

            // Threat T15: messages cost money and can be turned against whoever owns the phone.
            limit("sms-per-phone", "5/1d", 1, 20),
            // As many as the phone's: one person, even with several phones, needs no more.
            limit("sms-per-national-id", "5/1d", 1, 20),
            // A family, an office or a village hall behind one address.
            limit("sms-per-network", "100/1h", 5, 1_000_000),
            // Pumping concentrates on one operator's range; a day's enrolment does not.
            limit("sms-per-operator-range", "3000/1h", 10, 10_000_000),
            // What the purse bears: about five million messages a month at most, were it used to the full.
            limit("sms-in-all", "7000/1h", 10, 10_000_000),

            // Threat T12: 15 tries at six digits keep the chance to guess under 2 in 100,000 a day.
            limit("otp-failures-per-phone", "15/1d", 5, 15),
            limit("otp-failures-per-national-id", "15/1d", 5, 15),
            // More than five honest persons' worst day, less than a robbery of many phones needs.
            limit("otp-failures-per-network", "200/1d", 15, 1_000_000),
            // SP 800-63B 3.2.2: no more than 100 failures in a row; forgotten at the first success.
            limit("otp-failures-in-a-row-per-phone", "100/366d", 15, 100),

            // Threat T27: a hundred networks together try no more than 6,000 passwords an hour.
            limit("sign-in-failures-per-network", "60/1h", 5, 1_000_000),
            // Ten failures a second; beyond it whoever signs in is asked for a captcha, not refused.
            limit("sign-in-in-all", "600/1m", 10, 10_000_000),

            // Spec section 10: one message a day to the holder, however many tries.
            limit("existing-account-notice", "1/1d", 1, 5),
            // Threat T27: the owner hears of a new device, and is not bombed by whoever has the password.
            limit("new-device-notice", "1/4h", 1, 20));

    private static Limit limit(String name, String usual, int fewest, int most) {
        return new Limit(name, Rate.of(usual), fewest, most);
    }

    /** The rate if it keeps within the bounds. */
    Rate bounded(Rate set) {
        if (set.count() < fewest || set.count() > most) {
            throw new IllegalArgumentException(
                    "mocua.limits.%s is %s: the count must be %d to %d".formatted(name, set, fewest, most));
        }
        if (set.per().compareTo(usual.per()) < 0 || set.per().compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("mocua.limits.%s is %s: the time must be %s or longer, up to %dd"
                    .formatted(name, set, Rate.text(usual.per()), LONGEST.toDays()));
        }
        return set;
    }
}
