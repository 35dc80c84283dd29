package vn.mocua.sandbox.mss;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.w3c.dom.Element;
import vn.mocua.sandbox.mss.MssFault.Code;
import vn.mocua.sandbox.mss.Prompts.Asked;
import vn.mocua.sandbox.town.Telephone;
import vn.mocua.sandbox.web.Front;
import vn.mocua.sandbox.web.Reply;
import vn.mocua.sandbox.web.Request;

/** A mobile operator's signature service: ETSI TS 102 204 (docs/protocols/sim-signing-etsi.md). */
final class Etsi implements Front.Room {

    private static final Network NETWORK = Network.VINA;
    private static final String OWN_ID = "http://mssp.pho-thu.example/";
    private static final Pattern NC_NAME = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}._-]{0,63}");
    private static final Duration SKEW = Duration.ofMinutes(5);
    private static final int LONGEST_TEXT = 110;
    private static final String PROFILE = "http://mobile-id.vn/digitalSignature";
    private static final List<String> PROFILES = List.of(PROFILE, "http://mobile-id.vn/authentication");
    private static final String CERTIFICATE = Soap.VN + "signingCertificate";
    private static final String VALIDATION = Soap.VN + "signatureValidation";
    private static final String PKCS1 = Soap.MSS + "PKCS1";
    private static final Set<String> FORMATS = Set.of(PKCS1, Soap.MSS + "PKCS7", Soap.MSS + "CMS-Signature");
    private static final Map<String, String> WRAPPERS = Map.of(
            "MSS_SignaturePort", "MSS_Signature",
            "MSS_StatusPort", "MSS_StatusQuery",
            "MSS_RegistrationPort", "MSS_Registration",
            "MSS_ProfilePort", "MSS_ProfileQuery",
            "MSS_ReceiptPort", "MSS_Receipt");

    /** A transaction as it was asked for. */
    private record Order(Prompt prompt, List<String> content, String format, Set<String> services) {}

    private final Answering answering;
    private final byte[] secret;
    private final Orders<Order> orders;

    Etsi(Answering answering, String secret) {
        this.answering = answering;
        this.secret = secret.getBytes(UTF_8);
        orders = new Orders<>(answering.prompts());
    }

    @Override
    public Reply answer(Request request) throws InterruptedException {
        var port = request.path().substring(NETWORK.path().length()).replaceFirst("^/", "");
        var wrapper = WRAPPERS.get(port);
        if (wrapper == null) {
            return Reply.text(404, "no such port");
        }
        if (!request.method().equals("POST")) {
            return Reply.text(405, "SOAP is posted").with("Allow", "POST");
        }
        if (!request.isOfType("application/soap+xml") && !request.isOfType("text/xml")) {
            return Reply.text(415, "application/soap+xml or text/xml");
        }
        try {
            var message = Soap.read(request.body());
            if (!message.wrapper().equals(wrapper)
                    || !message.element().getLocalName().equals(wrapper.replace("Query", "") + "Req")) {
                throw new MssFault(Code.INCOMPATIBLE_INTERFACE);
            }
            var asking = asking(message.element());
            return switch (wrapper) {
                case "MSS_Signature" -> signature(message.element(), asking);
                case "MSS_StatusQuery" -> status(message.element(), asking);
                case "MSS_Registration" -> registration(message.element(), asking);
                case "MSS_ProfileQuery" -> profiles(message.element(), asking);
                default -> receipt(message.element(), asking);
            };
        } catch (MssFault e) {
            return Soap.fault(e);
        } catch (Soap.WrongVersion e) {
            return Soap.wrongVersion();
        }
    }

    /** Who asks, and under which number of theirs. */
    private record Asking(String id, String transaction, String instant) {}

    private Asking asking(Element message) throws MssFault {
        if (!Soap.attribute(message, "MajorVersion").equals("1")
                || !Soap.attribute(message, "MinorVersion").equals("1")) {
            throw new MssFault(Code.INCOMPATIBLE_INTERFACE);
        }
        var info = Soap.child(message, "AP_Info").orElseThrow(() -> new MssFault(Code.MISSING_PARAM));
        if (Soap.child(message, "MSSP_Info")
                .flatMap(mssp -> Soap.child(mssp, "MSSP_ID"))
                .isEmpty()) {
            throw new MssFault(Code.MISSING_PARAM);
        }
        var id = Soap.attribute(info, "AP_ID");
        var password = Soap.attribute(info, "AP_PWD");
        if (!id.equals(answering.clientId()) || !MessageDigest.isEqual(password.getBytes(UTF_8), secret)) {
            throw new MssFault(Code.UNAUTHORIZED_ACCESS);
        }
        var transaction = Soap.attribute(info, "AP_TransID");
        var instant = Soap.attribute(info, "Instant");
        try {
            var off = Duration.between(OffsetDateTime.parse(instant).toInstant(), now());
            if (off.abs().compareTo(SKEW) > 0 || !NC_NAME.matcher(transaction).matches()) {
                throw new MssFault(Code.WRONG_PARAM);
            }
        } catch (DateTimeException e) {
            throw new MssFault(Code.WRONG_PARAM);
        }
        return new Asking(id, transaction, instant);
    }

    // ---- the certificate ------------------------------------------------------------------------------------------

    private Reply registration(Element message, Asking asking) throws MssFault {
        var sim = sim(message);
        var certificates = new StringBuilder();
        for (var certificate : Answering.withoutRoot(sim.credential().get())) {
            certificates
                    .append("<vn:X509Certificate>")
                    .append(Answering.base64(certificate))
                    .append("</vn:X509Certificate>");
        }
        return Soap.answer(
                "MSS_Registration",
                opening("MSS_RegistrationResp", "", asking) + user(sim.phone()) + status(408, "REGISTRATION_OK", "")
                        + "<vn:CertificateResponse xmlns:vn=\"" + Soap.VN + "\">" + certificates
                        + "</vn:CertificateResponse></mss:MSS_RegistrationResp>");
    }

    private Reply profiles(Element message, Asking asking) throws MssFault {
        var unused = sim(message);
        var profiles = new StringBuilder();
        for (var profile : PROFILES) {
            profiles.append(profile(profile));
        }
        return Soap.answer(
                "MSS_ProfileQuery",
                opening("MSS_ProfileResp", "", asking) + profiles + status(100, "REQUEST_OK", "")
                        + "</mss:MSS_ProfileResp>");
    }

    // ---- the signature --------------------------------------------------------------------------------------------

    private Reply signature(Element message, Asking asking) throws MssFault, InterruptedException {
        var mode = Soap.attribute(message, "MessagingMode");
        if (!mode.equals("asynchClientServer") && !mode.equals("synch")) {
            throw new MssFault(Code.INCOMPATIBLE_INTERFACE);
        }
        var life = life(message);
        var order = ordered(message, asking, mode, life);
        var transaction = " MSSP_TransID=\"" + id(order) + "\"";
        if (mode.equals("synch")) {
            var unused = answering.prompts().await(order.prompt(), life.plusSeconds(1));
            return result("MSS_Signature", opening("MSS_SignatureResp", transaction, asking), order);
        }
        return Soap.answer(
                "MSS_Signature",
                opening("MSS_SignatureResp", transaction, asking)
                        + user(order.prompt().sim().phone()) + status(100, "REQUEST_OK", "")
                        + "</mss:MSS_SignatureResp>");
    }

    private static String id(Order order) {
        return "T" + order.prompt().id();
    }

    private Order ordered(Element message, Asking asking, String mode, Duration life) throws MssFault {
        var sim = sim(message);
        var data = Soap.child(message, "DataToBeSigned").orElseThrow(() -> new MssFault(Code.MISSING_PARAM));
        var hash = hash(data);
        var text = Soap.child(message, "DataToBeDisplayed")
                .map(Element::getTextContent)
                .orElse("");
        if (text.codePointCount(0, text.length()) > LONGEST_TEXT) {
            throw new MssFault(Code.WRONG_DATA_LENGTH);
        }
        var profile = uri(message, "SignatureProfile").orElse(PROFILE);
        if (!PROFILES.contains(profile)) {
            throw new MssFault(Code.UNSUPPORTED_PROFILE);
        }
        var format = uri(message, "MSS_Format").orElse(Soap.MSS + "PKCS7");
        if (!FORMATS.contains(format)) {
            throw new MssFault(Code.INAPPROPRIATE_DATA);
        }
        var services = services(message);
        var content = List.of(
                mode,
                life.toString(),
                sim.phone().value(),
                data.getTextContent().strip(),
                text,
                profile,
                format,
                services.toString());
        var key = asking.id() + " " + asking.transaction();
        synchronized (orders) {
            var before = orders.find(key);
            if (before.isPresent()) {
                if (!before.get().content().equals(content)) {
                    throw new MssFault(Code.WRONG_PARAM);
                }
                return before.get();
            }
            return switch (answering.prompts().ask(sim, hash, text, life)) {
                case Asked.Busy() -> throw new MssFault(Code.PB_SIGNATURE_PROCESS);
                case Asked.Full() -> throw new MssFault(Code.INTERNAL_ERROR);
                case Asked.Started(var prompt) -> {
                    var order = new Order(prompt, content, format, services);
                    orders.put(key, prompt, order);
                    orders.put(id(order), prompt, order);
                    yield order;
                }
            };
        }
    }

    private Reply status(Element message, Asking asking) throws MssFault {
        var order =
                orders.find(Soap.attribute(message, "MSSP_TransID")).orElseThrow(() -> new MssFault(Code.WRONG_PARAM));
        return result("MSS_StatusQuery", opening("MSS_StatusResp", "", asking), order);
    }

    /** The end of a transaction, or that it has not ended. */
    private Reply result(String wrapper, String opening, Order order) throws MssFault {
        var prompt = order.prompt();
        var state = answering.prompts().state(prompt);
        var closing = "</mss:" + wrapper.replace("Query", "") + "Resp>";
        return switch (state) {
            case OPEN ->
                Soap.answer(
                        wrapper,
                        opening + user(prompt.sim().phone()) + status(504, "OUTSTANDING_TRANSACTION", "") + closing);
            case SIGNED ->
                prompt.trouble() == Trouble.GARBAGE
                        ? answering.babble()
                        : Soap.answer(wrapper, opening + user(prompt.sim().phone()) + signed(order) + closing);
            case CANCELLED -> throw new MssFault(Code.USER_CANCEL);
            case TIMED_OUT ->
                throw new MssFault(Code.EXPIRED_TRANSACTION, prompt.trouble() == Trouble.UNREACHABLE ? 2081 : 2082);
            case PIN_BLOCKED -> throw new MssFault(Code.PIN_NR_BLOCKED);
            case UNREACHABLE -> throw new MssFault(Code.OTA_ERROR, 2091);
        };
    }

    private String signed(Order order) {
        var prompt = order.prompt();
        var signer = answering.signer(prompt);
        var signature = prompt.signature(() -> order.format().equals(PKCS1)
                ? Pen.sign(signer, answering.signed(prompt))
                : Pen.cms(signer, answering.signed(prompt)));
        var detail = order.services().contains(CERTIFICATE)
                ? "<mss:StatusDetail><vn:ServiceResponses xmlns:vn=\"" + Soap.VN
                        + "\"><vn:ServiceResponse><vn:Description><mss:mssURI>" + CERTIFICATE
                        + "</mss:mssURI></vn:Description><vn:X509Certificate>" + Answering.base64(signer.certificate())
                        + "</vn:X509Certificate></vn:ServiceResponse></vn:ServiceResponses></mss:StatusDetail>"
                : "";
        return "<mss:MSS_Signature><mss:Base64Signature>"
                + Base64.getEncoder().encodeToString(signature)
                + "</mss:Base64Signature></mss:MSS_Signature>"
                + (order.services().contains(VALIDATION)
                        ? switch (answering.sims().standing(signer)) {
                            case "valid" -> status(502, "VALID_SIGNATURE", detail);
                            case "expired" -> status(503, "INVALID_SIGNATURE", detail);
                            default -> status(501, "REVOKED_CERTIFICATE", detail);
                        }
                        : status(500, "SIGNATURE", detail));
    }

    private Reply receipt(Element message, Asking asking) throws MssFault {
        var order =
                orders.find(Soap.attribute(message, "MSSP_TransID")).orElseThrow(() -> new MssFault(Code.WRONG_PARAM));
        var phone = order.prompt().sim().phone();
        var text = Soap.child(message, "Message").map(Element::getTextContent).orElse("");
        if (!answering.prompts().state(order.prompt()).isEnd() || !phone.equals(phone(message))) {
            throw new MssFault(Code.WRONG_PARAM);
        }
        if (text.codePointCount(0, text.length()) > LONGEST_TEXT) {
            throw new MssFault(Code.WRONG_DATA_LENGTH);
        }
        answering.prompts().receipt(phone, text);
        return Soap.answer(
                "MSS_Receipt",
                opening("MSS_ReceiptResp", "", asking) + status(100, "REQUEST_OK", "") + "</mss:MSS_ReceiptResp>");
    }

    // ---- what is in a message -------------------------------------------------------------------------------------

    private static Telephone phone(Element message) throws MssFault {
        return Soap.child(message, "MobileUser")
                .flatMap(user -> Soap.child(user, "MSISDN"))
                .map(Element::getTextContent)
                .map(String::strip)
                .filter(number -> number.startsWith("+84"))
                .flatMap(Telephone::of)
                .orElseThrow(() -> new MssFault(
                        Soap.child(message, "MobileUser").isPresent() ? Code.WRONG_PARAM : Code.MISSING_PARAM));
    }

    private Sim sim(Element message) throws MssFault {
        var phone = phone(message);
        if (Network.of(phone).filter(NETWORK::equals).isEmpty()) {
            throw new MssFault(Code.UNKNOWN_CLIENT, 1051);
        }
        return answering
                .sims()
                .find(phone)
                .filter(sim -> !answering.prompts().hasNoKey(sim))
                .orElseThrow(() -> new MssFault(Code.UNKNOWN_CLIENT, 1053));
    }

    private static Duration life(Element message) throws MssFault {
        var seconds = message.hasAttribute("TimeOut") ? message.getAttribute("TimeOut") : "120";
        if (!seconds.matches("[0-9]{1,3}") || Integer.parseInt(seconds) < 10 || Integer.parseInt(seconds) > 300) {
            throw new MssFault(Code.WRONG_PARAM);
        }
        return Duration.ofSeconds(Integer.parseInt(seconds));
    }

    private static Hash hash(Element data) throws MssFault {
        var type = Soap.attribute(data, "MimeType");
        var encoding = data.getAttribute("Encoding");
        if (type.equals("text/plain")) {
            if (!encoding.equalsIgnoreCase("UTF-8")) {
                throw new MssFault(Code.INAPPROPRIATE_DATA);
            }
            return Hash.over(data.getTextContent().getBytes(UTF_8));
        }
        if (!encoding.equals("base64")) {
            throw new MssFault(Code.INAPPROPRIATE_DATA);
        }
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(data.getTextContent().strip());
        } catch (IllegalArgumentException e) {
            throw new MssFault(Code.WRONG_PARAM);
        }
        var hash = switch (type) {
            case "application/octet-stream" -> Hash.ofDigestInfo(bytes);
            case "application/x-sha256" -> Hash.of(Hash.Algorithm.SHA256, bytes);
            case "application/x-sha384" -> Hash.of(Hash.Algorithm.SHA384, bytes);
            case "application/x-sha512" -> Hash.of(Hash.Algorithm.SHA512, bytes);
            default -> throw new MssFault(Code.INAPPROPRIATE_DATA);
        };
        return hash.orElseThrow(() -> new MssFault(Code.WRONG_DATA_LENGTH));
    }

    private static Optional<String> uri(Element message, String name) {
        return Soap.child(message, name)
                .flatMap(element -> Soap.child(element, "mssURI"))
                .map(element -> element.getTextContent().strip());
    }

    private static Set<String> services(Element message) throws MssFault {
        var services = new TreeSet<String>();
        var all = Soap.child(message, "AdditionalServices");
        for (var service : all.map(Soap::children).orElse(List.of())) {
            var name = uri(service, "Description").orElseThrow(() -> new MssFault(Code.MISSING_PARAM));
            if (!name.equals(CERTIFICATE) && !name.equals(VALIDATION)) {
                throw new MssFault(Code.UNSUPPORTED_PROFILE);
            }
            services.add(name);
        }
        return services;
    }

    // ---- what is in an answer -------------------------------------------------------------------------------------

    private String opening(String name, String attributes, Asking asking) {
        return "<mss:" + name + " xmlns:mss=\"" + Soap.MSS + "\" MajorVersion=\"1\" MinorVersion=\"1\"" + attributes
                + "><mss:AP_Info AP_ID=\"" + Soap.escaped(asking.id()) + "\" AP_PWD=\"\" AP_TransID=\""
                + Soap.escaped(asking.transaction()) + "\" Instant=\"" + Soap.escaped(asking.instant())
                + "\"/><mss:MSSP_Info Instant=\"" + now() + "\"><mss:MSSP_ID><mss:URI>" + OWN_ID
                + "</mss:URI></mss:MSSP_ID></mss:MSSP_Info>";
    }

    private static String user(Telephone phone) {
        return "<mss:MobileUser><mss:MSISDN>" + phone.value() + "</mss:MSISDN></mss:MobileUser>";
    }

    private static String profile(String uri) {
        return "<mss:SignatureProfile><mss:mssURI>" + uri + "</mss:mssURI></mss:SignatureProfile>";
    }

    private static String status(int code, String words, String detail) {
        return "<mss:Status><mss:StatusCode Value=\"" + code + "\"/><mss:StatusMessage>" + words
                + "</mss:StatusMessage>" + detail + "</mss:Status>";
    }

    private Instant now() {
        return answering.clock().instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
