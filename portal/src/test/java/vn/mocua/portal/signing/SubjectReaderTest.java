package vn.mocua.portal.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.params.provider.Arguments.arguments;
import static vn.mocua.portal.signing.SigningSettings.PersonalTaxCode.BUSINESS;
import static vn.mocua.portal.signing.SigningSettings.PersonalTaxCode.PERSON;
import static vn.mocua.portal.signing.SigningSettings.PersonalTaxCode.REFUSED;

import java.io.IOException;
import java.util.Random;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.DERBMPString;
import org.bouncycastle.asn1.DERIA5String;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DERPrintableString;
import org.bouncycastle.asn1.DERT61String;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.DERUniversalString;
import org.bouncycastle.asn1.x500.AttributeTypeAndValue;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import vn.mocua.portal.identity.SubjectKind;
import vn.mocua.portal.signing.Authority.Use;

/** Threat T24: whom a subject names, in all the ways in which authorities write it and forgers might. */
class SubjectReaderTest {

    private static final String NOBODY = "nobody";
    private static final String AN = "person 051090000001 Nguyễn Văn An";

    static Stream<Arguments> subjects() {
        return Stream.of(
                of(AN, "CN=Nguyễn Văn An, UID=CCCD:051090000001, C=VN"),
                of(AN, "C=VN, UID=CCCD:051090000001, CN=Nguyễn Văn An"),
                of(AN, "CN=Nguyễn Văn An+UID=CCCD:051090000001, C=VN"),
                of(AN, "CN=Nguyễn Văn An, UID=CMND:051090000001"),
                of(AN, "CN=Nguyễn Văn An, UID=cccd: 051090000001"),
                of(AN, "CN=Nguyễn Văn An, UID=CCCD:051090000001, UID=BHXH:5112345678, UID=HC:B1234567"),
                of("person 012345678 Nguyễn Văn An", "CN=Nguyễn Văn An, UID=CMND:012345678"),
                of("person 012345678 Nguyễn Văn An", "CN=Nguyễn Văn An, UID=CCCD:012345678"),
                of(
                        AN + " at 0101243150 Công ty An",
                        "CN=Nguyễn Văn An, UID=CCCD:051090000001, UID=MST:0101243150, O=Công ty An, T=Giám đốc"),
                of(
                        AN + " at 0101243150 Công ty An",
                        "O=Công ty An, UID=MST:0101243150, UID=CCCD:051090000001, CN=Nguyễn Văn An"),
                of(AN + " at 0101243150-029 null", "CN=Nguyễn Văn An, UID=CCCD:051090000001, UID=MST:0101243150-029"),
                of(AN, "CN=Nguyễn Văn An, UID=CCCD:051090000001, UID=MST:051090000001"),
                of("organisation 0101243150 Công ty An", "CN=Công ty An, UID=MST:0101243150, L=Hà Nội, C=VN"),
                of("organisation 0101243150-029 Chi nhánh An", "CN=Chi nhánh An, UID=MST:0101243150-029"),
                of("organisation 0101243150-029 Chi nhánh An", "CN=Chi nhánh An, UID=MST:0101243150029"),
                of("organisation 0101243150 Công ty \"A, B & C\"", "CN=Công ty \\\"A\\, B & C\\\", UID=MST:0101243150"),
                // Text that looks like a number's attribute, within a name.
                of(
                        "organisation 0101243150 An, UID=CCCD:051090000001",
                        "CN=An\\, UID=CCCD:051090000001, UID=MST:0101243150"),
                of(NOBODY, "CN=Nguyễn Văn An\\, UID=CCCD:051090000001"),
                of(NOBODY, "CN=Nguyễn Văn An, UID=CCCD:051090000001, UID=CCCD:051090000002"),
                of(NOBODY, "CN=Nguyễn Văn An, UID=CCCD:051090000001, UID=CCCD:051090000001"),
                of(NOBODY, "CN=Nguyễn Văn An, UID=CCCD:051090000001, UID=CMND:012345678"),
                of(NOBODY, "CN=Công ty An, UID=MST:0101243150, UID=MST:0101243150-029"),
                of(NOBODY, "CN=Nguyễn Văn An, CN=Trần Thị Bình, UID=CCCD:051090000001"),
                of(NOBODY, "UID=CCCD:051090000001"),
                of(NOBODY, "CN=Nguyễn Văn An"),
                of(NOBODY, "CN=Nguyễn Văn An, SERIALNUMBER=CCCD:051090000001"),
                of(NOBODY, "CN=Nguyễn Văn An, UID=051090000001"),
                of(NOBODY, "CN=Nguyễn Văn An, UID=CCCD:05109000000"),
                of(NOBODY, "CN=Nguyễn Văn An, UID=CCCD:0510900000012"),
                of(NOBODY, "CN=Nguyễn Văn An, UID=CCCD:051 090 000 001"),
                of(NOBODY, "CN=Nguyễn Văn An, UID=CCCD:051090000001x"),
                of(
                        NOBODY,
                        "CN=Nguyễn Văn An, UID=CCCD:\uFF10\uFF15\uFF11\uFF10\uFF19\uFF10\uFF10\uFF10\uFF10\uFF10\uFF10\uFF11"),
                of(
                        NOBODY,
                        "CN=Nguyễn Văn An, UID=CCCD:\u0660\u0661\u0662\u0663\u0664\u0665\u0666\u0667\u0668\u0669\u0660\u0661"),
                of(NOBODY, "CN=Nguyễn Văn An, UID=XYZ:051090000001"),
                of(NOBODY, "CN=Nguyễn Văn An, UID=CCCD:051090000001, UID=XYZ:1"),
                of(NOBODY, "CN=Nguyễn Văn An, UID=HC:B1234567"),
                of(NOBODY, "CN=Nguyễn Văn An, UID=BHXH:5112345678"),
                of(NOBODY, "CN=Nguyễn Văn An, UID=CCCD:051090000001, UID=MNS:1234567"),
                of(NOBODY, "CN=Nguyễn Văn An, UID=CCCD:051090000001, UID=MST:051090000002"),
                of(NOBODY, "CN=Công ty An, UID=MST:0101243151"),
                of(NOBODY, "CN=Công ty An, UID=MST:0101243150-000"),
                of(NOBODY, "CN=12345, UID=CCCD:051090000001"),
                of(NOBODY, "CN=Nguy\u0435n Van An, UID=CCCD:051090000001"),
                of(NOBODY, "CN=Nguyễn\u202EVăn An, UID=CCCD:051090000001"),
                of("body Sở Y tế 1234567", "CN=Sở Y tế, UID=MNS:1234567"),
                of("body Sở Y tế 1234567 0101243150", "CN=Sở Y tế, UID=MST:0101243150, UID=MNS:1234567"));
    }

    private static Arguments of(String named, String subject) {
        return arguments(named, subject);
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("subjects")
    void aPublicAuthoritysSubjectNamesOneHolderOrNobody(String named, String subject) throws IOException {
        assertThat(read(new X500Name(subject), Use.PUBLIC, null, PERSON)).isEqualTo(named);
    }

    static Stream<Arguments> ofTheGovernment() {
        return Stream.of(
                of("body Sở Thông tin", "C=VN, L=Quảng Ngãi, O=UBND tỉnh, OU=Sở, CN=Sở Thông tin"),
                of("body Sở Thông tin 0101243150-029", "C=VN, O=UBND tỉnh, CN=Sở Thông tin, UID=MST:0101243150-029"),
                of(AN + " at null UBND tỉnh", "C=VN, O=UBND tỉnh, CN=Nguyễn Văn An, UID=CCCD:051090000001"),
                of(NOBODY, "C=VN, O=UBND tỉnh, CN=Nguyễn Văn An, T=Chủ tịch"),
                of(NOBODY, "C=VN, O=UBND tỉnh, CN=Nguyễn Văn An, SURNAME=Nguyễn"),
                of(NOBODY, "C=VN, O=UBND tỉnh"));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("ofTheGovernment")
    void theGovernmentsSubjectNamesABodyUnlessItNamesAPerson(String named, String subject) throws IOException {
        assertThat(read(new X500Name(subject), Use.GOVERNMENT, null, PERSON)).isEqualTo(named);
    }

    @Test
    void aTaxCodeOfTwelveDigitsIsWhatThePolicySays() throws IOException {
        var subject = new X500Name("CN=Nguyễn Văn An, UID=MST:051090000001");
        assertThat(read(subject, Use.PUBLIC, SubjectKind.CITIZEN, PERSON)).isEqualTo(AN);
        assertThat(read(subject, Use.PUBLIC, SubjectKind.BUSINESS, PERSON)).isEqualTo(AN);
        assertThat(read(subject, Use.PUBLIC, SubjectKind.CITIZEN, BUSINESS)).isEqualTo(AN);
        assertThat(read(subject, Use.PUBLIC, SubjectKind.BUSINESS, BUSINESS))
                .isEqualTo("organisation 051090000001 Nguyễn Văn An");
        assertThat(read(subject, Use.PUBLIC, SubjectKind.CITIZEN, REFUSED)).isEqualTo(NOBODY);
        assertThat(read(subject, Use.PUBLIC, SubjectKind.BUSINESS, REFUSED)).isEqualTo(NOBODY);
    }

    @Test
    void onlyKindsOfTextThatAllProgramsReadAlikeAreRead() throws IOException {
        var number = "CCCD:051090000001";
        for (var good : new ASN1Encodable[] {
            new DERUTF8String(number),
            new DERPrintableString(number),
            new DERIA5String(number),
            new DERBMPString(number)
        }) {
            assertThat(read(named(new DERUTF8String("Nguyễn Văn An"), good), Use.PUBLIC, null, PERSON))
                    .isEqualTo(AN);
        }
        for (var bad : new ASN1Encodable[] {
            new DERT61String(number),
            new DERUniversalString(new byte[] {0, 0, 0, 65}),
            DERNull.INSTANCE,
            new DERUTF8String(number + "\0"),
            new DERUTF8String("\0" + number),
            new DERUTF8String("CCCD:051090000001\n")
        }) {
            assertThat(read(named(new DERUTF8String("Nguyễn Văn An"), bad), Use.PUBLIC, null, PERSON))
                    .isEqualTo(NOBODY);
        }
        for (var bad : new ASN1Encodable[] {
            new DERUTF8String("Nguyễn Văn An\0"),
            new DERT61String("Nguyen Van An"),
            new DERUTF8String(""),
            DERNull.INSTANCE
        }) {
            assertThat(read(named(bad, new DERUTF8String(number)), Use.PUBLIC, null, PERSON))
                    .isEqualTo(NOBODY);
        }
    }

    @Test
    void noBytesMakeItFail() throws IOException {
        var random = new Random(24);
        var subject = new X500Name("CN=Nguyễn Văn An, UID=CCCD:051090000001, UID=MST:0101243150, O=An").getEncoded();
        for (int i = 0; i < 50_000; i++) {
            var bytes = i % 10 == 0 ? new byte[random.nextInt(60)] : subject.clone();
            if (i % 10 == 0) {
                random.nextBytes(bytes);
            } else {
                for (int j = 0; j <= i % 4; j++) {
                    bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
                }
            }
            assertThatCode(() -> SubjectReader.read(bytes, Use.PUBLIC, null, PERSON))
                    .doesNotThrowAnyException();
        }
    }

    private static X500Name named(ASN1Encodable name, ASN1Encodable uid) {
        return new X500Name(new RDN[] {
            new RDN(new AttributeTypeAndValue(BCStyle.CN, name)), new RDN(new AttributeTypeAndValue(BCStyle.UID, uid))
        });
    }

    private static String read(X500Name subject, Use use, SubjectKind kind, SigningSettings.PersonalTaxCode policy)
            throws IOException {
        return SubjectReader.read(subject.getEncoded(), use, kind, policy)
                .map(SubjectReaderTest::written)
                .orElse(NOBODY);
    }

    private static String written(Holder holder) {
        return switch (holder) {
            case Holder.Person(var id, var name, var employer, var employerName) ->
                "person " + id.value() + " " + name.value()
                        + (employer == null && employerName == null
                                ? ""
                                : " at " + (employer == null ? "null" : employer.value()) + " "
                                        + (employerName == null ? "null" : employerName.value()));
            case Holder.Organisation(var taxCode, var name) -> "organisation " + taxCode.value() + " " + name.value();
            case Holder.StateBody(var name, var taxCode, var budget) ->
                "body " + name.value() + (budget == null ? "" : " " + budget)
                        + (taxCode == null ? "" : " " + taxCode.value());
        };
    }
}
