package vn.mocua.evidence;

import eu.europa.esig.dss.cades.CAdESSignatureParameters;
import eu.europa.esig.dss.cades.signature.CAdESService;
import eu.europa.esig.dss.enumerations.DigestAlgorithm;
import eu.europa.esig.dss.enumerations.SignatureAlgorithm;
import eu.europa.esig.dss.enumerations.SignatureLevel;
import eu.europa.esig.dss.enumerations.SignaturePackaging;
import eu.europa.esig.dss.model.DSSDocument;
import eu.europa.esig.dss.model.DSSException;
import eu.europa.esig.dss.model.InMemoryDocument;
import eu.europa.esig.dss.model.SignatureValue;
import eu.europa.esig.dss.model.x509.CertificateToken;
import eu.europa.esig.dss.spi.DSSUtils;
import eu.europa.esig.dss.spi.validation.CommonCertificateVerifier;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.time.Clock;
import java.util.Date;

/**
 * Puts proofs under seal: CAdES baseline LTA (ETSI EN 319 122-1) around the whole of a proof, signed by the portal's
 * organisation and time-stamped, so that it can be checked without any authority's answer, and renewed.
 */
public final class Archive {

    private final Seal seal;
    private final Clock clock;
    private final CAdESService service;

    public Archive(Trust trust, Seal seal, URI timeStamps, Clock clock) {
        this.seal = seal;
        this.clock = clock;
        var network = new Network(trust, timeStamps);
        var verifier = new CommonCertificateVerifier();
        verifier.setTrustedCertSources(trust.trusted());
        verifier.setAdjunctCertSources(trust.known());
        verifier.setCrlSource(network.lists());
        verifier.setOcspSource(null);
        verifier.setAIASource(null);
        this.service = new CAdESService(verifier);
        service.setTspSource(network.timeStamps());
    }

    /** @throws DSSException when a time stamp or a list of revoked certificates cannot be had */
    public byte[] of(byte[] proof) {
        var document = new InMemoryDocument(proof);
        var parameters = parameters();
        var toSign = service.getDataToSign(document, parameters);
        return bytes(service.signDocument(document, parameters, sign(toSign.getBytes())));
    }

    /** Another time stamp over all that is there, before the last one's certificate ends. */
    public byte[] renewed(byte[] archive) {
        return bytes(service.extendDocument(new InMemoryDocument(archive), parameters()));
    }

    private CAdESSignatureParameters parameters() {
        var parameters = new CAdESSignatureParameters();
        parameters.setSignatureLevel(SignatureLevel.CAdES_BASELINE_LTA);
        parameters.setSignaturePackaging(SignaturePackaging.ENVELOPING);
        parameters.setDigestAlgorithm(DigestAlgorithm.SHA256);
        parameters.getSignatureTimestampParameters().setDigestAlgorithm(DigestAlgorithm.SHA256);
        parameters.getArchiveTimestampParameters().setDigestAlgorithm(DigestAlgorithm.SHA256);
        parameters.bLevel().setSigningDate(Date.from(clock.instant()));
        parameters.setSigningCertificate(new CertificateToken(seal.chain().getFirst()));
        parameters.setCertificateChain(
                seal.chain().stream().map(CertificateToken::new).toList());
        return parameters;
    }

    private SignatureValue sign(byte[] toSign) {
        var algorithm = seal.key().getAlgorithm().equals("RSA")
                ? SignatureAlgorithm.RSA_SHA256
                : SignatureAlgorithm.ECDSA_SHA256;
        try {
            var signature = Signature.getInstance(algorithm.getJCEId());
            signature.initSign(seal.key());
            signature.update(toSign);
            return new SignatureValue(algorithm, signature.sign());
        } catch (GeneralSecurityException e) {
            throw new DSSException("seal-unusable");
        }
    }

    private static byte[] bytes(DSSDocument document) {
        return DSSUtils.toByteArray(document);
    }
}
