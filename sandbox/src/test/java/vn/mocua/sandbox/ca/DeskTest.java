package vn.mocua.sandbox.ca;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateRevokedException;
import java.security.cert.PKIXParameters;
import java.security.cert.PKIXRevocationChecker;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Properties;
import java.util.Set;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cert.ocsp.BasicOCSPResp;
import org.bouncycastle.cert.ocsp.CertificateID;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.OCSPReqBuilder;
import org.bouncycastle.cert.ocsp.OCSPResp;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.bouncycastle.cert.ocsp.SingleResp;
import org.bouncycastle.cert.ocsp.UnknownStatus;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.bouncycastle.tsp.TSPAlgorithms;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampRequest;
import org.bouncycastle.tsp.TimeStampRequestGenerator;
import org.bouncycastle.tsp.TimeStampResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;
import vn.mocua.sandbox.Http;
import vn.mocua.sandbox.Sandbox;
import vn.mocua.sandbox.fault.Fault;
import vn.mocua.sandbox.fault.Outside;
import vn.mocua.sandbox.town.Fate;

class DeskTest {

    private static final byte[] NONCE = "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    @TempDir
    static Path folder;

    private static Sandbox sandbox;
    private static Http http;
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @BeforeAll
    static void start() throws Exception {
        sandbox = Sandbox.start(folder.resolve("sandbox"), 0, null);
        assertThat(sandbox.portalProperties()).exists();
        http = new Http(sandbox.port());
    }

    @AfterAll
    static void stop() throws Exception {
        sandbox.close();
    }

    @AfterEach
    void mend() {
        sandbox.fault(Outside.CA, Fault.NONE, Duration.ZERO);
    }

    @Test
    void theStatusOfACertificateFollowsTheOrders() throws Exception {
        var token = token(Fate.ELLIPTIC_KEY);
        var serial = token.serial();
        assertThat(single(token).getCertStatus()).isSameAs(CertificateStatus.GOOD);
        assertThat(order(serial, "hold")).isEqualTo(200);
        assertThat(reason(token)).isEqualTo(6);
        assertThat(list("sao-mai", "hai-dang").getRevokedCertificate(new BigInteger(serial, 16)))
                .isNotNull();
        assertThat(order(serial, "release")).isEqualTo(200);
        assertThat(single(token).getCertStatus()).isSameAs(CertificateStatus.GOOD);

        var withdrawn = token(Fate.YEAR_MONTH);
        assertThat(order(withdrawn.serial().toUpperCase(java.util.Locale.ROOT), "revoke"))
                .isEqualTo(200);
        assertThat(reason(withdrawn)).isEqualTo(1);
        assertThat(order(withdrawn.serial(), "release")).isEqualTo(409);
        assertThat(order("1234", "revoke")).isEqualTo(404);
        assertThat(http.post("/api/certificates/" + serial + "/revoke", "text/plain", "", "Origin", "http://evil.test")
                        .statusCode())
                .isEqualTo(415);
        assertThat(http.post("/api/certificates/" + serial + "/release", "text/plain", "")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void theJdksOwnClientIsSatisfiedWithResponderAndAddresses() throws Exception {
        validate(token(Fate.ELLIPTIC_KEY));
        validate(sandbox.authorities().forAgency(sandbox.agencies().getFirst()));
        assertThatThrownBy(() -> validate(token(Fate.CERTIFICATE_REVOKED)))
                .isInstanceOf(CertPathValidatorException.class)
                .hasCauseInstanceOf(CertificateRevokedException.class);
    }

    @Test
    void anAnswerIsSignedByTheAuthoritysResponderAndRepeatsTheNonce() throws Exception {
        var token = token(Fate.ELLIPTIC_KEY);
        var issuer = holder(token.chain().get(1));
        var answer = ask(token, true);
        var responder = answer.getCerts()[0];
        assertThat(responder.isSignatureValid(new JcaContentVerifierProviderBuilder()
                        .build(token.chain().get(1))))
                .isTrue();
        assertThat(responder.getSubject()).isNotEqualTo(issuer.getSubject());
        assertThat(responder.getExtension(OCSPObjectIdentifiers.id_pkix_ocsp_nocheck))
                .isNotNull();
        assertThat(org.bouncycastle.asn1.x509.ExtendedKeyUsage.fromExtensions(responder.getExtensions())
                        .hasKeyPurposeId(KeyPurposeId.id_kp_OCSPSigning))
                .isTrue();
        assertThat(isRightlySigned(answer)).isTrue();
        assertThat(nonce(answer)).isEqualTo(NONCE);
        assertThat(ask(token, false).getExtension(OCSPObjectIdentifiers.id_pkix_ocsp_nonce))
                .isNull();
        var inAddress = CLIENT.send(
                http.request("/ca/ocsp/" + id(token) + "/"
                                + URLEncoder.encode(
                                        Base64.getEncoder().encodeToString(question(token, true)),
                                        StandardCharsets.UTF_8))
                        .GET()
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
        assertThat(((BasicOCSPResp) new OCSPResp(inAddress.body()).getResponseObject())
                        .getResponses()[0].getCertStatus())
                .isNull();
    }

    @Test
    void theResponderFailsAsOrdered() throws Exception {
        var token = token(Fate.ELLIPTIC_KEY);
        sandbox.fault(Outside.CA, Fault.STATUS_DOWN, Duration.ofMinutes(1));
        assertThat(post("/ca/ocsp/" + id(token), "application/ocsp-request", question(token, true))
                        .statusCode())
                .isEqualTo(503);
        assertThat(get("/ca/crl/" + id(token) + ".crl").statusCode()).isEqualTo(200);
        sandbox.fault(Outside.CA, Fault.STATUS_TRY_LATER, Duration.ofMinutes(1));
        assertThat(new OCSPResp(post("/ca/ocsp/" + id(token), "application/ocsp-request", question(token, true))
                                .body())
                        .getStatus())
                .isEqualTo(OCSPResp.TRY_LATER);
        assertThat(under(Fault.STATUS_STALE, token)
                        .getResponses()[0]
                        .getNextUpdate()
                        .toInstant())
                .isBefore(Instant.now());
        assertThat(isRightlySigned(under(Fault.STATUS_FORGED, token))).isFalse();
        assertThat(nonce(under(Fault.STATUS_WRONG_NONCE, token))).isNotEqualTo(NONCE);
        assertThat(under(Fault.STATUS_NO_NONCE, token).getExtension(OCSPObjectIdentifiers.id_pkix_ocsp_nonce))
                .isNull();
        assertThat(under(Fault.STATUS_UNKNOWN, token).getResponses()[0].getCertStatus())
                .isInstanceOf(UnknownStatus.class);
        assertThat(under(Fault.STATUS_ON_HOLD, token).getResponses()[0].getCertStatus())
                .isInstanceOf(RevokedStatus.class);
        assertThat(under(Fault.STATUS_REVOKED, token).getResponses()[0].getCertStatus())
                .isInstanceOf(RevokedStatus.class);
        assertThat(under(Fault.STATUS_OF_ANOTHER, token)
                        .getResponses()[0]
                        .getCertID()
                        .getSerialNumber())
                .isNotEqualTo(token.certificate().getSerialNumber());
        var selfStyled = under(Fault.STATUS_SELF_STYLED, token);
        assertThat(org.bouncycastle.asn1.x509.ExtendedKeyUsage.fromExtensions(selfStyled.getCerts()[0].getExtensions())
                        .hasKeyPurposeId(KeyPurposeId.id_kp_OCSPSigning))
                .isFalse();
        assertThat(isRightlySigned(selfStyled)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nonsense"})
    void aQuestionThatIsNoneIsCalledSo(String body) throws Exception {
        var answer = post("/ca/ocsp/sao-mai", "application/ocsp-request", body.getBytes(StandardCharsets.US_ASCII));
        assertThat(new OCSPResp(answer.body()).getStatus()).isEqualTo(OCSPResp.MALFORMED_REQUEST);
        assertThat(post("/ca/ocsp/sao-mai", "text/plain", new byte[0]).statusCode())
                .isEqualTo(415);
        assertThat(post("/ca/ocsp/nobody", "application/ocsp-request", new byte[0])
                        .statusCode())
                .isEqualTo(404);
        assertThat(get("/ca/aia/..%2f..%2fsandbox.crt").statusCode()).isEqualTo(404);
    }

    @Test
    void aListNamesTheWithdrawnAndFailsAsOrdered() throws Exception {
        var revoked = token(Fate.CERTIFICATE_REVOKED);
        var issuer = revoked.chain().get(1);
        var crl = crl(id(revoked));
        crl.verify(issuer.getPublicKey());
        assertThat(crl.getNextUpdate().toInstant()).isAfter(Instant.now());
        assertThat(crl.isRevoked(revoked.certificate())).isTrue();
        assertThat(crl.isRevoked(token(Fate.ELLIPTIC_KEY).certificate())).isFalse();
        crl("national-root").verify(revoked.chain().getLast().getPublicKey());

        sandbox.fault(Outside.CA, Fault.LIST_STALE, Duration.ofMinutes(1));
        assertThat(crl(id(revoked)).getNextUpdate().toInstant()).isBefore(Instant.now());
        assertThat(post("/ca/ocsp/sao-mai", "application/ocsp-request", question(revoked, true))
                        .statusCode())
                .isEqualTo(503);
        sandbox.fault(Outside.CA, Fault.LIST_FORGED, Duration.ofMinutes(1));
        var forged = crl(id(revoked));
        assertThatThrownBy(() -> forged.verify(issuer.getPublicKey())).isInstanceOf(Exception.class);
        sandbox.fault(Outside.CA, Fault.LIST_DOWN, Duration.ofMinutes(1));
        assertThat(get("/ca/crl/sao-mai.crl").statusCode()).isEqualTo(503);
        sandbox.fault(Outside.CA, Fault.GARBAGE, Duration.ofMinutes(1));
        assertThat(get("/ca/crl/sao-mai.crl").statusCode()).isEqualTo(200);
        sandbox.fault(Outside.CA, Fault.DOWN, Duration.ofMinutes(1));
        assertThatThrownBy(() -> get("/ca/crl/sao-mai.crl")).isInstanceOf(java.io.IOException.class);
    }

    @Test
    void whoVouchesForAnAuthorityCanBeFetched() throws Exception {
        assertThat(get("/ca/aia/national-root.crt").body())
                .isEqualTo(token(Fate.ELLIPTIC_KEY).chain().getLast().getEncoded());
    }

    @Test
    void aTimeStampStandsUnderItsRootAndFailsAsOrdered() throws Exception {
        var request = stampRequest();
        var answer = new TimeStampResponse(post("/ca/tsa", "application/timestamp-query", request.getEncoded())
                .body());
        answer.validate(request);
        var token = answer.getTimeStampToken();
        var unit = (X509CertificateHolder)
                token.getCertificates().getMatches(token.getSID()).iterator().next();
        token.validate(new JcaSimpleSignerInfoVerifierBuilder().build(unit));
        assertThat(unit.getExtension(Extension.extendedKeyUsage).isCritical()).isTrue();
        assertThat(Duration.between(token.getTimeStampInfo().getGenTime().toInstant(), Instant.now())
                        .abs())
                .isLessThan(Duration.ofMinutes(1));
        var root = sandbox.authorities().workshop().hierarchy().authority(Hierarchy.TIME_STAMP_ROOT);
        assertThat(unit.isSignatureValid(new JcaContentVerifierProviderBuilder().build(root.certificate())))
                .isTrue();

        sandbox.fault(Outside.CA, Fault.STAMP_DOWN, Duration.ofMinutes(1));
        assertThat(post("/ca/tsa", "application/timestamp-query", request.getEncoded())
                        .statusCode())
                .isEqualTo(503);
        sandbox.fault(Outside.CA, Fault.STAMP_REFUSED, Duration.ofMinutes(1));
        assertThat(stamp(request).getStatus()).isEqualTo(2);
        sandbox.fault(Outside.CA, Fault.STAMP_WRONG_NONCE, Duration.ofMinutes(1));
        var wrong = stamp(request);
        assertThatThrownBy(() -> wrong.validate(request)).isInstanceOf(TSPException.class);
    }

    @Test
    void tokensAreFetchedByWhoeverHasThem() throws Exception {
        var agency = sandbox.agencies().get(1);
        for (var path : new String[] {
            "/api/people/quang",
            "/api/businesses/gom-pho-thu",
            "/api/agencies/" + agency.id(),
            "/api/certificates/expired"
        }) {
            var answer = get(path + "/token.p12");
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Content-Type")).contains("application/x-pkcs12");
        }
        var store = KeyStore.getInstance("PKCS12");
        store.load(
                new ByteArrayInputStream(
                        get("/api/agencies/" + agency.id() + "/token.p12").body()),
                agency.tokenPassword().toCharArray());
        assertThat(store.getCertificate("token"))
                .isEqualTo(sandbox.authorities().forAgency(agency).certificate());
        assertThat(get("/api/people/nobody/token.p12").statusCode()).isEqualTo(404);
        assertThat(get("/api/businesses/gom-pho-thu/sim-certificate").statusCode())
                .isEqualTo(404);
        var certificate = JsonMapper.shared()
                .readTree(http.get("/api/people/quang/certificate").body());
        assertThat(certificate.required("serial").asString())
                .isEqualTo(token(Fate.ELLIPTIC_KEY).serial());
        assertThat(certificate.required("status").asString()).isEqualTo("good");
        var bad = JsonMapper.shared().readTree(http.get("/api/certificates").body());
        assertThat(bad.size()).isGreaterThanOrEqualTo(25);
        assertThat(bad.get(0).required("file").asString()).isEqualTo("/api/certificates/expired/token.p12");
        assertThat(http.get("/api/people/quang").body()).contains("\"tokenPassword\":\"", "\"simPin\":\"");
    }

    @Test
    void aPortalIsToldWhomToTrust() throws Exception {
        var settings = new Properties();
        settings.load(Files.newBufferedReader(sandbox.portalProperties()));
        var bundle =
                JsonMapper.shared().readTree(Files.readAllBytes(Path.of(settings.getProperty("mocua.signing.trust"))));
        assertThat(bundle.required("version").asInt()).isEqualTo(1);
        assertThat(bundle.required("sandbox").asBoolean()).isTrue();
        assertThat(bundle.required("authorities").size()).isEqualTo(6);
        for (var authority : bundle.required("authorities")) {
            var certificate = Safe.certificate(
                    Base64.getDecoder().decode(authority.required("certificate").asString()));
            assertThat(certificate.getBasicConstraints()).isNotNegative();
            assertThat(authority.required("ocsp").asString())
                    .startsWith("http://127.0.0.1:" + sandbox.port() + "/ca/ocsp/");
            boolean root = certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal());
            assertThat(authority.required("role").asString()).isEqualTo(root ? "root" : "intermediate");
        }
        assertThat(settings.getProperty("mocua.signing.time-stamp-url")).endsWith("/ca/tsa");
    }

    @Test
    void somebodysPageShowsTheTokenAndTakesOrders() throws Exception {
        var page = http.get("/people/chau").body();
        assertThat(page)
                .contains(
                        "/api/people/chau/token.p12",
                        "./mocua agent --origin",
                        sandbox.people().get(2).tokenPassword());
        assertThat(http.post("/certificates", "application/x-www-form-urlencoded", "holder=people/chau&order=revoke")
                        .statusCode())
                .isEqualTo(403);
        assertThat(http.post(
                                "/certificates",
                                "application/x-www-form-urlencoded",
                                "holder=people/chau&order=revoke",
                                "Origin",
                                "http://127.0.0.1:" + sandbox.port())
                        .statusCode())
                .isEqualTo(303);
        assertThat(http.get("/people/chau").body()).contains("Chứng thư đã bị thu hồi.");
        assertThat(http.get("/").body()).contains("Sở Xây dựng tỉnh Phố Thử", "/api/agencies/so-xay-dung/token.p12");
    }

    // ---- how one asks ---------------------------------------------------------------------------------------------

    private static Credential token(Fate fate) {
        return sandbox.authorities().forPerson(sandbox.person(fate));
    }

    private static String id(Credential token) {
        return token.chain().get(1).getSubjectX500Principal().getName().contains("SAO MAI") ? "sao-mai" : "hai-dang";
    }

    private static int order(String serial, String order) throws Exception {
        return http.json("/api/certificates/" + serial + "/" + order, "{}").statusCode();
    }

    private static HttpResponse<byte[]> get(String path) throws Exception {
        return CLIENT.send(http.request(path).GET().build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private static HttpResponse<byte[]> post(String path, String type, byte[] body) throws Exception {
        return CLIENT.send(
                http.request(path)
                        .header("Content-Type", type)
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
    }

    private static X509CertificateHolder holder(X509Certificate certificate) throws Exception {
        return new JcaX509CertificateHolder(certificate);
    }

    private static byte[] question(Credential token, boolean withNonce) throws Exception {
        var digests = new JcaDigestCalculatorProviderBuilder().build();
        var question = new OCSPReqBuilder()
                .addRequest(new CertificateID(
                        digests.get(CertificateID.HASH_SHA1),
                        holder(token.chain().get(1)),
                        token.certificate().getSerialNumber()));
        if (withNonce) {
            question.setRequestExtensions(new Extensions(new Extension(
                    OCSPObjectIdentifiers.id_pkix_ocsp_nonce, false, new DEROctetString(NONCE).getEncoded())));
        }
        return question.build().getEncoded();
    }

    private static BasicOCSPResp ask(Credential token, boolean withNonce) throws Exception {
        var answer = post("/ca/ocsp/" + id(token), "application/ocsp-request", question(token, withNonce));
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/ocsp-response");
        return (BasicOCSPResp) new OCSPResp(answer.body()).getResponseObject();
    }

    private static BasicOCSPResp under(Fault fault, Credential token) throws Exception {
        sandbox.fault(Outside.CA, fault, Duration.ofMinutes(1));
        return ask(token, true);
    }

    private static SingleResp single(Credential token) throws Exception {
        return ask(token, true).getResponses()[0];
    }

    private static int reason(Credential token) throws Exception {
        return ((RevokedStatus) single(token).getCertStatus()).getRevocationReason();
    }

    private static boolean isRightlySigned(BasicOCSPResp answer) throws Exception {
        return answer.isSignatureValid(new JcaContentVerifierProviderBuilder().build(answer.getCerts()[0]));
    }

    private static byte[] nonce(BasicOCSPResp answer) {
        return ASN1OctetString.getInstance(answer.getExtension(OCSPObjectIdentifiers.id_pkix_ocsp_nonce)
                        .getParsedValue())
                .getOctets();
    }

    private static X509CRL crl(String id) throws Exception {
        return (X509CRL) CertificateFactory.getInstance("X.509")
                .generateCRL(
                        new ByteArrayInputStream(get("/ca/crl/" + id + ".crl").body()));
    }

    /** The list of the one that has withdrawn something. */
    private static X509CRL list(String one, String other) throws Exception {
        return id(token(Fate.ELLIPTIC_KEY)).equals(one) ? crl(one) : crl(other);
    }

    private static void validate(Credential token) throws Exception {
        var chain = token.chain();
        var parameters = new PKIXParameters(Set.of(new TrustAnchor(chain.getLast(), null)));
        var validator = CertPathValidator.getInstance("PKIX");
        var checker = (PKIXRevocationChecker) validator.getRevocationChecker();
        checker.setOptions(Set.of(PKIXRevocationChecker.Option.NO_FALLBACK));
        parameters.addCertPathChecker(checker);
        validator.validate(
                CertificateFactory.getInstance("X.509").generateCertPath(chain.subList(0, chain.size() - 1)),
                parameters);
    }

    private static TimeStampRequest stampRequest() {
        var generator = new TimeStampRequestGenerator();
        generator.setCertReq(true);
        return generator.generate(TSPAlgorithms.SHA256, new byte[32], BigInteger.valueOf(42));
    }

    private static TimeStampResponse stamp(TimeStampRequest request) throws Exception {
        return new TimeStampResponse(post("/ca/tsa", "application/timestamp-query", request.getEncoded())
                .body());
    }
}
