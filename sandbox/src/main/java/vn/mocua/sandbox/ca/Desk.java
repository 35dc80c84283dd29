package vn.mocua.sandbox.ca;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Base64;
import java.util.regex.Pattern;
import vn.mocua.sandbox.fault.Fault;
import vn.mocua.sandbox.fault.Faults;
import vn.mocua.sandbox.fault.Outside;
import vn.mocua.sandbox.web.Front;
import vn.mocua.sandbox.web.Reply;
import vn.mocua.sandbox.web.Request;
import vn.mocua.sandbox.web.Unacceptable;

/** What the authorities answer over HTTP, everything below {@code /ca}: docs/protocols/certificate-status.md. */
public final class Desk implements Front.Room {

    private static final Pattern OCSP = Pattern.compile("/ca/ocsp/([a-z-]+)(/.*)?");
    private static final Pattern LIST = Pattern.compile("/ca/crl/([a-z-]+)\\.crl");
    private static final Pattern CERTIFICATE = Pattern.compile("/ca/aia/([a-z-]+)\\.crt");

    private final Authorities authorities;
    private final Faults faults;
    private final Clock clock;

    public Desk(Authorities authorities, Faults faults, Clock clock) {
        this.authorities = authorities;
        this.faults = faults;
        this.clock = clock;
    }

    @Override
    public Reply answer(Request request) throws InterruptedException {
        var fault = faults.of(Outside.CA);
        return switch (fault) {
            case DOWN -> Reply.hangUp();
            case SLOW -> {
                Thread.sleep(Fault.SLOWNESS);
                yield rightly(request, fault);
            }
            case GARBAGE -> garbage(request);
            case CUT -> rightly(request, fault).cut();
            default -> rightly(request, fault);
        };
    }

    /** Of the right type, and no more than that. */
    private static Reply garbage(Request request) {
        var type = request.path().startsWith("/ca/ocsp/")
                ? "application/ocsp-response"
                : request.path().startsWith("/ca/crl/") ? "application/pkix-crl" : "application/timestamp-reply";
        return Reply.of(200, type, "0\u0003 nonsense".getBytes(StandardCharsets.ISO_8859_1));
    }

    private Reply rightly(Request request, Fault fault) throws InterruptedException {
        var ocsp = OCSP.matcher(request.path());
        if (ocsp.matches()) {
            return status(request, authority(ocsp.group(1)), fault);
        }
        if (request.path().equals("/ca/tsa")) {
            return stamp(request, fault);
        }
        if (!request.method().equals("GET") && !request.method().equals("HEAD")) {
            throw new Unacceptable(405, "only GET is answered here");
        }
        var crl = LIST.matcher(request.path());
        if (crl.matches()) {
            var authority = authority(crl.group(1));
            return fault == Fault.LIST_DOWN
                    ? unavailable()
                    : Reply.of(200, "application/pkix-crl", list(authority, fault));
        }
        var certificate = CERTIFICATE.matcher(request.path());
        if (certificate.matches()) {
            return Reply.of(
                    200,
                    "application/pkix-cert",
                    Safe.der(authority(certificate.group(1)).certificate()));
        }
        throw new Unacceptable(404, "nothing is here");
    }

    /** RFC 6960, appendix A.1: the question in the address, or as the body of a POST. */
    private Reply status(Request request, Authority authority, Fault fault) throws InterruptedException {
        if (fault == Fault.STATUS_SLOW) {
            Thread.sleep(Fault.SLOWNESS);
        }
        if (fault == Fault.STATUS_DOWN || fault == Fault.LIST_STALE || fault == Fault.LIST_FORGED) {
            return unavailable();
        }
        var question = switch (request.method()) {
            case "GET" -> inAddress(request, authority);
            case "POST" -> body(request, "application/ocsp-request");
            default -> throw new Unacceptable(405, "only GET and POST are answered here");
        };
        return Reply.of(200, "application/ocsp-response", answer(authority, question, fault));
    }

    private static byte[] inAddress(Request request, Authority authority) {
        var prefix = "/ca/ocsp/" + authority.id() + "/";
        if (!request.path().startsWith(prefix)) {
            throw new Unacceptable(400, "the question is missing");
        }
        try {
            return Base64.getDecoder().decode(request.path().substring(prefix.length()));
        } catch (IllegalArgumentException e) {
            throw new Unacceptable(400, "the question is not base64");
        }
    }

    private static byte[] body(Request request, String type) {
        if (!request.isOfType(type)) {
            throw new Unacceptable(415, "Content-Type must be " + type);
        }
        return request.body();
    }

    private Reply stamp(Request request, Fault fault) {
        if (!request.method().equals("POST")) {
            throw new Unacceptable(405, "only POST is answered here");
        }
        var question = body(request, "application/timestamp-query");
        return fault == Fault.STAMP_DOWN
                ? unavailable()
                : Reply.of(200, "application/timestamp-reply", stamped(question, fault));
    }

    private byte[] answer(Authority authority, byte[] question, Fault fault) {
        var workshop = authorities.workshop();
        return new Responder(workshop.hierarchy(), workshop.ledger(), clock).answer(authority, question, fault);
    }

    private byte[] list(Authority authority, Fault fault) {
        return new RevocationList(authorities.workshop().ledger(), clock).of(authority, fault);
    }

    private byte[] stamped(byte[] question, Fault fault) {
        return new TimeStamper(authorities.workshop().hierarchy(), clock).answer(question, fault);
    }

    private static Reply unavailable() {
        return Reply.text(503, "Service Unavailable").with("Retry-After", "5");
    }

    private Authority authority(String id) {
        return authorities
                .workshop()
                .hierarchy()
                .find(id)
                .orElseThrow(() -> new Unacceptable(404, "there is no such authority"));
    }
}
