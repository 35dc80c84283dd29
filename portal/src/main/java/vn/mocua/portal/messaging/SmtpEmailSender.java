package vn.mocua.portal.messaging;

import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.UnsupportedEncodingException;
import java.net.IDN;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Collection;
import java.util.Date;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.jspecify.annotations.Nullable;
import org.springframework.mail.MailAuthenticationException;
import org.springframework.mail.MailException;
import org.springframework.mail.MailSendException;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import vn.mocua.portal.outside.Outside;
import vn.mocua.portal.outside.OutsideUnavailable;

/** Speaks SMTP (RFC 5321) with the operator's own mail server. */
class SmtpEmailSender implements EmailSender {

    private static final String SYSTEM = "mail";

    /** Nothing that means something in a header, no routes, no address literals such as {@code a@[10.0.0.1]}. */
    private static final Pattern LOCAL_PART = Pattern.compile("[\\x21-\\x7E&&[^\"(),:;<>@\\[\\\\\\]]]{1,64}");

    private static final Pattern DOMAIN = Pattern.compile("(?=.{1,253}$)([A-Za-z0-9-]{1,63}\\.)+[A-Za-z][A-Za-z0-9-]+");

    private final Outside outside;
    private final Clock clock;
    private final MailHtml html;
    private final JavaMailSenderImpl server = new JavaMailSenderImpl();
    private final InternetAddress from;
    private final @Nullable InternetAddress replyTo;
    private final @Nullable MailSignature signature;

    SmtpEmailSender(MailSettings settings, MailHtml html, Outside outside, Clock clock) {
        this.html = html;
        this.outside = outside;
        this.clock = clock;
        this.from = sender(String.valueOf(settings.from()), "mocua.mail.from");
        this.replyTo = settings.replyTo() == null ? null : sender(settings.replyTo(), "mocua.mail.reply-to");
        this.signature = settings.dkim() == null ? null : MailSignature.of(settings.dkim(), domain());
        server.setHost(settings.host());
        server.setPort(settings.port());
        server.setUsername(settings.username());
        server.setPassword(settings.password());
        server.setDefaultEncoding(StandardCharsets.UTF_8.name());
        server.setJavaMailProperties(properties(settings));
    }

    private Properties properties(MailSettings settings) {
        var timeout = String.valueOf(settings.timeout().toMillis());
        var properties = new Properties();
        properties.setProperty("mail.smtp.auth", String.valueOf(settings.username() != null));
        properties.setProperty("mail.smtp.starttls.enable", String.valueOf(settings.starttls()));
        properties.setProperty("mail.smtp.starttls.required", String.valueOf(settings.starttls()));
        properties.setProperty("mail.smtp.ssl.enable", String.valueOf(settings.tls()));
        properties.setProperty("mail.smtp.ssl.checkserveridentity", "true");
        properties.setProperty("mail.smtp.connectiontimeout", timeout);
        properties.setProperty("mail.smtp.timeout", timeout);
        properties.setProperty("mail.smtp.writetimeout", timeout);
        properties.setProperty("mail.smtp.localhost", domain());
        return properties;
    }

    @Override
    public Submission submit(UUID id, Mail mail) {
        InternetAddress recipient;
        try {
            recipient = recipient(mail.to());
        } catch (AddressException e) {
            return new Submission.Refused(SYSTEM, "not an address that mail can carry");
        }
        var known = new AtomicReference<@Nullable Submission>();
        try {
            return outside.call(SYSTEM, () -> {
                try {
                    server.send(message(id, recipient, mail));
                    return new Submission.Accepted(SYSTEM, null);
                } catch (MessagingException | MailException e) {
                    var submission = whatIsKnown(e);
                    if (submission instanceof Submission.Refused || submission instanceof Submission.Accepted) {
                        return submission;
                    }
                    known.set(submission);
                    throw new OutsideUnavailable(
                            SYSTEM, OutsideUnavailable.Why.BROKEN, e.getClass().getSimpleName());
                }
            });
        } catch (OutsideUnavailable e) {
            var submission = known.get();
            if (submission != null) {
                return submission;
            }
            return e.mayHaveArrived()
                    ? new Submission.Uncertain(SYSTEM, e.why().name())
                    : new Submission.NotTaken(SYSTEM, e.why().name());
        }
    }

    private MimeMessage message(UUID id, InternetAddress to, Mail mail) throws MessagingException {
        var message = new MimeMessage((Session) server.getSession());
        message.setFrom(from);
        message.setRecipient(MimeMessage.RecipientType.TO, to);
        if (replyTo != null) {
            message.setReplyTo(new Address[] {replyTo});
        }
        message.setSubject(mail.subject(), StandardCharsets.UTF_8.name());
        message.setHeader("Content-Language", mail.language().tag());
        message.setContent(bothWays(mail));
        message.setSentDate(Date.from(clock.instant()));
        message.setHeader("Message-ID", "<" + id + "@" + domain() + ">");
        // RFC 3834: no holiday notes in answer, please.
        message.setHeader("Auto-Submitted", "auto-generated");
        return signature == null ? message : signature.on(message);
    }

    /** RFC 2046, 5.1.4: "in order of increasing faithfulness". */
    private MimeMultipart bothWays(Mail mail) throws MessagingException {
        var plain = new MimeBodyPart();
        plain.setText(mail.text(), StandardCharsets.UTF_8.name());
        var laidOut = new MimeBodyPart();
        laidOut.setText(html.of(mail), StandardCharsets.UTF_8.name(), "html");
        return new MimeMultipart("alternative", plain, laidOut);
    }

    /** Who was never reached has nothing; a server's own word counts; without one nobody knows. */
    private static Submission whatIsKnown(Exception thrown) {
        return switch (thrown) {
            case MailAuthenticationException e -> new Submission.NotTaken(SYSTEM, "not let in");
            // The mail was taken; only the goodbye failed.
            case MailSendException send
            when send.getFailedMessages().isEmpty() -> new Submission.Accepted(SYSTEM, null);
            case MailSendException send ->
                send.getFailedMessages().containsValue(send.getCause())
                        ? new Submission.NotTaken(SYSTEM, "not reached")
                        : wordOfServer(send.getFailedMessages().values());
            default -> new Submission.Refused(SYSTEM, "not a mail");
        };
    }

    private static Submission wordOfServer(Collection<Exception> failures) {
        var code = -1;
        var sender = false;
        for (var failure : failures) {
            for (Throwable each = failure; each != null; each = next(each)) {
                sender |= each instanceof SMTPSenderFailedException;
                code = code < 0 ? codeOf(each) : code;
            }
        }
        if (code >= 400 && code < 600) {
            // What is said against the sender is said to us, not to this mail: another time or setting may do.
            return code >= 500 && !sender
                    ? new Submission.Refused(SYSTEM, "status " + code)
                    : new Submission.NotTaken(SYSTEM, "status " + code);
        }
        return new Submission.Uncertain(SYSTEM, "no word of the server");
    }

    private static int codeOf(Throwable thrown) {
        return switch (thrown) {
            case SMTPAddressFailedException address -> address.getReturnCode();
            case SMTPSenderFailedException sender -> sender.getReturnCode();
            case SMTPSendFailedException send -> send.getReturnCode();
            default -> -1;
        };
    }

    private static @Nullable Throwable next(Throwable thrown) {
        return thrown instanceof MessagingException messaging && messaging.getNextException() != null
                ? messaging.getNextException()
                : thrown.getCause();
    }

    private static InternetAddress recipient(String to) throws AddressException {
        var at = to.lastIndexOf('@');
        var local = at < 0 ? "" : to.substring(0, at);
        String domain;
        try {
            domain = IDN.toASCII(to.substring(at + 1));
        } catch (IllegalArgumentException e) {
            throw new AddressException("domain");
        }
        if (!LOCAL_PART.matcher(local).matches() || !DOMAIN.matcher(domain).matches()) {
            throw new AddressException("address");
        }
        return new InternetAddress(local + "@" + domain, true);
    }

    private static InternetAddress sender(String from, String setting) {
        try {
            var parsed = new InternetAddress(from, true);
            var address = recipient(parsed.getAddress());
            address.setPersonal(parsed.getPersonal(), StandardCharsets.UTF_8.name());
            return address;
        } catch (AddressException | UnsupportedEncodingException e) {
            throw new IllegalArgumentException(setting + " is not an address", e);
        }
    }

    private String domain() {
        var address = from.getAddress();
        return address.substring(address.indexOf('@') + 1);
    }
}
