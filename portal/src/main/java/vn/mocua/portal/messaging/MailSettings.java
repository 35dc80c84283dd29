package vn.mocua.portal.messaging;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import vn.mocua.portal.outside.Loopback;

/**
 * Who carries mail: {@code mocua.mail.*}.
 *
 * @param from the sender, such as {@code Mo Cua <khong-tra-loi@example.vn>}
 * @param starttls whether the line becomes encrypted after the greeting (port 587)
 * @param tls whether it is encrypted from the start (port 465)
 * @param timeout of every step
 * @param replyTo where answers go; null: to the sender
 * @param dkim by which mails are signed; null: they are not, or the server that carries them does it
 */
@ConfigurationProperties("mocua.mail")
record MailSettings(
        @Nullable String host,
        @DefaultValue("25") int port,
        @Nullable String username,
        @Nullable String password,
        @Nullable String from,
        @DefaultValue("false") boolean starttls,
        @DefaultValue("false") boolean tls,
        @DefaultValue("5s") Duration timeout,
        @Nullable String replyTo,
        @Nullable Dkim dkim) {

    /**
     * The key of a domain (RFC 6376): {@code mocua.mail.dkim.*}.
     *
     * @param domain that of the sender, or one above it
     * @param selector under which the public key stands in the DNS, {@code <selector>._domainkey.<domain>}
     * @param key file of an RSA private key (PKCS#8, PEM)
     */
    record Dkim(String domain, String selector, Path key) {

        Dkim {
            if (domain == null || selector == null || key == null) {
                throw new IllegalArgumentException("mocua.mail.dkim: domain, selector and key are set together");
            }
        }
    }

    MailSettings {
        if (host == null || host.isBlank() || port < 1 || port > 65535) {
            throw new IllegalArgumentException("mocua.mail: host or port is not set");
        }
        if (from == null || from.isBlank()) {
            throw new IllegalArgumentException("mocua.mail.from is not set");
        }
        if (!starttls && !tls && !Loopback.isLoopback(host)) {
            throw new IllegalArgumentException("mocua.mail: needs starttls or tls, since its host is not this machine");
        }
    }

    @Override
    public String toString() {
        return "MailSettings[" + host + ":" + port + "]";
    }
}
