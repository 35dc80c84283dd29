package vn.mocua.portal.signing.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import vn.mocua.portal.MovableClock;
import vn.mocua.portal.identity.PhoneNumber;
import vn.mocua.portal.outside.Outside;
import vn.mocua.portal.outside.OutsideForTests;
import vn.mocua.portal.outside.OutsideUnavailable;
import vn.mocua.portal.outside.OutsideUnavailable.Why;
import vn.mocua.portal.outside.Peer;
import vn.mocua.portal.signing.sim.MobileSigning.Code;
import vn.mocua.portal.signing.sim.MobileSigning.Credential;
import vn.mocua.portal.signing.sim.MobileSigning.Holding;
import vn.mocua.portal.signing.sim.MobileSigning.Prompt;
import vn.mocua.portal.signing.sim.MobileSigning.Status;

/** The SOAP adapter and the bytes of its paper, and services that answer badly. */
class EtsiMobileSigningTest {

    private static final PhoneNumber PHONE = PhoneNumber.of("0912000001");
    private static final SimProvider VINA = new SimProvider("vina");

    private final MovableClock clock = new MovableClock(Instant.parse("2026-11-26T08:00:00Z"));
    private final Outside outside = OutsideForTests.outside();
    private final Peer peer = new Peer();

    @AfterEach
    void stop() {
        peer.close();
    }

    @Test
    void asksForACertificateInTheBytesOfThePaper() {
        soap(
                "/MSS_RegistrationPort",
                200,
                example("registration-answer").replace("MIIF…", "AQID").replace("MIIG…", "BAUG"));

        var holding = call(etsi(Map.of()), each -> each.certificates(PHONE));
        var sent = peer.asked("/MSS_RegistrationPort").getFirst().body();
        assertThat(sent.replaceFirst("AP_TransID=\"Q[0-9a-f-]{36}\"", "AP_TransID=\"R1\""))
                .isEqualToIgnoringNewLines(example("registration-request"));
        assertThat(((Holding.Certificates) holding).all().getFirst().chain())
                .containsExactly(new byte[] {1, 2, 3}, new byte[] {4, 5, 6});
    }

    @Test
    void startsAPromptInTheBytesOfThePaper() {
        soap("/MSS_SignaturePort", 200, example("signature-started"));

        var status = call(etsi(Map.of()), each -> each.start(prompt()));
        var sent = peer.asked("/MSS_SignaturePort").getFirst().body();
        assertThat(sent.replaceFirst("AP_TransID=\"S[0-9a-f-]{36}\"", "AP_TransID=\"S1\""))
                .isEqualToIgnoringNewLines(example("signature-request"));
        assertThat(status).isEqualTo(new Status.Pending("T4f2c"));
    }

    @Test
    void aSignatureComesWhenTheStatusSaysSo() {
        soap("/MSS_StatusPort", 200, example("status-signed").replace("kZ1V…", "kZ1V"));

        var status = call(etsi(Map.of()), each -> each.ask("T4f2c"));
        assertThat(peer.asked("/MSS_StatusPort").getFirst().body()).contains("MSSP_TransID=\"T4f2c\"");
        assertThat(((Status.Signed) status).signature())
                .isEqualTo(Base64.getDecoder().decode("kZ1V"));
    }

    @Test
    void aServiceOfVietnamMayCallItSuccessByAnotherNumber() {
        soap(
                "/MSS_StatusPort",
                200,
                example("status-signed").replace("kZ1V…", "kZ1V").replace("\"500\"", "\"408\""));

        Status asUsual = call(etsi(Map.of()), each -> each.ask("T1"));
        Status bySetting = call(etsi(Map.of("successes", "500,502,408")), each -> each.ask("T1"));
        assertThat(asUsual).isInstanceOf(Status.Failed.class);
        assertThat(bySetting).isInstanceOf(Status.Signed.class);
    }

    @ParameterizedTest
    @CsvSource({
        "208, 2082, USER_TIMEOUT",
        "209, 2091, PHONE_UNREACHABLE",
        "209, 2093, DELIVERY_FAILED",
        "401, 4011, USER_CANCELLED",
        "401, 4012, PIN_WRONG",
        "402, 402, PIN_BLOCKED",
        "403, 4031, CARD_BLOCKED",
        "404, 404, NO_CERT",
        "406, 406, ALREADY_IN_PROGRESS",
        "105, 1053, NOT_SUBSCRIBED",
        "105, 1054, SIM_INCOMPATIBLE",
        "104, 104, PROVIDER_AUTH",
        "101, 101, UNKNOWN_TXN",
        "107, 107, BAD_REQUEST",
        "425, 425, CERT_EXPIRED",
        "900, 900, PROVIDER_DOWN",
        "208, 77777, USER_TIMEOUT"
    })
    void theInnermostNumberThatIsKnownDecides(int first, int second, Code code) {
        soap(
                "/MSS_StatusPort",
                500,
                example("fault").replace("_208<", "_" + first + "<").replace("_2082<", "_" + second + "<"));

        var status = call(etsi(Map.of()), each -> each.ask("T1"));
        assertThat(((Status.Failed) status).code()).isEqualTo(code);
    }

    @Test
    void whatATypeDeclarationNamesIsNeverRead() {
        var secret = peer.at("/secret");
        peer.says("/secret", 200, "{}");
        soap(
                "/MSS_StatusPort",
                200,
                "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY e SYSTEM \"" + secret + "\">]><x>&e;</x>");

        assertThat(silence(each -> each.ask("T1")).why()).isEqualTo(Why.NONSENSE);
        assertThat(peer.asked("/secret")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"200, <html/>, NONSENSE", "502, <html/>, BROKEN", "200, no xml at all, NONSENSE"})
    void whatIsNoMessageIsSilence(int status, String body, Why why) {
        soap("/MSS_StatusPort", status, body);

        assertThat(silence(each -> each.ask("T1")).why()).isEqualTo(why);
    }

    @Test
    void aSuccessWithoutASignatureIsNonsense() {
        soap(
                "/MSS_StatusPort",
                200,
                example("status-signed").replaceAll("<mss:MSS_Signature>.*</mss:MSS_Signature>", ""));

        assertThat(silence(each -> each.ask("T1")).why()).isEqualTo(Why.NONSENSE);
    }

    @Test
    void theCodeIsTheOneOfThePaper() {
        assertThat(VerificationCode.of(hash())).isEqualTo(code());
    }

    private static String code() {
        return find("For the example above it is `([0-9]{4})`");
    }

    private OutsideUnavailable silence(java.util.function.Function<MobileSigning, ?> question) {
        return catchThrowableOfType(OutsideUnavailable.class, () -> call(etsi(Map.of()), question));
    }

    private <T> T call(MobileSigning etsi, java.util.function.Function<MobileSigning, T> question) {
        return outside.call(VINA.system(), () -> question.apply(etsi));
    }

    private MobileSigning etsi(Map<String, String> more) {
        var settings = new java.util.HashMap<String, String>(Map.of(
                "x.protocol",
                "etsi",
                "x.url",
                peer.at("").toString(),
                "x.client-id",
                "mocua",
                "x.client-secret",
                "secret"));
        more.forEach((name, value) -> settings.put("x." + name, value));
        var provider =
                new Binder(new MapConfigurationPropertySource(settings)).bindOrCreate("x", SimSettings.Provider.class);
        return new EtsiMobileSigning(VINA, provider, OutsideForTests.http(outside, clock), clock);
    }

    private static Prompt prompt() {
        return new Prompt(
                UUID.randomUUID(),
                PHONE,
                new Credential("", List.of(new byte[] {1})),
                "SHA-256",
                hash(),
                "Mo Cua: dang ky tai khoan. Ma %%VC%%",
                Duration.ofSeconds(120));
    }

    /** The one in the example. */
    private static byte[] hash() {
        var digestInfo = Base64.getDecoder().decode(find("Encoding=\"base64\">([^<]+)</mss:DataToBeSigned>"));
        return Arrays.copyOfRange(digestInfo, digestInfo.length - 32, digestInfo.length);
    }

    private void soap(String path, int status, String body) {
        peer.on(
                path,
                exchange -> Peer.say(
                        exchange,
                        status,
                        "application/soap+xml; charset=utf-8",
                        body.getBytes(StandardCharsets.UTF_8)));
    }

    private static String example(String name) {
        return find("```xml " + name + "\n(.*?)```").strip();
    }

    private static String find(String pattern) {
        try {
            var paper = Files.readString(Path.of("..", "docs", "protocols", "sim-signing-etsi.md"));
            var found = Pattern.compile(pattern, Pattern.DOTALL).matcher(paper);
            assertThat(found.find()).as(pattern).isTrue();
            return found.group(1);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
