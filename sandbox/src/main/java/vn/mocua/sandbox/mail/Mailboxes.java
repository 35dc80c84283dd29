package vn.mocua.sandbox.mail;

import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/** Every address's mailbox. Bounded: the last {@link #PER_BOX} of a box, {@link #IN_ALL} altogether. */
public final class Mailboxes {

    static final int PER_BOX = 50;
    static final int IN_ALL = 2_000;

    private final Clock clock;
    private final Map<String, Deque<Mail>> boxes = new HashMap<>();
    private final Deque<String> oldest = new ArrayDeque<>();
    private long last;

    public Mailboxes(Clock clock) {
        this.clock = clock;
    }

    /** Puts one message, as it came over the wire, into each recipient's box. */
    void put(Collection<String> recipients, byte[] message) {
        var read = read(message);
        for (var recipient : recipients) {
            put(key(recipient), recipient, read);
        }
    }

    private synchronized void put(String box, String recipient, Mail read) {
        var mails = boxes.computeIfAbsent(box, fresh -> new ArrayDeque<>());
        mails.addFirst(
                new Mail(++last, read.from(), recipient, read.subject(), read.text(), read.html(), clock.instant()));
        oldest.addLast(box);
        if (mails.size() > PER_BOX) {
            mails.removeLast();
            oldest.removeFirstOccurrence(box);
        }
        if (oldest.size() > IN_ALL) {
            var loser = oldest.removeFirst();
            var poorer = boxes.getOrDefault(loser, new ArrayDeque<>());
            poorer.pollLast();
            if (poorer.isEmpty()) {
                boxes.remove(loser);
            }
        }
    }

    /** A mailbox, newest first. */
    public synchronized List<Mail> box(String address) {
        return new ArrayList<>(boxes.getOrDefault(key(address), new ArrayDeque<>()));
    }

    /** A message that is still there. */
    public synchronized Optional<Mail> find(long number) {
        return boxes.values().stream()
                .flatMap(Collection::stream)
                .filter(mail -> mail.number() == number)
                .findFirst();
    }

    private static String key(String address) {
        return address.strip().toLowerCase(Locale.ROOT);
    }

    private Mail read(byte[] message) {
        try {
            var mime = new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(message));
            var from = mime.getFrom();
            var subject = mime.getSubject();
            return new Mail(
                    0,
                    from == null || from.length == 0 ? "" : sender(from[0]),
                    "",
                    subject == null ? "" : subject,
                    part(mime, "text/plain"),
                    part(mime, "text/html"),
                    clock.instant());
        } catch (MessagingException | IOException e) {
            return new Mail(0, "", "", "", "", "", clock.instant());
        }
    }

    private static String sender(Address from) {
        return from instanceof InternetAddress address && address.getPersonal() != null
                ? address.getPersonal() + " <" + address.getAddress() + ">"
                : from.toString();
    }

    /** The first part of that type, wherever it stands. */
    private static String part(Part part, String type) throws MessagingException, IOException {
        if (part.isMimeType(type)) {
            return part.getContent() instanceof String text ? text : "";
        }
        if (part.isMimeType("multipart/*") && part.getContent() instanceof Multipart parts) {
            for (int i = 0; i < parts.getCount(); i++) {
                var found = part(parts.getBodyPart(i), type);
                if (!found.isEmpty()) {
                    return found;
                }
            }
        }
        return "";
    }
}
