package vn.mocua.sandbox.ca;

import java.io.IOException;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.security.cert.CertificateEncodingException;
import java.time.Clock;
import java.util.Date;
import java.util.Set;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.cmp.PKIFailureInfo;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cms.SignerInfoGeneratorBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.bouncycastle.tsp.TSPAlgorithms;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampRequest;
import org.bouncycastle.tsp.TimeStampRequestGenerator;
import org.bouncycastle.tsp.TimeStampResponseGenerator;
import org.bouncycastle.tsp.TimeStampTokenGenerator;
import vn.mocua.sandbox.fault.Fault;

/** Says when something was there: RFC 3161. */
final class TimeStamper {

    private static final ASN1ObjectIdentifier POLICY = new ASN1ObjectIdentifier("2.16.704.1.2.99.2.1");
    private static final Set<ASN1ObjectIdentifier> HASHES =
            Set.of(TSPAlgorithms.SHA256, TSPAlgorithms.SHA384, TSPAlgorithms.SHA512);
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Hierarchy hierarchy;
    private final Clock clock;

    TimeStamper(Hierarchy hierarchy, Clock clock) {
        this.hierarchy = hierarchy;
        this.clock = clock;
    }

    byte[] answer(byte[] question, Fault fault) {
        try {
            var generator = generator();
            TimeStampRequest request;
            try {
                request = new TimeStampRequest(question);
            } catch (IOException | RuntimeException e) {
                return generator
                        .generateFailResponse(2, PKIFailureInfo.badDataFormat, "not a request")
                        .getEncoded();
            }
            if (fault == Fault.STAMP_REFUSED) {
                return generator
                        .generateFailResponse(2, PKIFailureInfo.systemFailure, "out of order")
                        .getEncoded();
            }
            return generator
                    .generate(
                            fault == Fault.STAMP_WRONG_NONCE ? another(request) : request,
                            new BigInteger(128, RANDOM),
                            Date.from(clock.instant()))
                    .getEncoded();
        } catch (IOException | TSPException | OperatorCreationException | CertificateEncodingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The same question with another nonce. */
    private static TimeStampRequest another(TimeStampRequest request) {
        var generator = new TimeStampRequestGenerator();
        generator.setCertReq(request.getCertReq());
        return generator.generate(
                request.getMessageImprintAlgOID(), request.getMessageImprintDigest(), new BigInteger(64, RANDOM));
    }

    private TimeStampResponseGenerator generator()
            throws OperatorCreationException, TSPException, CertificateEncodingException {
        var unit = hierarchy.timeStampUnit();
        var digests = new JcaDigestCalculatorProviderBuilder().build();
        var token = new TimeStampTokenGenerator(
                new SignerInfoGeneratorBuilder(digests).build(unit.key().signer(), Responder.holder(unit)),
                digests.get(new AlgorithmIdentifier(TSPAlgorithms.SHA256)),
                POLICY);
        token.setAccuracySeconds(1);
        token.addCertificates(new JcaCertStore(unit.chain()));
        return new TimeStampResponseGenerator(token, HASHES);
    }
}
