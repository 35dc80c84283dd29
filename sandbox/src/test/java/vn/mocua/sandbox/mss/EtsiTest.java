package vn.mocua.sandbox.mss;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.http.HttpResponse;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.CMSSignedData;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import vn.mocua.sandbox.Docs;
import vn.mocua.sandbox.Waits;
import vn.mocua.sandbox.fault.Fault;
import vn.mocua.sandbox.fault.Outside;
import vn.mocua.sandbox.mss.Prompts.Typed;
import vn.mocua.sandbox.town.Fate;
import vn.mocua.sandbox.town.Person;

/** The ETSI service, asked as the protocol's page says. */
class EtsiTest {

    private static final String PAGE = "sim-signing-etsi.md";
    private static final String VALIDATION = Soap.VN + "signatureValidation";
    private static final String CERTIFICATE = Soap.VN + "signingCertificate";
    private static SimTown town;
    private static int number;

    @BeforeAll
    static void start() throws Exception {
        town = new SimTown();
    }

    @AfterAll
    static void stop() {
        town.close();
    }

    @Test
    void aHashIsSignedOnceThePinIsTyped() throws Exception {
        var an = town.person("an");
        var started = begin(an);
        assertThat(code(started)).isEqualTo("100");
        var transaction = attribute(started, "MSSP_TransID");
        var screen = town.prompts.screen(SimTown.phone(an)).orElseThrow();
        assertThat(screen.text()).isEqualTo("Mo Cua: dang ky tai khoan. Ma " + SimTown.CODE);
        assertThat(screen.code()).isEqualTo(SimTown.CODE);
        assertThat(code(status(transaction))).isEqualTo("504");

        assertThat(town.confirms(an)).isEqualTo(Typed.SIGNED);

        var signed = status(transaction);
        assertThat(code(signed)).isEqualTo("500");
        assertThat(SimTown.isSigned(certificate(an), signature(signed))).isTrue();
        assertThat(signed.body()).isNotEqualTo(status(transaction).body()); // the instant
        assertThat(signature(status(transaction))).isEqualTo(signature(signed));
        assertThat(signed.body()).contains("AP_PWD=\"\"").doesNotContain("secret");
    }

    @Test
    void theCertificateComesBeforeWithItsChainAndWithoutTheRoot() throws Exception {
        var answer = post("MSS_RegistrationPort", fresh(Docs.example(PAGE, "registration-request")));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(code(answer)).isEqualTo("408");
        assertThat(texts(answer, "X509Certificate")).hasSize(1);
        assertThat(decoded(texts(answer, "X509Certificate").getFirst()))
                .isEqualTo(town.key("an").certificate());
    }

    @Test
    void profilesAreTold() throws Exception {
        var answer = post(
                "MSS_ProfilePort",
                fresh(Docs.example(PAGE, "registration-request"))
                        .replace("MSS_RegistrationReq", "MSS_ProfileReq")
                        .replace("MSS_Registration>", "MSS_ProfileQuery>"));
        assertThat(code(answer)).isEqualTo("100");
        assertThat(answer.body()).contains("http://mobile-id.vn/digitalSignature");
    }

    @Test
    void whoWaitsGetsTheSignatureInTheSameAnswer() throws Exception {
        var em = town.person("em");
        var answer = CompletableFuture.supplyAsync(() ->
                quietly(() -> post("MSS_SignaturePort", request(em).replace("asynchClientServer", "synch"))));
        awaitPrompt(em);
        assertThat(town.confirms(em)).isEqualTo(Typed.SIGNED);

        assertThat(code(answer.get())).isEqualTo("500");
        assertThat(SimTown.isSigned(certificate(em), signature(answer.get()))).isTrue();
    }

    @Test
    void cmsHasTheHashInItsSignedAttributes() throws Exception {
        var hoa = town.person("hoa");
        var started = post("MSS_SignaturePort", request(hoa).replace("#PKCS1", "#PKCS7"));
        town.confirms(hoa);
        var cms = new CMSSignedData(signature(status(attribute(started, "MSSP_TransID"))));

        var signer = cms.getSignerInfos().iterator().next();
        var holder = (X509CertificateHolder)
                cms.getCertificates().getMatches(signer.getSID()).iterator().next();
        var digest = (ASN1OctetString) signer.getSignedAttributes()
                .get(CMSAttributes.messageDigest)
                .getAttrValues()
                .getObjectAt(0);
        assertThat(Base64.getEncoder().encodeToString(digest.getOctets())).isEqualTo(SimTown.HASH);
        assertThat(cms.getSignedContent()).isNull();
        assertThat(signer.getSignedAttributes().get(CMSAttributes.contentType)).isNotNull();
        var key = town.key("hoa").certificate();
        var verifier = Signature.getInstance("SHA256withRSA");
        verifier.initVerify(key);
        verifier.update(signer.getEncodedSignedAttributes());
        assertThat(verifier.verify(signer.getSignature())).isTrue();
        assertThat(holder.getEncoded()).isEqualTo(key.getEncoded());
    }

    @Test
    void aTextIsHashedByTheSimAndABareHashIsTakenToo() throws Exception {
        var tam = town.person("tam");
        for (var data : List.of(
                "<mss:DataToBeSigned MimeType=\"text/plain\" Encoding=\"UTF-8\">test<",
                "<mss:DataToBeSigned MimeType=\"application/x-sha256\" Encoding=\"base64\">" + SimTown.HASH + "<")) {
            var started = post("MSS_SignaturePort", request(tam).replaceFirst("<mss:DataToBeSigned[^>]*>[^<]*<", data));
            town.confirms(tam);
            assertThat(SimTown.isSigned(certificate(tam), signature(status(attribute(started, "MSSP_TransID")))))
                    .isTrue();
        }
    }

    @Test
    void askingAgainWithTheSameNumberIsTheSameTransactionAndWithOtherWordsIsNone() throws Exception {
        var lan = town.person("lan");
        var request = request(lan);
        var first = post("MSS_SignaturePort", request);
        assertThat(attribute(post("MSS_SignaturePort", request), "MSSP_TransID"))
                .isEqualTo(attribute(first, "MSSP_TransID"));
        assertThat(fault(post("MSS_SignaturePort", request.replace("dang ky", "dang nhap"))))
                .isEqualTo("101");
        town.cancels(lan);
        assertThat(attribute(post("MSS_SignaturePort", request), "MSSP_TransID"))
                .isEqualTo(attribute(first, "MSSP_TransID"));
        assertThat(town.prompts.screen(SimTown.phone(lan))).isEmpty();
    }

    @Test
    void aPhoneShowsOnePromptAtATime() throws Exception {
        var khoi = town.person("khoi");
        begin(khoi);
        assertThat(fault(begin(khoi))).isEqualTo("406");
        town.cancels(khoi);
        assertThat(code(begin(khoi))).isEqualTo("100");
        town.cancels(khoi);
    }

    @Test
    void aNoIsToldAndSoIsSilence() throws Exception {
        var thao = town.person("thao");
        var cancelled = attribute(begin(thao), "MSSP_TransID");
        town.cancels(thao);
        assertThat(fault(status(cancelled))).isEqualTo("401");

        try (var later = new SimTown()) {
            var started = post(later, "MSS_SignaturePort", request(thao));
            later.clock.move(Duration.ofSeconds(121));
            var silent = post(later, "MSS_StatusPort", statusRequest(attribute(started, "MSSP_TransID"), later));
            assertThat(fault(silent)).isEqualTo("2082");
            assertThat(silent.statusCode()).isEqualTo(500);
            assertThat(silent.body()).contains("mss:_208<").contains("EXPIRED_TRANSACTION");
            assertThat(later.prompts.screen(SimTown.phone(thao))).isEmpty();
            later.clock.move(Duration.ofMinutes(11));
            var asked = statusRequest(attribute(started, "MSSP_TransID"), later);
            Waits.until(() -> fault(post(later, "MSS_StatusPort", asked)).equals("101"));
        }
    }

    @Test
    void theThirdWrongPinBlocksTheCardUntilTheOperatorUnblocksIt() throws Exception {
        var kien = town.person("kien");
        var phone = SimTown.phone(kien);
        var transaction = attribute(begin(kien), "MSSP_TransID");
        assertThat(town.prompts.type(phone, null, "0")).isEqualTo(Typed.WRONG);
        assertThat(code(status(transaction))).isEqualTo("504");
        assertThat(town.prompts.type(phone, null, "1")).isEqualTo(Typed.WRONG);
        assertThat(town.prompts.screen(phone).orElseThrow().triesLeft()).isEqualTo(1);
        assertThat(town.prompts.type(phone, null, "2")).isEqualTo(Typed.BLOCKED);
        assertThat(fault(status(transaction))).isEqualTo("402");
        assertThat(fault(status(attribute(begin(kien), "MSSP_TransID")))).isEqualTo("402");
        assertThat(town.confirms(kien)).isEqualTo(Typed.NO_PROMPT);

        town.prompts.unblock(phone);
        assertThat(code(begin(kien))).isEqualTo("100");
        assertThat(town.confirms(kien)).isEqualTo(Typed.SIGNED);
    }

    @Test
    void numbersWithoutAKeyAndOfOtherNetworksAreUnknown() throws Exception {
        assertThat(fault(begin(town.person(Fate.NO_SIGNING_SIM)))).isEqualTo("1053");
        assertThat(fault(begin(town.person("binh")))).isEqualTo("1051");
        assertThat(fault(post(
                        "MSS_SignaturePort", request(town.person("an")).replaceAll("\\+84[0-9]{9}", "+84911999999"))))
                .isEqualTo("1053");
        assertThat(fault(post(
                        "MSS_RegistrationPort",
                        fresh(Docs.example(PAGE, "registration-request"))
                                .replaceAll("\\+84[0-9]{9}", international(town.person(Fate.NO_SIGNING_SIM))))))
                .isEqualTo("1053");
    }

    @Test
    void aPhoneThatIsOffIsKnownToBeOff() throws Exception {
        try (var later = new SimTown()) {
            var person = later.person(Fate.SIM_UNREACHABLE);
            var started = post(later, "MSS_SignaturePort", request(person));
            assertThat(later.prompts.screen(SimTown.phone(person))).isEmpty();
            later.clock.move(Duration.ofSeconds(4));
            var answer = post(later, "MSS_StatusPort", statusRequest(attribute(started, "MSSP_TransID"), later));
            assertThat(fault(answer)).isEqualTo("2091");
            assertThat(answer.body()).contains("mss:_209<");
        }
    }

    @Test
    void aWithdrawnCertificateSignsAndOnlyWhoAsksIsTold() throws Exception {
        var duc = town.person(Fate.CERTIFICATE_REVOKED);
        var transaction = attribute(begin(duc), "MSSP_TransID");
        town.confirms(duc);
        assertThat(code(status(transaction))).isEqualTo("500");

        var asked = attribute(post("MSS_SignaturePort", withServices(request(duc))), "MSSP_TransID");
        town.confirms(duc);
        var answer = status(asked);
        assertThat(code(answer)).isEqualTo("501");
        assertThat(SimTown.isSigned(certificate(duc), signature(answer))).isTrue();
        assertThat(decoded(texts(answer, "X509Certificate").getFirst())).isEqualTo(certificate(duc));

        var an = town.person("quyen");
        asked = attribute(post("MSS_SignaturePort", withServices(request(an))), "MSSP_TransID");
        town.confirms(an);
        assertThat(code(status(asked))).isEqualTo("502");
    }

    @Test
    void aSignatureOverSomethingElseAndAnotherPersonsKeyAreSent() throws Exception {
        var que = town.person(Fate.SIM_OTHER_CERTIFICATE);
        var transaction = attribute(post("MSS_SignaturePort", withServices(request(que))), "MSSP_TransID");
        town.confirms(que);
        var answer = status(transaction);
        var other = decoded(texts(answer, "X509Certificate").getFirst());
        assertThat(other).isNotEqualTo(certificate(que));
        assertThat(SimTown.isSigned(other, signature(answer))).isTrue();
        assertThat(SimTown.isSigned(certificate(que), signature(answer))).isFalse();

        var mai = town.person("mai");
        town.prompts.order(SimTown.phone(mai), Trouble.WRONG_SIGNATURE);
        transaction = attribute(begin(mai), "MSSP_TransID");
        town.confirms(mai);
        assertThat(SimTown.isSigned(certificate(mai), signature(status(transaction))))
                .isFalse();
    }

    @Test
    void aLateSignatureIsNotThereUntilItIs() throws Exception {
        try (var later = new SimTown()) {
            var mai = later.person("mai");
            later.prompts.order(SimTown.phone(mai), Trouble.LATE);
            var transaction = attribute(post(later, "MSS_SignaturePort", request(mai)), "MSSP_TransID");
            later.confirms(mai);
            assertThat(code(post(later, "MSS_StatusPort", statusRequest(transaction, later))))
                    .isEqualTo("504");
            later.clock.move(Duration.ofSeconds(21));
            assertThat(code(post(later, "MSS_StatusPort", statusRequest(transaction, later))))
                    .isEqualTo("500");
        }
    }

    @Test
    void nonsenseComesAfterThePin() throws Exception {
        var mai = town.person("mai");
        town.prompts.order(SimTown.phone(mai), Trouble.GARBAGE);
        var transaction = attribute(begin(mai), "MSSP_TransID");
        assertThat(code(status(transaction))).isEqualTo("504");
        town.confirms(mai);
        assertThat(status(transaction).body()).doesNotContain("Base64Signature");
        town.prompts.order(SimTown.phone(mai), Trouble.NONE);
    }

    @Test
    void aCompanySignsWithASimOfItsOwn() throws Exception {
        var company = town.businesses.getFirst();
        var phone = town.sims.phoneOf(company).orElseThrow();
        var started = post("MSS_SignaturePort", request(town.person("an")).replaceAll("\\+84[0-9]{9}", phone.value()));
        assertThat(town.prompts.type(phone, null, company.simPin())).isEqualTo(Typed.SIGNED);
        assertThat(SimTown.isSigned(
                        town.keys.of(company).certificate(), signature(status(attribute(started, "MSSP_TransID")))))
                .isTrue();
    }

    @Test
    void aReceiptIsShownOnThePhone() throws Exception {
        var hlinh = town.person("hlinh");
        var transaction = attribute(begin(hlinh), "MSSP_TransID");
        var receipt = statusRequest(transaction, town)
                .replace("MSS_StatusQuery", "MSS_Receipt")
                .replace("MSS_StatusReq", "MSS_ReceiptReq")
                .replace(
                        "</mss:MSS_ReceiptReq>",
                        "<mss:MobileUser><mss:MSISDN>" + international(hlinh)
                                + "</mss:MSISDN></mss:MobileUser><mss:Message MimeType=\"text/plain\" Encoding=\"UTF-8\">"
                                + "Cam on</mss:Message></mss:MSS_ReceiptReq>");
        assertThat(fault(post("MSS_ReceiptPort", receipt))).isEqualTo("101"); // not yet
        town.confirms(hlinh);
        assertThat(code(post("MSS_ReceiptPort", receipt))).isEqualTo("100");
        assertThat(town.prompts.last(SimTown.phone(hlinh)).orElseThrow().text()).isEqualTo("Cam on");
    }

    @Test
    void wrongRequestsAreToldWhatIsWrong() throws Exception {
        var right = request(town.person("yen"));
        assertThat(fault(post("MSS_SignaturePort", right.replace("AP_PWD=\"secret\"", "AP_PWD=\"guess\""))))
                .isEqualTo("104");
        assertThat(fault(post("MSS_SignaturePort", right.replace("asynchClientServer", "asynchServerServer"))))
                .isEqualTo("108");
        assertThat(fault(post("MSS_SignaturePort", right.replace("MessagingMode=\"asynchClientServer\" ", ""))))
                .isEqualTo("102");
        assertThat(fault(post("MSS_SignaturePort", right.replace("TimeOut=\"120\"", "TimeOut=\"9\""))))
                .isEqualTo("101");
        assertThat(fault(post("MSS_SignaturePort", right.replace("#PKCS1", "#XMLDSIG"))))
                .isEqualTo("107");
        assertThat(fault(post("MSS_SignaturePort", right.replace("/digitalSignature", "/other"))))
                .isEqualTo("109");
        assertThat(fault(post("MSS_SignaturePort", right.replace("Mo Cua:", "Mo Cua:".repeat(20)))))
                .isEqualTo("103");
        assertThat(fault(post("MSS_SignaturePort", right.replaceFirst("(<mss:DataToBeSigned[^>]*>)[^<]*", "$1AAAA"))))
                .isEqualTo("103");
        assertThat(fault(post("MSS_SignaturePort", right.replaceFirst("(<mss:DataToBeSigned[^>]*>)[^<]*", "$1=="))))
                .isEqualTo("101");
        assertThat(fault(post(
                        "MSS_SignaturePort", right.replaceFirst("Instant=\"[^\"]*", "Instant=\"2020-01-01T00:00:00Z"))))
                .isEqualTo("101");
        assertThat(fault(post("MSS_SignaturePort", right.replaceFirst("AP_TransID=\"", "AP_TransID=\"1:"))))
                .isEqualTo("101");
        assertThat(fault(post("MSS_StatusPort", right))).isEqualTo("108");
        assertThat(fault(status("T0"))).isEqualTo("101");
        assertThat(town.http.get("/mss/etsi/MSS_SignaturePort").statusCode()).isEqualTo(405);
        assertThat(town.http
                        .post("/mss/etsi/MSS_SignaturePort", "application/json", "{}")
                        .statusCode())
                .isEqualTo(415);
        assertThat(town.http.post("/mss/etsi/Other", "text/xml", right).statusCode())
                .isEqualTo(404);
        assertThat(town.prompts.screen(SimTown.phone(town.person("yen")))).isEmpty();
    }

    @Test
    void noDocumentTypeNoEntityNoInstructionAndNoOtherVersionIsRead() throws Exception {
        var right = request(town.person("yen"));
        var head = right.substring(0, right.indexOf("<env:Envelope"));
        var rest = right.substring(head.length());
        assertThat(fault(post("MSS_SignaturePort", head + "<!DOCTYPE e [<!ENTITY x \"y\">]>" + rest)))
                .isEqualTo("101");
        assertThat(fault(post(
                        "MSS_SignaturePort",
                        head + "<!DOCTYPE e SYSTEM \"file:///etc/hostname\">" + rest.replace("Mo Cua", "&e;"))))
                .isEqualTo("101");
        assertThat(fault(post("MSS_SignaturePort", head + rest.replace("<env:Body>", "<env:Body><?php x?>"))))
                .isEqualTo("101");
        assertThat(fault(post("MSS_SignaturePort", "not xml"))).isEqualTo("101");
        assertThat(fault(post("MSS_SignaturePort", "<a>".repeat(15_000)))).isEqualTo("101");
        assertThat(post(
                                "MSS_SignaturePort",
                                right.replace(
                                        "http://www.w3.org/2003/05/soap-envelope",
                                        "http://schemas.xmlsoap.org/soap/envelope/"))
                        .body())
                .contains("env:VersionMismatch");
        assertThat(post("MSS_SignaturePort", "x".repeat(70_000)).statusCode()).isEqualTo(413);
    }

    @Test
    void faultsOfTheWholeSystemAreFelt() throws Exception {
        try (var broken = new SimTown()) {
            broken.faults.set(Outside.MSS, Fault.GARBAGE, Duration.ofMinutes(1));
            var bodies = new HashSet<String>();
            for (int i = 0; i < 5; i++) {
                bodies.add(post(broken, "MSS_SignaturePort", request(town.person("an")))
                        .body());
            }
            assertThat(bodies).hasSize(5);
            for (var fault : List.of(Fault.DOWN, Fault.CUT)) {
                broken.faults.set(Outside.MSS, fault, Duration.ofMinutes(1));
                assertThat(CompletableFuture.supplyAsync(
                                () -> quietly(() -> post(broken, "MSS_SignaturePort", request(town.person("an"))))))
                        .failsWithin(Duration.ofSeconds(5));
            }
        }
    }

    // ---- asking ---------------------------------------------------------------------------------------------------

    private static String international(Person person) {
        return SimTown.phone(person).value();
    }

    private static String request(Person person) {
        return fresh(Docs.example(PAGE, "signature-request")).replaceAll("\\+84[0-9]{9}", international(person));
    }

    private static String withServices(String request) {
        return request.replace(
                "<mss:MSS_Format>",
                "<mss:AdditionalServices><mss:Service><mss:Description><mss:mssURI>" + VALIDATION
                        + "</mss:mssURI></mss:Description></mss:Service><mss:Service><mss:Description><mss:mssURI>"
                        + CERTIFICATE + "</mss:mssURI></mss:Description></mss:Service></mss:AdditionalServices>"
                        + "<mss:MSS_Format>");
    }

    /** An example with a number and an instant of its own. */
    private static synchronized String fresh(String example) {
        return example.replaceFirst("AP_TransID=\"[^\"]*", "AP_TransID=\"X" + ++number)
                .replaceFirst("Instant=\"[^\"]*", "Instant=\"" + town.clock.instant());
    }

    private static HttpResponse<String> begin(Person person) throws Exception {
        return post("MSS_SignaturePort", request(person));
    }

    private static String statusRequest(String transaction, SimTown where) {
        return fresh(Docs.example(PAGE, "status-request"))
                .replaceFirst("Instant=\"[^\"]*", "Instant=\"" + where.clock.instant())
                .replaceFirst("MSSP_TransID=\"[^\"]*", "MSSP_TransID=\"" + transaction);
    }

    private static HttpResponse<String> status(String transaction) throws Exception {
        return post("MSS_StatusPort", statusRequest(transaction, town));
    }

    private static HttpResponse<String> post(String port, String body) throws Exception {
        return post(town, port, body);
    }

    private static HttpResponse<String> post(SimTown where, String port, String body) throws Exception {
        return where.http.post("/mss/etsi/" + port, "application/soap+xml; charset=utf-8", body);
    }

    private interface Call {
        HttpResponse<String> make() throws Exception;
    }

    private static HttpResponse<String> quietly(Call call) {
        try {
            return call.make();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static void awaitPrompt(Person person) throws InterruptedException {
        for (int i = 0; i < 100 && town.prompts.screen(SimTown.phone(person)).isEmpty(); i++) {
            Thread.sleep(50);
        }
    }

    // ---- reading --------------------------------------------------------------------------------------------------

    private static X509Certificate certificate(Person person) {
        return town.keys.of(person).certificate();
    }

    private static String code(HttpResponse<String> answer) {
        return found(answer, "StatusCode Value=\"([0-9]+)\"");
    }

    /** The innermost subcode. */
    private static String fault(HttpResponse<String> answer) {
        var matcher = Pattern.compile("<env:Value>mss:_([0-9]+)</env:Value>").matcher(answer.body());
        var last = "none: " + answer.body();
        while (matcher.find()) {
            last = matcher.group(1);
        }
        return last;
    }

    private static String attribute(HttpResponse<String> answer, String name) {
        return found(answer, name + "=\"([^\"]+)\"");
    }

    private static byte[] signature(HttpResponse<String> answer) {
        return Base64.getDecoder().decode(found(answer, "Base64Signature>([^<]+)<"));
    }

    private static List<String> texts(HttpResponse<String> answer, String name) {
        return Pattern.compile(name + ">([^<]+)<")
                .matcher(answer.body())
                .results()
                .map(result -> result.group(1))
                .toList();
    }

    private static String found(HttpResponse<String> answer, String pattern) {
        var matcher = Pattern.compile(pattern).matcher(answer.body());
        assertThat(matcher.find()).as(answer.body()).isTrue();
        return matcher.group(1);
    }

    private static X509Certificate decoded(String base64) throws Exception {
        return (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(
                        new ByteArrayInputStream(Base64.getDecoder().decode(base64)));
    }
}
