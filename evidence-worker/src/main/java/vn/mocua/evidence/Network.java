package vn.mocua.evidence;

import eu.europa.esig.dss.crl.CRLUtils;
import eu.europa.esig.dss.enumerations.RevocationOrigin;
import eu.europa.esig.dss.model.DSSException;
import eu.europa.esig.dss.model.TimestampBinary;
import eu.europa.esig.dss.model.x509.CertificateToken;
import eu.europa.esig.dss.spi.CertificateExtensionsUtils;
import eu.europa.esig.dss.spi.x509.revocation.crl.CRLSource;
import eu.europa.esig.dss.spi.x509.revocation.crl.CRLToken;
import eu.europa.esig.dss.spi.x509.tsp.TSPSource;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampRequestGenerator;
import org.bouncycastle.tsp.TimeStampResponse;
import org.jspecify.annotations.Nullable;

/** Time stamps (RFC 3161) and lists of revoked certificates (RFC 5280), over HTTP. */
final class Network {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final SecureRandom RANDOM = new SecureRandom();

    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(Duration.ofSeconds(3))
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private final Trust trust;
    private final URI timeStamps;

    Network(Trust trust, URI timeStamps) {
        this.trust = trust;
        this.timeStamps = timeStamps;
    }

    /** Checks that the answer is to this very request: digest, nonce and status. */
    TSPSource timeStamps() {
        return (algorithm, digest) -> {
            try {
                var request = new TimeStampRequestGenerator();
                request.setCertReq(true);
                var asked = request.generate(
                        new ASN1ObjectIdentifier(algorithm.getOid()), digest, new BigInteger(64, RANDOM));
                var answer = new TimeStampResponse(ask(HttpRequest.newBuilder(timeStamps)
                        .header("Content-Type", "application/timestamp-query")
                        .POST(BodyPublishers.ofByteArray(asked.getEncoded()))));
                answer.validate(asked);
                var token = answer.getTimeStampToken();
                if (token == null) {
                    throw new DSSException("time-stamp-refused");
                }
                return new TimestampBinary(token.getEncoded());
            } catch (IOException | TSPException e) {
                throw new DSSException("time-stamp-unavailable");
            }
        };
    }

    CRLSource lists() {
        return new CRLSource() {
            @Override
            public @Nullable CRLToken getRevocationToken(CertificateToken certificate, CertificateToken issuer) {
                if (!trust.names(issuer)) {
                    return null;
                }
                var places = trust.listOf(issuer).map(List::of).orElseGet(() -> placesIn(certificate));
                for (var place : places) {
                    try {
                        var list = CRLUtils.buildCRLBinary(ask(HttpRequest.newBuilder(place)));
                        var token = new CRLToken(certificate, CRLUtils.buildCRLValidity(list, issuer));
                        token.setExternalOrigin(RevocationOrigin.EXTERNAL);
                        return token;
                    } catch (IOException | IllegalArgumentException e) {
                        // The next address may answer.
                        continue;
                    }
                }
                return null;
            }
        };
    }

    private static List<URI> placesIn(CertificateToken certificate) {
        return CertificateExtensionsUtils.getCRLAccessUrls(certificate).stream()
                .filter(address -> address.startsWith("http"))
                .map(URI::create)
                .toList();
    }

    private byte[] ask(HttpRequest.Builder request) throws IOException {
        try {
            var answer = http.send(request.timeout(PATIENCE).build(), BodyHandlers.ofByteArray());
            if (answer.statusCode() != 200) {
                throw new IOException("status " + answer.statusCode());
            }
            return answer.body();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted");
        }
    }
}
