package vn.mocua.portal.registration.usbsigning;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertAll;
import static vn.mocua.portal.signing.Flaw.EXPIRED;
import static vn.mocua.portal.signing.Flaw.MALFORMED;
import static vn.mocua.portal.signing.Flaw.NOT_GOVERNMENT;
import static vn.mocua.portal.signing.Flaw.NOT_YET_VALID;
import static vn.mocua.portal.signing.Flaw.ON_HOLD;
import static vn.mocua.portal.signing.Flaw.REVOKED;
import static vn.mocua.portal.signing.Flaw.UNCLEAR_HOLDER;
import static vn.mocua.portal.signing.Flaw.UNKNOWN_AUTHORITY;
import static vn.mocua.portal.signing.Flaw.UNKNOWN_TO_AUTHORITY;
import static vn.mocua.portal.signing.Flaw.WEAK_KEY;
import static vn.mocua.portal.signing.Flaw.WRONG_KIND;
import static vn.mocua.portal.signing.Flaw.WRONG_PURPOSE;

import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import vn.mocua.portal.RunningPortal;
import vn.mocua.portal.Visitor;
import vn.mocua.portal.Visitor.Answer;
import vn.mocua.portal.registration.usbsigning.TokensOfTheTown.Bad;
import vn.mocua.portal.signing.Flaw;

/** Every certificate of the town that nobody should accept, sent to the pages: each is refused for its own reason. */
@Tag("slow")
class BadCertificatesTest {

    private static final String TOKEN = "/register/usb-signing/token";
    private static final String SIGN_IN = "/sign-in/usb-signing/token";

    /** What each is to be told, by its id in the town. A certificate that is new there has to be written here first. */
    private static final Map<String, Flaw> VERDICTS = Map.ofEntries(
            Map.entry("expired", EXPIRED),
            Map.entry("ended-an-hour-ago", EXPIRED),
            Map.entry("not-yet-valid", NOT_YET_VALID),
            Map.entry("revoked", REVOKED),
            Map.entry("on-hold", ON_HOLD),
            Map.entry("never-issued", UNKNOWN_TO_AUTHORITY),
            Map.entry("wrong-purpose", WRONG_PURPOSE),
            Map.entry("time-stamping-purpose", WRONG_PURPOSE),
            Map.entry("no-key-usage", WRONG_PURPOSE),
            Map.entry("encryption-only", WRONG_PURPOSE),
            Map.entry("unknown-critical-extension", MALFORMED),
            Map.entry("authority-as-holder", WRONG_PURPOSE),
            Map.entry("rsa-1024", WEAK_KEY),
            Map.entry("small-exponent", WEAK_KEY),
            Map.entry("predictable-key", WEAK_KEY),
            Map.entry("sha1-signature", WEAK_KEY),
            Map.entry("md5-signature", WEAK_KEY),
            // A signature that does not verify leads to no authority.
            Map.entry("altered", UNKNOWN_AUTHORITY),
            // Of version 1 nothing is read: it could not say what its key is for.
            Map.entry("version-one", MALFORMED),
            Map.entry("copied-authority", UNKNOWN_AUTHORITY),
            Map.entry("foreign-root", UNKNOWN_AUTHORITY),
            Map.entry("unlisted-authority", UNKNOWN_AUTHORITY),
            Map.entry("expired-authority", UNKNOWN_AUTHORITY),
            Map.entry("revoked-authority", UNKNOWN_AUTHORITY),
            Map.entry("path-too-long", UNKNOWN_AUTHORITY),
            Map.entry("outside-the-permitted-names", UNKNOWN_AUTHORITY),
            Map.entry("authority-without-the-right", UNKNOWN_AUTHORITY),
            Map.entry("time-stamp-authority", UNKNOWN_AUTHORITY),
            Map.entry("self-signed", UNKNOWN_AUTHORITY),
            Map.entry("holder-as-authority", UNKNOWN_AUTHORITY),
            Map.entry("two-citizens", UNCLEAR_HOLDER),
            Map.entry("no-number", UNCLEAR_HOLDER),
            Map.entry("number-in-the-name", UNCLEAR_HOLDER),
            Map.entry("eleven-digits", UNCLEAR_HOLDER),
            Map.entry("passport-only", UNCLEAR_HOLDER),
            Map.entry("null-in-the-name", UNCLEAR_HOLDER),
            Map.entry("empty-name", UNCLEAR_HOLDER),
            Map.entry("staff-as-company", WRONG_KIND),
            Map.entry("two-companies", UNCLEAR_HOLDER),
            Map.entry("wrong-tax-code", UNCLEAR_HOLDER),
            Map.entry("agency-of-a-public-authority", NOT_GOVERNMENT),
            Map.entry("agency-with-two-codes", UNCLEAR_HOLDER));

    private final RunningPortal portal = RunningPortal.shared();
    private final TokensOfTheTown town = new TokensOfTheTown(portal.sandbox());
    private final Properties words = words();

    @Test
    void eachHasItsVerdictHereAndEachReasonAPageOfItsOwn() {
        assertThat(town.bad().stream().map(Bad::id).collect(toSet())).isEqualTo(VERDICTS.keySet());
        assertThat(Stream.of(Flaw.values())
                        .map(flaw -> title("certificate-" + name(flaw)))
                        .toList())
                .doesNotHaveDuplicates()
                .allMatch(title -> title.length() > 10);
    }

    @TestFactory
    Stream<DynamicTest> nobodyOpensAnAccountWithIt() {
        return each(bad -> {
            var proofs = portal.rows("signature_proof");
            var accounts = portal.rows("account");
            var token = town.token(bad);
            assertAll(
                    () -> refused(bad, visitor -> token.answers(visitor, begins(visitor, bad), url())),
                    () -> refused(bad, visitor -> {
                        var page = begins(visitor, bad);
                        var file = token.signsFile(TokenOnTheDesk.statement(page), true);
                        return TokenOnTheDesk.uploads(visitor, page, file);
                    }));
            assertThat(portal.rows("signature_proof")).isEqualTo(proofs);
            assertThat(portal.rows("account")).isEqualTo(accounts);
        });
    }

    /** There no kind was chosen, so that a certificate of another kind is merely nobody's. */
    @TestFactory
    Stream<DynamicTest> nobodySignsInWithIt() {
        return each(bad -> {
            var visitor = portal.visitor();
            var page = visitor.follow(visitor.submit(visitor.open("/sign-in"), "/sign-in/by/usb-signing", Map.of()));
            assertThat(page.path()).isEqualTo(SIGN_IN);
            var answer = visitor.follow(town.token(bad).answers(visitor, page, url()));
            assertThat(answer.status()).isEqualTo(422);
            switch (verdict(bad)) {
                case WRONG_KIND -> assertThat(answer.text()).contains("Chưa có tài khoản nào dùng chứng thư này");
                case NOT_GOVERNMENT -> assertThat(heading(answer)).isEqualTo(title("certificate-unclear-holder"));
                case Flaw flaw -> assertThat(heading(answer)).isEqualTo(title("certificate-" + name(flaw)));
            }
            assertThat(visitor.open("/account").path()).isEqualTo("/sign-in");
        });
    }

    private Stream<DynamicTest> each(Trial trial) {
        return town.bad().stream()
                .map(bad -> DynamicTest.dynamicTest(bad.id() + ": " + bad.what(), () -> trial.of(bad)));
    }

    private interface Trial {
        void of(Bad bad);
    }

    private interface Sending {
        Answer by(Visitor visitor);
    }

    private void refused(Bad bad, Sending sending) {
        var visitor = portal.visitor();
        var answer = visitor.follow(sending.by(visitor));
        var reason = verdict(bad) == WRONG_KIND ? "not-for-" + bad.kind() : name(verdict(bad));
        assertThat(answer.status()).isEqualTo(422);
        assertThat(heading(answer)).isEqualTo(title("certificate-" + reason));
        assertThat(answer.text())
                .contains(words.getProperty("refusal.certificate-" + reason + ".happened"))
                .contains(words.getProperty("refusal.certificate-" + reason + ".next"))
                .contains("Chọn phương thức đăng ký khác");
        assertThat(visitor.get("/register/usb-signing/confirm").location()).isEqualTo(TOKEN);
    }

    private static Answer begins(Visitor visitor, Bad bad) {
        var page = visitor.follow(visitor.submit(
                visitor.open("/register"), "/register", Map.of("kind", bad.kind(), "method", "usb-signing")));
        assertThat(page.path()).isEqualTo(TOKEN);
        return page;
    }

    private static Flaw verdict(Bad bad) {
        return Objects.requireNonNull(VERDICTS.get(bad.id()), "which verdict? " + bad.id());
    }

    private String url() {
        return portal.url().toString();
    }

    private static String heading(Answer answer) {
        return answer.html().expectFirst("h1").text();
    }

    private String title(String refusal) {
        return Objects.requireNonNull(words.getProperty("refusal." + refusal + ".title"), refusal);
    }

    private static String name(Flaw flaw) {
        return flaw.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Properties words() {
        var words = new Properties();
        try (var reader = new InputStreamReader(
                Objects.requireNonNull(
                        BadCertificatesTest.class.getResourceAsStream("/messages/certificate.properties")),
                StandardCharsets.UTF_8)) {
            words.load(reader);
            return words;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
