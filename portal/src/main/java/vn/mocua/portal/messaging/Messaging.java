package vn.mocua.portal.messaging;

import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.ApplicationListener;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import vn.mocua.portal.command.WhileServing;
import vn.mocua.portal.outside.Outside;
import vn.mocua.portal.page.Texts;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({OutboxSettings.class, SmsSettings.class, MailSettings.class})
class Messaging {

    /** The lines to all providers; they are opened when the portal serves and closed after the last message. */
    record SmppLines(List<SmppSmsSender> senders) {}

    @Bean
    static SmppLines smppLines(SmsSettings settings, Outside outside, SmsReceipts receipts, Clock clock) {
        return new SmppLines(settings.inOrder().stream()
                .map(provider -> new SmppSmsSender(
                        provider.getKey(), provider.getValue(), settings.from(), outside, receipts, clock))
                .toList());
    }

    @Bean
    static Dispatch dispatch(
            OutboxMessages messages,
            Sealing sealing,
            SmppLines lines,
            MailSettings mail,
            Texts texts,
            @Value("${mocua.public-url}") URI publicUrl,
            OutboxSettings settings,
            Outside outside,
            MeterRegistry meters,
            Clock clock) {
        return new Dispatch(
                messages,
                sealing,
                new SmsRoutes(List.copyOf(lines.senders())),
                new SmtpEmailSender(mail, new MailHtml(texts, publicUrl), outside, clock),
                settings,
                meters,
                clock);
    }

    /** Tells operators which lines are bound. Always up: readiness does not hang on somebody else's message centre. */
    @Bean
    static HealthIndicator smsHealthIndicator(SmppLines lines) {
        return () -> {
            var health = Health.up();
            lines.senders().forEach(sender -> health.withDetail(sender.name(), sender.isUp() ? "bound" : "not bound"));
            return health.build();
        };
    }

    /** Not while a command runs from the command line: whoever asks for a report sends no messages. */
    @Bean
    @WhileServing
    static Serving outboxServing(SmppLines lines, Dispatch dispatch) {
        return new Serving(lines, dispatch);
    }

    /** Begins when the portal serves pages, without delaying that; ends when the last page was served. */
    static final class Serving implements SmartLifecycle, ApplicationListener<ApplicationReadyEvent> {

        // Stopped after the web server, which stops at DEFAULT_PHASE - 2048: its last pages still send messages.
        private static final int PHASE = DEFAULT_PHASE - 4096;

        private final SmppLines lines;
        private final Dispatch dispatch;
        private volatile boolean running;

        Serving(SmppLines lines, Dispatch dispatch) {
            this.lines = lines;
            this.dispatch = dispatch;
        }

        @Override
        public void onApplicationEvent(ApplicationReadyEvent event) {
            if (!running) {
                running = true;
                lines.senders().forEach(SmppSmsSender::open);
                dispatch.start();
            }
        }

        @Override
        public void start() {
            // The lines are opened when the portal is ready.
        }

        @Override
        public void stop() {
            if (running) {
                running = false;
                dispatch.stop();
                lines.senders().forEach(SmppSmsSender::close);
            }
        }

        @Override
        public boolean isRunning() {
            return running;
        }

        @Override
        public int getPhase() {
            return PHASE;
        }
    }
}
