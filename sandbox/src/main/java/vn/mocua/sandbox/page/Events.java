package vn.mocua.sandbox.page;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import vn.mocua.sandbox.mail.Mail;
import vn.mocua.sandbox.mail.Mailboxes;
import vn.mocua.sandbox.phone.Phones;
import vn.mocua.sandbox.phone.Sms;
import vn.mocua.sandbox.town.Cast;
import vn.mocua.sandbox.town.Person;
import vn.mocua.sandbox.town.Telephone;
import vn.mocua.sandbox.web.Reply;
import vn.mocua.sandbox.web.Unacceptable;

/** Tells a page in front of somebody that something has come. */
final class Events {

    private static final int MOST_STREAMS = 200;

    private final Cast cast;
    private final Phones phones;
    private final Mailboxes mailboxes;
    private final SimScreen sim;
    private final AtomicInteger streams = new AtomicInteger();

    Events(Cast cast, Phones phones, Mailboxes mailboxes, SimScreen sim) {
        this.cast = cast;
        this.phones = phones;
        this.mailboxes = mailboxes;
        this.sim = sim;
    }

    /** Says "changed" whenever a message or a mail has come. */
    Reply of(Telephone phone) {
        if (streams.incrementAndGet() > MOST_STREAMS) {
            streams.decrementAndGet();
            throw new Unacceptable(503, "too many pages are watching");
        }
        var address = cast.byPhone(phone).map(Person::email).orElse("");
        return Reply.stream("text/event-stream", out -> {
                    try {
                        var before = "";
                        for (long turn = 0; ; turn++) {
                            var now = newest(phone, address);
                            if (!now.equals(before)) {
                                out.write(
                                        ("event: changed\ndata: " + now + "\n\n").getBytes(StandardCharsets.US_ASCII));
                                out.flush();
                                before = now;
                            } else if (turn % 50 == 49) {
                                out.write(": still here\n\n".getBytes(StandardCharsets.US_ASCII));
                                out.flush();
                            }
                            Thread.sleep(Duration.ofMillis(300));
                        }
                    } finally {
                        streams.decrementAndGet();
                    }
                })
                .with("Cache-Control", "no-store");
    }

    private String newest(Telephone phone, String address) {
        long sms = phones.inbox(phone).stream().findFirst().map(Sms::number).orElse(0L);
        long mail =
                mailboxes.box(address).stream().findFirst().map(Mail::number).orElse(0L);
        return sms + "-" + mail + sim.version(phone);
    }
}
