package vn.mocua.agent.webeid;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.mocua.agent.AuthToken;
import vn.mocua.agent.Challenge;
import vn.mocua.agent.Holder;
import vn.mocua.agent.protocol.Fault;
import vn.mocua.agent.protocol.Frames;
import vn.mocua.agent.protocol.Json;
import vn.mocua.agent.protocol.Language;
import vn.mocua.agent.protocol.Origin;
import vn.mocua.agent.signing.Journal;
import vn.mocua.agent.signing.Signer;
import vn.mocua.agent.token.Tokens;
import vn.mocua.agent.words.Words;

class NativeHostTest {

    private static final String INVALID = "ERR_WEBEID_NATIVE_INVALID_ARGUMENT";

    /** Of version 2 or later, with which the published extension (2.5.0) goes; after its {@code semver.ts}. */
    private static final String AS_THE_EXTENSION_READS_IT =
            "([2-9]|[1-9]\\d+)\\.(0|[1-9]\\d*)\\.(0|[1-9]\\d*)(\\+[0-9a-zA-Z-]+(\\.[0-9a-zA-Z-]+)*)?";

    private static final Holder HOLDER = Holder.withCurve("Nguyễn Văn An", "secp256r1");

    @TempDir
    Path folder;

    private final AtomicInteger asked = new AtomicInteger();
    private String pin = "2468";

    @Test
    void theExtensionIsAnsweredAsTheApplicationOfWebEidWould() throws Exception {
        var challenge = Challenge.fresh();

        var answers = talk(authenticate(challenge, challenge.origin()));

        assertThat(answers.getFirst()).containsOnlyKeys("version");
        assertThat(answers.getFirst().get("version")).asString().matches(AS_THE_EXTENSION_READS_IT);
        assertThat(AuthToken.assertGood(answers.get(1), challenge)).isEqualTo(HOLDER.certificate());
    }

    @Test
    void statusHasTheVersionThatTheExtensionLooksFor() throws Exception {
        assertThat(talk("{\"command\":\"status\",\"arguments\":{}}").get(1))
                .containsKeys("version", "token")
                .containsEntry("driver", true);
    }

    @Test
    void otherSitesAndOtherNoncesAreRefused() throws Exception {
        var foreign = Challenge.to("register", "mocua1.reg.", "https://evil.example");
        var bare = new Challenge(Challenge.SITE, "", "a".repeat(50));
        var other = Challenge.fresh();
        var statement =
                "{\"command\":\"authenticate\",\"arguments\":{\"challengeNonce\":\"%s\",\"origin\":\"%s\",\"statement\":\"%s\"}}"
                        .formatted(Challenge.fresh().nonce(), other.origin(), other.base64());

        for (var message :
                List.of(authenticate(foreign, foreign.origin()), authenticate(bare, bare.origin()), statement)) {
            assertThat(error(talk(message).get(1))).isEqualTo(INVALID);
        }
        assertThat(asked).hasValue(0);
    }

    @Test
    void nothingButStatementsIsSigned() throws Exception {
        for (var command : List.of("sign", "get-signing-certificate", "format-disk")) {
            assertThat(error(talk("{\"command\":\"%s\",\"arguments\":{\"hash\":\"AA==\"}}".formatted(command))
                            .get(1)))
                    .isEqualTo(INVALID);
        }
        assertThat(error(talk("[]").get(1))).isEqualTo(INVALID);
        assertThat(error(talk("{\"command\":\"authenticate\"}").get(1))).isEqualTo(INVALID);
    }

    /** The extension leaves nothing of a code that it does not know, and lets through whatever stands beside one it knows. */
    @Test
    void whatWebEidHasNoWordForStandsBesideAWordThatItHas() throws Exception {
        pin = "1357";
        var challenge = Challenge.fresh();
        var error = (Map<?, ?>)
                talk(authenticate(challenge, challenge.origin())).get(1).get("error");
        assertThat(error.get("code")).isEqualTo("ERR_WEBEID_NATIVE_FATAL");
        assertThat(error.get("reason")).isEqualTo("ERR_PIN_INCORRECT");
        assertThat(error.get("pin")).isNotNull();
        assertThat(Fault.of(Fault.Code.USER_CANCELLED).jsonForWebEid())
                .isEqualTo(Fault.of(Fault.Code.USER_CANCELLED).json());
    }

    @Test
    void quitIsAnsweredAndEndsItAndAMessageThatIsTooLongEndsItToo() throws Exception {
        assertThat(talk("{\"command\":\"quit\",\"arguments\":{}}", "{\"command\":\"status\"}"))
                .hasSize(2)
                .last()
                .isEqualTo(Map.of());

        var huge = ByteBuffer.allocate(4)
                .order(ByteOrder.nativeOrder())
                .putInt(1 << 30)
                .array();
        var out = new ByteArrayOutputStream();
        host().run(new ByteArrayInputStream(huge), out);
        assertThat(error(frames(out).get(1))).isEqualTo(INVALID);
    }

    @Test
    void aBrowserIsKnownByItsArguments() {
        assertThat(NativeHost.isCalledBy(List.of("chrome-extension://ncibgoaomkmdpilpocfeponihegamlic/")))
                .isTrue();
        assertThat(NativeHost.isCalledBy(List.of("/home/an/eu.webeid.json", "{e68418bc-f2b0-4459-a9ea-3e72b6751b07}")))
                .isTrue();
        assertThat(NativeHost.isCalledBy(List.of("sign", "challenge.json"))).isFalse();
        assertThat(NativeHost.isCalledBy(List.of())).isFalse();
    }

    private static String authenticate(Challenge challenge, String origin) {
        return "{\"command\":\"authenticate\",\"arguments\":{\"challengeNonce\":\"%s\",\"origin\":\"%s\",\"lang\":\"vi\"}}"
                .formatted(challenge.nonce(), origin);
    }

    private List<Map<String, Object>> talk(String... messages) throws Exception {
        var in = new ByteArrayOutputStream();
        for (var message : messages) {
            Frames.write(in, message.getBytes(UTF_8));
        }
        var out = new ByteArrayOutputStream();
        host().run(new ByteArrayInputStream(in.toByteArray()), out);
        return frames(out);
    }

    private NativeHost host() {
        var file = HOLDER.pkcs12(folder.resolve("token.p12"), "2468");
        var tokens = new Tokens(new Tokens.Drivers(file, List.of(), null, _ -> List.of()), Clock.systemUTC());
        return new NativeHost(new Signer(
                Set.of(new Origin(Challenge.SITE)),
                tokens,
                (question, act) -> {
                    asked.incrementAndGet();
                    return act.with(question.choices().getFirst(), pin.toCharArray());
                },
                new Journal(Clock.systemUTC(), new Words(Language.VIETNAMESE))));
    }

    private static List<Map<String, Object>> frames(ByteArrayOutputStream out) throws Exception {
        var in = new ByteArrayInputStream(out.toByteArray());
        var read = new ArrayList<Map<String, Object>>();
        for (var frame = next(in); frame != null; frame = next(in)) {
            read.add(Json.object(frame));
        }
        return read;
    }

    private static byte[] next(ByteArrayInputStream in) throws IOException {
        return Frames.read(in, 100_000);
    }

    private static Object error(Map<String, Object> answer) {
        return ((Map<?, ?>) answer.get("error")).get("code");
    }
}
