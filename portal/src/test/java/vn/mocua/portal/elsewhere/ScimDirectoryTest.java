package vn.mocua.portal.elsewhere;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;
import vn.mocua.portal.elsewhere.ConnectedSystem.Answer;
import vn.mocua.portal.identity.FullName;
import vn.mocua.portal.identity.NationalId;
import vn.mocua.portal.identity.OrganisationName;
import vn.mocua.portal.identity.Subject;
import vn.mocua.portal.identity.TaxCode;
import vn.mocua.portal.outside.OutsideForTests;
import vn.mocua.portal.outside.OutsideUnavailable;
import vn.mocua.portal.outside.Peer;

/** The adapter with a directory that answers well, badly or not at all, and all directories together. */
class ScimDirectoryTest {

    private static final String LIST = "\"schemas\":[\"urn:ietf:params:scim:api:messages:2.0:ListResponse\"]";
    private static final Subject HIEN =
            new Subject.Citizen(NationalId.of("049184000071"), null, FullName.of("Mạc Thu Hiền"), null);
    private static final Subject BUSINESS =
            new Subject.Business(TaxCode.of("4300010006"), OrganisationName.of("Cong ty Thu Nghiem"));

    private static final Duration SOON = Duration.ofSeconds(3);

    private final Peer peer = new Peer().says("/token", 200, "{\"access_token\":\"t\",\"token_type\":\"Bearer\"}");

    @AfterEach
    void close() {
        peer.close();
    }

    @Test
    void theQuestionIsTheOneOfThePaperAndStandsInNoAddress() {
        assertThat(directory(answering(example("answer"))).ask(HIEN)).isInstanceOf(Answer.Held.class);

        var asked = peer.asked().getLast();
        assertThat(JsonMapper.shared().readTree(asked.body()))
                .isEqualTo(JsonMapper.shared().readTree(example("request")));
        assertThat(asked.authorization()).isEqualTo("Bearer t");
        assertThat(asked.path()).isEqualTo("/scim/v2/Users/.search");
    }

    @Test
    void nobodyIsNobody() {
        assertThat(directory(answering(example("nobody"))).ask(HIEN)).isInstanceOf(Answer.Nobody.class);
    }

    @Test
    void bothNumbersOfAPersonAreAskedForAtOnce() {
        var both = new Subject.Citizen(
                NationalId.of("049184000071"), NationalId.of("201000009"), FullName.of("Mac Thu Hien"), null);
        directory(answering(example("nobody"))).ask(both);

        assertThat(peer.asked().getLast().body())
                .contains("(externalId eq \\\"049184000071\\\" or externalId eq \\\"201000009\\\")");
    }

    @Test
    void aBusinessIsAskedForAsOne() {
        directory(answering(example("nobody"))).ask(BUSINESS);

        assertThat(peer.asked().getLast().body())
                .contains("userType eq \\\"business\\\" and (externalId eq \\\"4300010006\\\")");
    }

    @Test
    void aClosedAccountIsNotHeld() {
        var closed = example("answer").replace("\"active\":true", "\"active\":false");
        assertThat(directory(answering(closed)).ask(HIEN)).isInstanceOf(Answer.Nobody.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "{LIST}",
                "{LIST,\"totalResults\":1}",
                "{LIST,\"totalResults\":\"1\",\"Resources\":[]}",
                "{LIST,\"totalResults\":0,\"Resources\":[{\"externalId\":\"049184000071\",\"userType\":\"citizen\"}]}",
                "{LIST,\"totalResults\":1,\"Resources\":{\"externalId\":\"049184000071\",\"userType\":\"citizen\"}}",
                "{LIST,\"totalResults\":1,\"Resources\":[{\"externalId\":\"051090000001\",\"userType\":\"citizen\"}]}",
                "{LIST,\"totalResults\":1,\"Resources\":[{\"externalId\":\"049184000071\",\"userType\":\"business\"}]}",
                "{LIST,\"totalResults\":1,\"Resources\":[{\"externalId\":\"049184000071\",\"userType\":\"citizen\",\"active\":\"no\"}]}",
                "{\"schemas\":[\"urn:ietf:params:scim:api:messages:2.0:Error\"],\"totalResults\":0}",
            })
    void whatTheProtocolDoesNotKnowIsSilence(String answer) {
        var directory = directory(answering(answer.replace("LIST", LIST)));
        var silence = catchThrowableOfType(OutsideUnavailable.class, () -> directory.ask(HIEN));
        assertThat(silence.why()).isEqualTo(OutsideUnavailable.Why.NONSENSE);
        assertThat(silence.getMessage()).doesNotContain("049184000071", "051090000001");
    }

    @Test
    void anErrorIsSilenceToo() {
        var directory = directory(exchange -> Peer.say(exchange, 500, "application/scim+json", bytes("{}")));
        assertThatThrownBy(() -> directory.ask(HIEN)).isInstanceOf(OutsideUnavailable.class);
    }

    @Test
    void whatIsMissingInTheSettingsIsNamed() {
        var outside = OutsideForTests.outside();
        var settings = new ElsewhereSettings.Directory("T", null, peer.at("/scim/v2"), null, "c", "s", "scim", null);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ScimDirectory(
                        "province", settings, SOON, outside, OutsideForTests.http(outside, Clock.systemUTC())))
                .withMessage("mocua.elsewhere.systems.province.token-url is not set");
    }

    @Test
    @Tag("slow")
    void oneThatHangsIsSoonNotAskedAnyMore() {
        var never = new CountDownLatch(1);
        var directory = directory(Duration.ofMillis(500), exchange -> {
            try {
                never.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        var why = Stream.generate(() -> catchThrowableOfType(OutsideUnavailable.class, () -> directory.ask(HIEN)))
                .limit(6)
                .map(OutsideUnavailable::why)
                .toList();
        assertThat(why).startsWith(OutsideUnavailable.Why.SILENT).endsWith(OutsideUnavailable.Why.RESTING);
        never.countDown();
    }

    @Test
    void oneThatHangsKeepsTheOthersAnswer() {
        var never = new CountDownLatch(1);
        var systems = together(
                Duration.ofSeconds(2),
                system("hanging", () -> {
                    try {
                        never.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    return new Answer.Held();
                }),
                system("holding", Answer.Held::new),
                system("silent", () -> {
                    throw OutsideUnavailable.nonsense("silent", "nothing");
                }),
                system("without", Answer.Nobody::new));
        var began = System.nanoTime();
        assertThat(systems.holding(HIEN)).containsExactly("holding");
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(30));
        systems.close();
    }

    @Test
    void allAreAskedAtOnce() {
        var meeting = new CountDownLatch(3);
        var met = new AtomicInteger();
        ConnectedSystem[] three = List.of("a", "b", "c").stream()
                .map(key -> system(key, () -> {
                    meeting.countDown();
                    try {
                        meeting.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                        return new Answer.Nobody();
                    }
                    met.incrementAndGet();
                    return new Answer.Held();
                }))
                .toArray(ConnectedSystem[]::new);
        assertThat(together(Duration.ofSeconds(20), three).holding(HIEN)).containsExactly("a", "b", "c");
        assertThat(met).hasValue(3);
    }

    private static ConnectedSystems together(Duration deadline, ConnectedSystem... systems) {
        return new ConnectedSystems(List.of(systems), List.of(), deadline);
    }

    private interface Asked {
        Answer answer();
    }

    private static ConnectedSystem system(String key, Asked asked) {
        return new ConnectedSystem() {
            @Override
            public String key() {
                return key;
            }

            @Override
            public Answer ask(Subject subject) {
                return asked.answer();
            }
        };
    }

    private ScimDirectory directory(HttpHandler search) {
        return directory(SOON, search);
    }

    private ScimDirectory directory(Duration deadline, HttpHandler search) {
        peer.on("/scim/v2/Users/.search", search);
        var outside = OutsideForTests.outside();
        var settings = new ElsewhereSettings.Directory(
                "T", null, URI.create(peer.at("/scim/v2/").toString()), peer.at("/token"), "c", "s", "scim", null);
        return new ScimDirectory(
                "province", settings, deadline, outside, OutsideForTests.http(outside, Clock.systemUTC()));
    }

    private static HttpHandler answering(String json) {
        return exchange -> Peer.say(exchange, 200, "application/scim+json; charset=utf-8", bytes(json));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String example(String name) {
        try {
            var paper = Files.readString(Path.of("..", "docs", "protocols", "scim.md"));
            var block = Pattern.compile("```json " + name + "\n(.*?)\n```", Pattern.DOTALL)
                    .matcher(paper);
            if (!block.find()) {
                throw new IllegalStateException(name);
            }
            return block.group(1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
