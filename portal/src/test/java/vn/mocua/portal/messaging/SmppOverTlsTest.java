package vn.mocua.portal.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static vn.mocua.portal.messaging.Awaits.await;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import javax.net.ServerSocketFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.mocua.portal.TestDatabase;
import vn.mocua.portal.identity.PhoneNumber;
import vn.mocua.portal.outside.OutsideForTests;
import vn.mocua.portal.outside.SelfMadeCertificate;

/** The line to a provider beyond this machine: encrypted, and only with whom the provider's certificate names. */
@Tag("slow")
class SmppOverTlsTest {

    @TempDir
    private static Path folder;

    private static Centre here;
    private static Centre elsewhere;

    /** What a message centre shows, and the file by which we trust it. */
    private record Centre(ServerSocketFactory sockets, Path certificate) {}

    @BeforeAll
    static void makeCertificates() throws Exception {
        here = centre("here", "ip:127.0.0.1");
        elsewhere = centre("elsewhere", "dns:smsc.example");
    }

    @Test
    void aMessageIsHandedOverToACentreWhoseCertificateWeTrust() {
        try (var centre = new MessageCentre(here.sockets())) {
            var sender = sender(centre, here.certificate());
            try {
                sender.open();
                await(sender::isUp);

                assertThat(sender.submit(PhoneNumber.of("0912000001"), new SmsText("Ma xac thuc: 482913"), null))
                        .isEqualTo(new Submission.Accepted("alpha", "id-1"));
                // The line outlives several silences between messages.
                await(() -> centre.enquiries() > 2);
                assertThat(centre.binds()).isEqualTo(1);
            } finally {
                sender.close();
            }
            await(() -> centre.unbinds() == 1);
        }
    }

    @Test
    void aCentreWhoseCertificateNamesAnotherHostHearsNothing() {
        hearsNothing(elsewhere.sockets(), elsewhere.certificate());
    }

    @Test
    void aCentreForWhichNobodyVouchesHearsNothing() {
        hearsNothing(here.sockets(), elsewhere.certificate());
        hearsNothing(here.sockets(), null);
    }

    @Test
    void aCentreThatSpeaksInTheClearHearsNothing() {
        hearsNothing(ServerSocketFactory.getDefault(), here.certificate());
    }

    @Test
    void certificatesThatAreNotThereOrForALineInTheClearStopTheStart() {
        for (var provider : new SmsSettings.Provider[] {
            provider(1, true, folder.resolve("none.pem")), provider(1, false, here.certificate())
        }) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new SmsSettings("MOCUA", Map.of("alpha", provider)))
                    .withMessageContaining("trust");
        }
    }

    private static void hearsNothing(ServerSocketFactory sockets, @Nullable Path trust) {
        try (var centre = new MessageCentre(sockets)) {
            var sender = sender(centre, trust);
            try {
                sender.open();
                await(() -> centre.broken() > 1);
                assertThat(sender.isUp()).isFalse();
                assertThat(centre.binds()).isZero();
            } finally {
                sender.close();
            }
        }
    }

    private static SmppSmsSender sender(MessageCentre centre, @Nullable Path trust) {
        return new SmppSmsSender(
                "alpha",
                provider(centre.port(), true, trust),
                "MOCUA",
                OutsideForTests.outside(),
                new SmsReceipts(TestDatabase.db(), Clock.systemUTC()),
                Clock.systemUTC());
    }

    private static SmsSettings.Provider provider(int port, boolean tls, @Nullable Path trust) {
        return new SmsSettings.Provider(
                0,
                "127.0.0.1",
                port,
                "mocua",
                "secret",
                "",
                5,
                0,
                tls,
                trust,
                false,
                10,
                Duration.ofSeconds(2),
                Duration.ofSeconds(2),
                Duration.ofMillis(300));
    }

    private static Centre centre(String name, String host) throws Exception {
        var made = SelfMadeCertificate.in(folder, name, host);
        return new Centre(made.context().getServerSocketFactory(), made.file());
    }
}
