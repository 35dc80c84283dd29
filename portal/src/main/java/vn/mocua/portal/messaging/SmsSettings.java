package vn.mocua.portal.messaging;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import vn.mocua.portal.outside.Loopback;

/**
 * Who carries short messages: {@code mocua.sms.*}.
 *
 * @param sender the name that is registered with every network, at most eleven letters, case-sensitive
 * @param providers by name
 */
@ConfigurationProperties("mocua.sms")
record SmsSettings(@Nullable String sender, @DefaultValue Map<String, Provider> providers) {

    SmsSettings {
        if (sender == null || !sender.matches("[A-Za-z0-9 ._-]{1,11}")) {
            throw new IllegalArgumentException("mocua.sms.sender is not a name of one to eleven letters");
        }
        if (providers.isEmpty()) {
            throw new IllegalArgumentException("mocua.sms.providers is empty");
        }
        providers.forEach((name, provider) -> provider.check("mocua.sms.providers." + name));
    }

    /** The providers in the order in which they are asked. */
    List<Map.Entry<String, Provider>> inOrder() {
        return providers.entrySet().stream()
                .sorted(Comparator.comparingInt(entry -> entry.getValue().order()))
                .toList();
    }

    /** The sender's name, which is set. */
    String from() {
        return sender == null ? "" : sender;
    }

    /**
     * One message centre.
     *
     * @param order the lowest is asked first
     * @param addressTon type of the sender's number (SMPP 3.4, 5.2.5): 5 for a name
     * @param tls whether the line is encrypted; without it only this machine or a private line is reached
     * @param trust a PEM file of the certificates that vouch for the centre; null: those that Java trusts
     * @param privateLine that the network between here and there is not public; an operator's word
     * @param window messages under way at the same time
     * @param submitTimeout after which nobody knows whether a message was taken
     * @param enquireLink silence after which the line is tried
     */
    record Provider(
            @DefaultValue("0") int order,
            String host,
            int port,
            String systemId,
            String password,
            @DefaultValue("") String systemType,
            @DefaultValue("5") int addressTon,
            @DefaultValue("0") int addressNpi,
            @DefaultValue("false") boolean tls,
            @Nullable Path trust,
            @DefaultValue("false") boolean privateLine,
            @DefaultValue("10") int window,
            @DefaultValue("3s") Duration connectTimeout,
            @DefaultValue("5s") Duration submitTimeout,
            @DefaultValue("15s") Duration enquireLink) {

        private void check(String name) {
            if (host == null || host.isBlank() || port < 1 || port > 65535) {
                throw new IllegalArgumentException(name + ": host or port is not set");
            }
            if (systemId == null || systemId.length() > 15 || password == null || password.length() > 8) {
                throw new IllegalArgumentException(name + ": system id (15) or password (8) is missing or too long");
            }
            if (!tls && !privateLine && !Loopback.isLoopback(host)) {
                throw new IllegalArgumentException(name + ": needs tls, since its host is not this machine");
            }
            if (trust != null && (!tls || !Files.isReadable(trust))) {
                throw new IllegalArgumentException(name + ": trust needs tls and a file that can be read");
            }
        }

        @Override
        public String toString() {
            return "Provider[" + host + ":" + port + "]";
        }
    }
}
