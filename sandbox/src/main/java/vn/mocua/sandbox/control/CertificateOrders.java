package vn.mocua.sandbox.control;

import java.security.cert.CertificateEncodingException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import vn.mocua.sandbox.ca.Authorities;
import vn.mocua.sandbox.ca.BadCertificate;
import vn.mocua.sandbox.ca.Credential;
import vn.mocua.sandbox.town.Cast;
import vn.mocua.sandbox.town.VneidAccounts;
import vn.mocua.sandbox.web.Reply;
import vn.mocua.sandbox.web.Request;
import vn.mocua.sandbox.web.Unacceptable;

/** The part of the API about certificates: the files that lie on tokens, and orders to withdraw them. */
final class CertificateOrders {

    private static final Pattern HOLDER = Pattern.compile(
            "/api/(people|businesses|agencies|certificates)/([a-z0-9-]+)/(token\\.p12|certificate|sim-certificate)");
    private static final Pattern ORDER = Pattern.compile("/api/certificates/([0-9A-Fa-f:]+)/(revoke|hold|release)");

    private record Token(Credential credential, String password) {}

    private final Cast cast;
    private final VneidAccounts vneids;
    private final Authorities authorities;

    CertificateOrders(Cast cast, VneidAccounts vneids, Authorities authorities) {
        this.cast = cast;
        this.vneids = vneids;
        this.authorities = authorities;
    }

    /** Empty when the path is another's. */
    Optional<Reply> answer(Request request) {
        var order = ORDER.matcher(request.path());
        if (order.matches()) {
            return Optional.of(obey(request, order.group(1), order.group(2)));
        }
        var holder = HOLDER.matcher(request.path());
        if (!holder.matches()) {
            return Optional.empty();
        }
        if (!request.method().equals("GET")) {
            throw new Unacceptable(405, "only GET is answered here");
        }
        var kind = holder.group(1);
        var id = holder.group(2);
        return Optional.of(
                switch (holder.group(3)) {
                    case "token.p12" -> file(token(kind, id), id);
                    case "certificate" -> Reply.json(json(token(kind, id).credential()));
                    default -> Reply.json(json(sim(kind, id)));
                });
    }

    private Token token(String kind, String id) {
        return switch (kind) {
            case "people" ->
                cast.find(id)
                        .map(person -> new Token(authorities.forPerson(person), person.tokenPassword()))
                        .orElseThrow(CertificateOrders::nobody);
            case "businesses" ->
                vneids.businesses().stream()
                        .filter(business -> business.id().equals(id))
                        .findFirst()
                        .map(business -> new Token(authorities.forBusiness(business), business.tokenPassword()))
                        .orElseThrow(CertificateOrders::nobody);
            case "agencies" ->
                cast.agencies().stream()
                        .filter(agency -> agency.id().equals(id))
                        .findFirst()
                        .map(agency -> new Token(authorities.forAgency(agency), agency.tokenPassword()))
                        .orElseThrow(CertificateOrders::nobody);
            default ->
                authorities.bad().stream()
                        .filter(bad -> bad.id().equals(id))
                        .findFirst()
                        .map(bad -> new Token(bad.credential(), Authorities.PASSWORD_OF_BAD))
                        .orElseThrow(CertificateOrders::nobody);
        };
    }

    private Credential sim(String kind, String id) {
        return cast.find(id)
                .filter(person -> kind.equals("people"))
                .map(authorities::forSim)
                .orElseThrow(CertificateOrders::nobody);
    }

    private static Unacceptable nobody() {
        return new Unacceptable(404, "nobody has that id");
    }

    private Reply file(Token token, String id) {
        return Reply.of(200, "application/x-pkcs12", authorities.pkcs12(token.credential(), token.password()))
                .with("Content-Disposition", "attachment; filename=\"" + id + ".p12\"");
    }

    private Map<String, Object> json(Credential credential) {
        var certificate = credential.certificate();
        var json = new LinkedHashMap<String, Object>();
        json.put("serial", credential.serial());
        json.put("status", authorities.status(credential.serial()).orElse("unknown"));
        json.put("subject", certificate.getSubjectX500Principal().getName());
        json.put("issuer", certificate.getIssuerX500Principal().getName());
        json.put("validFrom", certificate.getNotBefore().toInstant().toString());
        json.put("validTo", certificate.getNotAfter().toInstant().toString());
        try {
            json.put("certificate", Base64.getEncoder().encodeToString(certificate.getEncoded()));
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException(e);
        }
        return json;
    }

    /** The certificates that nobody should accept. */
    List<Map<String, Object>> bad() {
        return authorities.bad().stream().map(CertificateOrders::json).toList();
    }

    private static Map<String, Object> json(BadCertificate bad) {
        var json = new LinkedHashMap<String, Object>();
        json.put("id", bad.id());
        json.put("kind", bad.kind());
        json.put("serial", bad.credential().serial());
        json.put("what", bad.what());
        json.put("file", "/api/certificates/" + bad.id() + "/token.p12");
        json.put("tokenPassword", Authorities.PASSWORD_OF_BAD);
        return json;
    }

    /** A page of another origin can send no JSON, and a browser names the origin of whatever else it posts. */
    private Reply obey(Request request, String written, String order) {
        if (!request.method().equals("POST")) {
            throw new Unacceptable(405, "only POST is answered here");
        }
        if (request.header("Origin").isPresent() && !request.isOfType("application/json")) {
            throw new Unacceptable(415, "Content-Type must be application/json");
        }
        var serial = written.replace(":", "").toLowerCase(Locale.ROOT).replaceFirst("^0+(?=.)", "");
        var before = authorities.status(serial).orElseThrow(() -> new Unacceptable(404, "nobody issued that serial"));
        boolean done = switch (order) {
            case "revoke" -> authorities.revoke(serial);
            case "hold" -> authorities.hold(serial);
            default -> authorities.release(serial);
        };
        if (!done) {
            throw new Unacceptable(409, "the certificate is " + before + " for good");
        }
        return Reply.json(
                Map.of("serial", serial, "status", authorities.status(serial).orElse(before)));
    }
}
