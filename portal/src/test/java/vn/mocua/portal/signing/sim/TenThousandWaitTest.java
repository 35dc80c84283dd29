package vn.mocua.portal.signing.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import vn.mocua.portal.RunningPortal;
import vn.mocua.portal.Waiting;
import vn.mocua.portal.identity.PhoneNumber;
import vn.mocua.portal.identity.SubjectKind;
import vn.mocua.portal.outside.Peer;
import vn.mocua.portal.signing.Purpose;
import vn.mocua.portal.signing.sim.SimTransaction.Kept;
import vn.mocua.portal.signing.sim.SimTransaction.Under;

/** Ten thousand people with a prompt on their phones, at one node; and one about whom a provider talks nonsense. */
@Tag("slow")
class TenThousandWaitTest {

    private static final int PEOPLE = 10_000;
    private static final Pattern TRANSACTION = Pattern.compile("MSSP_TransID=\"([^\"]+)\"");
    private static final SimProvider NOBODYS = new SimProvider("nobodys");
    private static final byte[] NOT_YET = """
            <env:Envelope xmlns:env="http://www.w3.org/2003/05/soap-envelope"><env:Body><MSS_StatusQueryResponse>\
            <mss:MSS_StatusResp xmlns:mss="http://uri.etsi.org/TS102204/v1.1.2#" MajorVersion="1" MinorVersion="1">\
            <mss:Status><mss:StatusCode Value="504"/></mss:Status></mss:MSS_StatusResp></MSS_StatusQueryResponse>\
            </env:Body></env:Envelope>""".getBytes(StandardCharsets.UTF_8);

    @Test
    void whoWaitsCostsARowAndNoThread() {
        Set<String> asked = ConcurrentHashMap.newKeySet();
        try (var peer = new Peer();
                var portal = RunningPortal.own("ten_thousand", settings(peer))) {
            peer.on("/MSS_StatusPort", exchange -> Peer.say(exchange, 200, "application/soap+xml", NOT_YET));
            System.gc();
            var threads = ManagementFactory.getThreadMXBean().getThreadCount();
            var memory = used();
            var transactions = portal.bean(SimTransactions.class);
            IntStream.range(0, PEOPLE).parallel().forEach(number -> waits(transactions, number));
            JdbcClient.create(portal.database().asOwner())
                    .sql("update sim_signing set provider = 'crowd', state = 'waiting'")
                    .update();

            Waiting.until(Duration.ofSeconds(200), () -> {
                peer.asked()
                        .forEach(each ->
                                TRANSACTION.matcher(each.body()).results().forEach(found -> asked.add(found.group(1))));
                return asked.size() == PEOPLE ? Optional.of(true) : Optional.empty();
            });
            assertThat(ManagementFactory.getThreadMXBean().getThreadCount() - threads)
                    .as("threads more than before")
                    .isLessThan(40);
            peer.asked().clear();
            System.gc();
            assertThat((used() - memory) / 1024 / 1024)
                    .as("MiB more than before")
                    .isLessThan(200);
            assertThat(portal.rows("sim_signing where state = 'waiting'")).isEqualTo(PEOPLE);
        }
    }

    /** Asked as often as usual, one such SIM would have the breaker keep back the questions about everybody else's. */
    @Test
    void aSimAboutWhichAProviderTalksNonsenseIsAskedAboutSeldom() {
        try (var peer = new Peer();
                var portal = RunningPortal.own("talks_nonsense", settings(peer))) {
            peer.on(
                    "/MSS_StatusPort",
                    exchange -> Peer.say(exchange, 200, "text/html", "<p>sorry".getBytes(StandardCharsets.UTF_8)));
            waits(portal.bean(SimTransactions.class), 1);
            var db = JdbcClient.create(portal.database().asOwner());
            db.sql(
                            "update sim_signing set provider = 'crowd', state = 'waiting', asked_at = now() - interval '1 minute'")
                    .update();

            Waiting.until(Duration.ofSeconds(60), () -> peer.asked().isEmpty() ? Optional.empty() : Optional.of(true));
            Waiting.until(
                    Duration.ofSeconds(60),
                    () -> portal.rows("sim_signing where fault = 'provider-down'") == 1
                            ? Optional.of(true)
                            : Optional.empty());
            assertThat(portal.rows("sim_signing where due_at > now() + interval '10 seconds'"))
                    .isOne();
        }
    }

    private static void waits(SimTransactions transactions, int number) {
        var id = UUID.randomUUID();
        var kept = new Kept(
                PhoneNumber.of("091" + "%07d".formatted(number)),
                "text",
                UUID.randomUUID(),
                "draft " + number,
                Purpose.REGISTER,
                SubjectKind.CITIZEN,
                "1234",
                new Under("", List.of(new byte[2000]), "T" + number),
                null,
                null);
        assertThat(transactions.open(id, NOBODYS, kept, Duration.ofMinutes(4))).isTrue();
    }

    private static long used() {
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static Map<String, String> settings(Peer peer) {
        return Map.of(
                "mocua.signing.sim.providers.crowd.protocol", "etsi",
                "mocua.signing.sim.providers.crowd.url", peer.at("").toString(),
                "mocua.signing.sim.providers.crowd.client-id", "mocua",
                "mocua.signing.sim.providers.crowd.client-secret", "secret");
    }
}
