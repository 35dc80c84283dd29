package vn.mocua.portal.signing.sim;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.http.MediaType;
import org.springframework.web.client.RestClient;
import vn.mocua.portal.identity.PhoneNumber;
import vn.mocua.portal.outside.HttpAnswer;
import vn.mocua.portal.outside.OutsideHttp;
import vn.mocua.portal.outside.OutsideUnavailable;
import vn.mocua.portal.signing.sim.EtsiMessage.Element;

/** Speaks ETSI TS 102 204 over SOAP 1.2, with the dialect of Vietnam by settings: docs/protocols/sim-signing-etsi.md. */
final class EtsiMobileSigning implements MobileSigning {

    private static final MediaType SOAP = MediaType.parseMediaType("application/soap+xml;charset=utf-8");
    private static final String PKCS1 = EtsiMessage.MSS + "PKCS1";

    /** What stands before a hash in a DigestInfo (RFC 8017 section 9.2, note 1). */
    private static final Map<String, String> DIGEST_INFO = Map.of(
            "SHA-256", "3031300d060960864801650304020105000420",
            "SHA-384", "3041300d060960864801650304020205000430",
            "SHA-512", "3051300d060960864801650304020305000440");

    private static final int OUTSTANDING = 504;
    private static final int ACCEPTED = 100;
    private static final int REVOKED = 501;
    private static final int INVALID = 503;

    private final SimProvider provider;
    private final SimSettings.Provider settings;
    private final RestClient client;
    private final Clock clock;
    private final String clientId;
    private final String secret;

    EtsiMobileSigning(SimProvider provider, SimSettings.Provider settings, OutsideHttp http, Clock clock) {
        this.provider = provider;
        this.settings = settings;
        this.clock = clock;
        // AP_TransID makes asking again safe.
        this.client = http.client(provider.system(), settings.url())
                .requestInterceptor(OutsideHttp.onceMore())
                .build();
        this.clientId = Wanted.of(provider, "client-id", settings.clientId());
        this.secret = Wanted.of(provider, "client-secret", settings.clientSecret());
        if (!Set.of("asynchClientServer", "synch").contains(settings.messagingMode())) {
            throw new IllegalArgumentException(
                    "mocua.signing.sim.providers." + provider.name() + ".messaging-mode is unknown");
        }
    }

    @Override
    public boolean waitsForPerson() {
        return settings.messagingMode().equals("synch");
    }

    @Override
    public Holding certificates(PhoneNumber phone) {
        var asked = request("MSS_RegistrationReq", reference()).with(user(phone));
        var answer = exchange("MSS_RegistrationPort", "MSS_Registration", asked);
        return switch (answer) {
            case EtsiAnswer.Fault fault -> new Holding.Nothing(EtsiCodes.of(fault.codes()), fault.detail());
            case EtsiAnswer.Said said -> {
                if (!settings.registrationSuccesses().contains(said.status())) {
                    yield new Holding.Nothing(EtsiCodes.of(List.of(said.status())), Integer.toString(said.status()));
                }
                var chain = said.bytes("X509Certificate");
                yield chain.isEmpty()
                        ? new Holding.Nothing(Code.NO_CERT, "no certificate")
                        : new Holding.Certificates(List.of(new Credential("", chain)));
            }
        };
    }

    @Override
    public Status start(Prompt prompt) {
        var asked = request("MSS_SignatureReq", "S" + prompt.id())
                .with("MessagingMode", settings.messagingMode())
                .with("TimeOut", Long.toString(prompt.life().toSeconds()))
                .with(user(prompt.phone()))
                .with(Element.of("DataToBeSigned")
                        .with("MimeType", "application/octet-stream")
                        .with("Encoding", "base64")
                        .text(Base64.getEncoder().encodeToString(digestInfo(prompt))))
                .with(Element.of("DataToBeDisplayed")
                        .with("MimeType", "text/plain")
                        .with("Encoding", "UTF-8")
                        .text(prompt.text()))
                .with(Element.of("SignatureProfile").with(Element.of("mssURI").text(settings.signatureProfile())))
                .with(Element.of("MSS_Format").with(Element.of("mssURI").text(PKCS1)));
        var answer = exchange("MSS_SignaturePort", "MSS_Signature", asked);
        return switch (answer) {
            case EtsiAnswer.Fault fault -> failed(fault, Code.BAD_REQUEST);
            case EtsiAnswer.Said said
            when said.status() == ACCEPTED && !said.transaction().isEmpty() -> new Status.Pending(said.transaction());
            case EtsiAnswer.Said said -> signed(said);
        };
    }

    @Override
    public Status ask(String transaction) {
        var asked = request("MSS_StatusReq", reference()).with("MSSP_TransID", transaction);
        var answer = exchange("MSS_StatusPort", "MSS_StatusQuery", asked);
        return switch (answer) {
            // A parameter that is wrong here can only be the transaction.
            case EtsiAnswer.Fault fault -> failed(fault, Code.UNKNOWN_TXN);
            case EtsiAnswer.Said said when said.status() == OUTSTANDING -> new Status.Pending(transaction);
            case EtsiAnswer.Said said -> signed(said);
        };
    }

    /** A signature under a status that says so; that the service calls it invalid is told as the service means it. */
    private Status signed(EtsiAnswer.Said said) {
        if (settings.successes().contains(said.status())) {
            var signatures = said.bytes("Base64Signature");
            if (signatures.size() != 1) {
                throw OutsideUnavailable.nonsense(provider.system(), "success without a signature");
            }
            var certificates = said.bytes("X509Certificate");
            return new Status.Signed(
                    signatures.getFirst(), certificates.isEmpty() ? new byte[0] : certificates.getFirst());
        }
        var code = switch (said.status()) {
            case REVOKED -> Code.CERT_REVOKED;
            case INVALID -> Code.CERT_EXPIRED;
            default -> EtsiCodes.of(List.of(said.status()));
        };
        return new Status.Failed(code, Integer.toString(said.status()));
    }

    private static Status failed(EtsiAnswer.Fault fault, Code wrongParameter) {
        return new Status.Failed(
                fault.codes().contains(EtsiCodes.WRONG_PARAM) ? wrongParameter : EtsiCodes.of(fault.codes()),
                fault.detail());
    }

    private EtsiAnswer exchange(String port, String operation, Element message) {
        var body = EtsiMessage.envelope(operation, message);
        var answer = client.post()
                .uri(Wanted.below(settings, "/" + port))
                .contentType(SOAP)
                .accept(SOAP, MediaType.TEXT_XML)
                .header("SOAPAction", "#" + operation)
                .body(body)
                .exchangeForRequiredValue((request, response) -> HttpAnswer.of(provider.system(), response));
        return EtsiAnswer.of(provider.system(), answer);
    }

    private Element request(String name, String reference) {
        return Element.of(name)
                .with("MajorVersion", "1")
                .with("MinorVersion", "1")
                .with(Element.of("AP_Info")
                        .with("AP_ID", clientId)
                        .with("AP_PWD", secret)
                        .with("AP_TransID", reference)
                        .with(
                                "Instant",
                                clock.instant().truncatedTo(ChronoUnit.MILLIS).toString()))
                .with(Element.of("MSSP_Info").with(Element.of("MSSP_ID")));
    }

    private Element user(PhoneNumber phone) {
        return Element.of("MobileUser").with(Element.of("MSISDN").text(Wanted.userId(settings, phone)));
    }

    private static String reference() {
        return "Q" + UUID.randomUUID();
    }

    private static byte[] digestInfo(Prompt prompt) {
        var prefix = DIGEST_INFO.get(prompt.algorithm());
        if (prefix == null) {
            throw new IllegalArgumentException("no DigestInfo for " + prompt.algorithm());
        }
        return HexFormat.of().parseHex(prefix + HexFormat.of().formatHex(prompt.hash()));
    }
}
