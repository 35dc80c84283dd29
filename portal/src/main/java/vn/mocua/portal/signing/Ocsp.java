package vn.mocua.portal.signing;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.cert.ocsp.BasicOCSPResp;
import org.bouncycastle.cert.ocsp.CertificateID;
import org.bouncycastle.cert.ocsp.OCSPException;
import org.bouncycastle.cert.ocsp.OCSPReqBuilder;
import org.bouncycastle.operator.DigestCalculatorProvider;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;
import org.springframework.web.client.RestClient;
import vn.mocua.portal.outside.HttpAnswer;
import vn.mocua.portal.outside.Outside;
import vn.mocua.portal.outside.OutsideHttp;
import vn.mocua.portal.outside.OutsideUnavailable;

/** Asks authorities' responders (RFC 6960), each by a way of its own, and remembers for two minutes what they said. */
@Component
class Ocsp {

    private static final Logger LOG = LoggerFactory.getLogger(Ocsp.class);
    private static final MediaType REQUEST = MediaType.parseMediaType("application/ocsp-request");
    private static final DataSize LONGEST = DataSize.ofKilobytes(64);
    private static final int NONCE = 32;
    private static final int MOST_REMEMBERED = 20_000;

    private record Key(String issuer, BigInteger serial) {}

    private record Received(byte[] body, BasicOCSPResp signed) {}

    private final Outside outside;
    private final OutsideHttp http;
    private final MeterRegistry meters;
    private final Clock clock;
    private final DigestCalculatorProvider digests;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, RestClient> clients = new ConcurrentHashMap<>();
    private final Map<Key, OcspAnswer> remembered = new ConcurrentHashMap<>();
    private final SingleFlight<Key, Optional<OcspAnswer>> flights = new SingleFlight<>();

    Ocsp(Outside outside, OutsideHttp http, MeterRegistry meters, Clock clock) {
        this.outside = outside;
        this.http = http;
        this.meters = meters;
        this.clock = clock;
        try {
            this.digests = new JcaDigestCalculatorProviderBuilder().build();
        } catch (OperatorCreationException e) {
            throw new IllegalStateException("no hashes", e);
        }
    }

    /**
     * What the responder says; empty when it says nothing that can be relied on.
     *
     * @param isListed see {@link OcspAnswer#of}
     * @throws OutsideUnavailable when it can not be reached, or answers without a signature
     */
    Optional<OcspAnswer> ask(
            URI address, Authority issuer, X509Certificate certificate, Predicate<X509Certificate> isListed) {
        var key = new Key(issuer.fingerprint(), certificate.getSerialNumber());
        return remembered(key)
                .or(() -> flights.get(key, () -> {
                    // Whoever came just too late for the last flight finds what it brought.
                    var known = remembered(key);
                    return known.isPresent() ? known : fresh(address, issuer, certificate, isListed, key);
                }));
    }

    private Optional<OcspAnswer> remembered(Key key) {
        var known = Optional.ofNullable(remembered.get(key))
                .filter(each -> clock.instant().isBefore(each.until()));
        if (known.isPresent()) {
            count("remembered");
        }
        return known;
    }

    private Optional<OcspAnswer> fresh(
            URI address, Authority issuer, X509Certificate certificate, Predicate<X509Certificate> isListed, Key key) {
        var nonce = new byte[NONCE];
        random.nextBytes(nonce);
        var question = new OcspAnswer.Question(issuer, certificate, nonce);
        var received = send(address, question);
        var now = clock.instant();
        try {
            var answer = OcspAnswer.of(received.body(), received.signed(), question, now, digests, isListed);
            if (remembered.size() >= MOST_REMEMBERED) {
                remembered.values().removeIf(each -> !now.isBefore(each.until()));
            }
            if (remembered.size() < MOST_REMEMBERED) {
                remembered.put(key, answer);
            }
            count("asked");
            return Optional.of(answer);
        } catch (OcspAnswer.Untrusted e) {
            count("not-believed");
            LOG.warn("an answer of {} is not believed: {}", issuer.system("ocsp"), e.getMessage());
            return Optional.empty();
        }
    }

    private Received send(URI address, OcspAnswer.Question question) {
        var system = question.issuer().system("ocsp");
        var client = clients.computeIfAbsent(
                system + " " + address,
                name -> http.clientForSigned(system, LONGEST, address)
                        .requestInterceptor(OutsideHttp.onceMore())
                        .build());
        var request = request(question);
        return outside.call(
                system,
                () -> client.post()
                        .uri(address)
                        .contentType(REQUEST)
                        .body(request)
                        .exchange((sent, response) -> received(HttpAnswer.of(system, response))));
    }

    private static Received received(HttpAnswer answer) {
        if (answer.status() != 200) {
            throw OutsideUnavailable.nonsense(answer.system(), "status " + answer.status());
        }
        var signed = OcspAnswer.signedPart(answer.body())
                .orElseThrow(() -> OutsideUnavailable.nonsense(answer.system(), "no signed answer"));
        return new Received(answer.body(), signed);
    }

    private byte[] request(OcspAnswer.Question question) {
        try {
            // SHA-1 names the issuer only, and is what every responder knows (RFC 5019 section 2.1.1).
            var id = new CertificateID(
                    digests.get(CertificateID.HASH_SHA1),
                    Responders.holder(question.issuer().certificate()),
                    question.certificate().getSerialNumber());
            var nonce = new Extension(
                    OCSPObjectIdentifiers.id_pkix_ocsp_nonce, false, new DEROctetString(question.nonce()).getEncoded());
            return new OCSPReqBuilder()
                    .addRequest(id)
                    .setRequestExtensions(new Extensions(nonce))
                    .build()
                    .getEncoded();
        } catch (OCSPException | OperatorCreationException | IOException e) {
            throw new IllegalStateException("an OCSP request can not be written", e);
        }
    }

    private void count(String outcome) {
        meters.counter("mocua.signing.ocsp", "outcome", outcome).increment();
    }
}
