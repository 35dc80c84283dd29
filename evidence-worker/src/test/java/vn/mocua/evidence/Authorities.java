package vn.mocua.evidence;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.cert.ocsp.BasicOCSPRespBuilder;
import org.bouncycastle.cert.ocsp.CertificateID;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.OCSPRespBuilder;
import org.bouncycastle.cert.ocsp.RespID;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoGeneratorBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampRequest;
import org.bouncycastle.tsp.TimeStampResponseGenerator;
import org.bouncycastle.tsp.TimeStampTokenGenerator;

/** A root, an authority below it, one that stamps times, and the server at which they answer. */
final class Authorities implements AutoCloseable {

    record Certified(PrivateKey key, X509Certificate certificate) {}

    private final HttpServer server;
    private final Clock clock;
    private final Instant begin;
    private final List<X509Certificate> revoked = new ArrayList<>();
    private long serial = 1;
    final Certified root;
    final Certified authority;
    private final Certified stamping;

    Authorities(Clock clock) throws Exception {
        this.clock = clock;
        this.begin = clock.instant().minus(Duration.ofDays(1));
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        root = certified("CN=Root", null, 20, true, null);
        authority = certified("CN=Authority", root, 10, true, null);
        stamping = certified("CN=Stamps", root, 8, false, KeyPurposeId.id_kp_timeStamping);
        server.createContext("/stamp", this::stamp);
        server.createContext("/root.crl", exchange -> answer(exchange, list(root)));
        server.createContext("/authority.crl", exchange -> answer(exchange, list(authority)));
        server.start();
    }

    URI stamps() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/stamp");
    }

    /** The bundle that a portal would be given. */
    Path bundle(Path folder) throws IOException, GeneralSecurityException {
        return Files.writeString(folder.resolve("trust.json"), """
            {"version":1,"authorities":[
              {"role":"root","use":"public","certificate":"%s"},
              {"role":"intermediate","use":"public","certificate":"%s"}]}
            """.formatted(
                        encoded(root.certificate()), encoded(authority.certificate())));
    }

    private static String encoded(X509Certificate certificate) throws GeneralSecurityException {
        return Base64.getEncoder().encodeToString(certificate.getEncoded());
    }

    Certified person(String name) throws Exception {
        return certified("CN=" + name, authority, 2, false, null);
    }

    /** Whom the authority named for answering: with a key of another kind than its own. */
    Certified responder() throws Exception {
        var generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        return certified(
                "CN=Responder", authority, 2, false, KeyPurposeId.id_kp_OCSPSigning, generator.generateKeyPair());
    }

    void revoke(X509Certificate certificate) {
        revoked.add(certificate);
    }

    private Certified certified(String name, Certified issuer, int years, boolean isAuthority, KeyPurposeId purpose)
            throws Exception {
        return certified(name, issuer, years, isAuthority, purpose, keys());
    }

    private Certified certified(
            String name, Certified issuer, int years, boolean isAuthority, KeyPurposeId purpose, KeyPair pair)
            throws Exception {
        var signer = issuer == null ? pair.getPrivate() : issuer.key();
        var by = issuer == null ? new X500Name(name) : new JcaX509CertificateHolder(issuer.certificate()).getSubject();
        var builder = new JcaX509v3CertificateBuilder(
                by,
                BigInteger.valueOf(serial++),
                Date.from(begin),
                Date.from(begin.plus(Duration.ofDays(365L * years))),
                new X500Name(name),
                pair.getPublic());
        var usage = isAuthority
                ? KeyUsage.keyCertSign | KeyUsage.cRLSign
                : KeyUsage.digitalSignature | KeyUsage.nonRepudiation;
        var ids = new JcaX509ExtensionUtils();
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(isAuthority));
        builder.addExtension(Extension.keyUsage, true, new KeyUsage(usage));
        builder.addExtension(Extension.subjectKeyIdentifier, false, ids.createSubjectKeyIdentifier(pair.getPublic()));
        if (issuer != null) {
            builder.addExtension(
                    Extension.authorityKeyIdentifier,
                    false,
                    ids.createAuthorityKeyIdentifier(issuer.certificate().getPublicKey()));
            var list = "http://127.0.0.1:" + server.getAddress().getPort()
                    + (issuer == root ? "/root.crl" : "/authority.crl");
            builder.addExtension(Extension.cRLDistributionPoints, false, new CRLDistPoint(new DistributionPoint[] {
                new DistributionPoint(
                        new DistributionPointName(
                                new GeneralNames(new GeneralName(GeneralName.uniformResourceIdentifier, list))),
                        null,
                        null)
            }));
        }
        if (purpose != null) {
            builder.addExtension(Extension.extendedKeyUsage, true, new ExtendedKeyUsage(purpose));
        }
        return new Certified(
                pair.getPrivate(),
                new JcaX509CertificateConverter()
                        .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(signer))));
    }

    private static KeyPair keys() throws GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    byte[] list(Certified issuer) throws IOException {
        try {
            var now = clock.instant();
            var builder = new X509v2CRLBuilder(
                    new JcaX509CertificateHolder(issuer.certificate()).getSubject(),
                    Date.from(now.minus(Duration.ofMinutes(1))));
            builder.setNextUpdate(Date.from(now.plus(Duration.ofDays(7))));
            for (var each : revoked) {
                builder.addCRLEntry(
                        each.getSerialNumber(), Date.from(now.minus(Duration.ofMinutes(1))), CRLReason.keyCompromise);
            }
            return builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(issuer.key()))
                    .getEncoded();
        } catch (GeneralSecurityException | OperatorCreationException e) {
            throw new IOException(e);
        }
    }

    /** What the authority answers to the question whether a certificate is in force. */
    byte[] status(X509Certificate certificate, CertificateStatus status) throws Exception {
        return status(certificate, status, authority);
    }

    byte[] status(X509Certificate certificate, CertificateStatus status, Certified responder) throws Exception {
        var digests = new JcaDigestCalculatorProviderBuilder().build();
        var now = clock.instant();
        var builder = new BasicOCSPRespBuilder(
                new RespID(new JcaX509CertificateHolder(responder.certificate()).getSubject()));
        builder.addResponse(
                new CertificateID(
                        digests.get(CertificateID.HASH_SHA1),
                        new JcaX509CertificateHolder(authority.certificate()),
                        certificate.getSerialNumber()),
                status,
                Date.from(now),
                Date.from(now.plus(Duration.ofMinutes(10))),
                null);
        var algorithm = responder.key().getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA";
        var basic = builder.build(
                new JcaContentSignerBuilder(algorithm).build(responder.key()),
                new X509CertificateHolder[] {new JcaX509CertificateHolder(responder.certificate())},
                Date.from(now));
        return new OCSPRespBuilder().build(OCSPRespBuilder.SUCCESSFUL, basic).getEncoded();
    }

    private void stamp(HttpExchange exchange) throws IOException {
        try {
            var request = new TimeStampRequest(exchange.getRequestBody().readAllBytes());
            var digests = new JcaDigestCalculatorProviderBuilder().build();
            var signer = new JcaSimpleSignerInfoGeneratorBuilder()
                    .build("SHA256withECDSA", stamping.key(), stamping.certificate());
            var tokens = new TimeStampTokenGenerator(
                    signer, digests.get(CertificateID.HASH_SHA1), new ASN1ObjectIdentifier("1.2.3.4"));
            tokens.addCertificates(new org.bouncycastle.cert.jcajce.JcaCertStore(List.of(stamping.certificate())));
            var answer = new TimeStampResponseGenerator(
                            tokens, Set.of(request.getMessageImprintAlgOID().getId()))
                    .generate(request, BigInteger.valueOf(serial++), Date.from(clock.instant()));
            answer(exchange, answer.getEncoded());
        } catch (GeneralSecurityException | OperatorCreationException | TSPException e) {
            throw new IOException(e);
        }
    }

    private static void answer(HttpExchange exchange, byte[] body) throws IOException {
        try (exchange) {
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
