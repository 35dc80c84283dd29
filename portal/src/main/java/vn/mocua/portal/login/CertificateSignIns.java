package vn.mocua.portal.login;

import java.util.List;
import java.util.function.BiFunction;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import vn.mocua.portal.account.Generations;
import vn.mocua.portal.journey.Step;
import vn.mocua.portal.signing.Purpose;
import vn.mocua.portal.signing.TokenMeans;
import vn.mocua.portal.signing.Tokens;
import vn.mocua.portal.signing.UseToken;
import vn.mocua.portal.signing.sim.AskPhone;
import vn.mocua.portal.signing.sim.AwaitSignature;
import vn.mocua.portal.signing.sim.SimMeans;
import vn.mocua.portal.signing.sim.SimPrompts;
import vn.mocua.portal.signing.sim.WhereSimsSign;

/** Signing in by the keys by which people register: the same pages, at whose end the account is found. */
@Configuration(proxyBeanMethods = false)
class CertificateSignIns {

    private static final BiFunction<ByCertificate, String, ByCertificate> NOTING = ByCertificate::noting;

    @Bean
    @Order(1)
    @ConditionalOnProperty("mocua.signing.trust")
    static CertificateSignIn usbSignIn(
            Tokens tokens, CertificateJudge judge, CertificateEnd end, Generations generations) {
        var means = new TokenMeans<ByCertificate>(
                known -> Purpose.SIGN_IN,
                known -> null,
                ByCertificate::note,
                NOTING,
                ByCertificate::hasSigned,
                ByCertificate::unsigned,
                (known, proved, visit) ->
                        judge.judge(known, proved.certificate().fingerprint()));
        return signIn("usb-signing", end, generations, List.of(new UseToken<>(tokens, means)));
    }

    @Bean
    @Order(2)
    @Conditional(WhereSimsSign.class)
    static CertificateSignIn simSignIn(
            SimPrompts prompts, CertificateJudge judge, CertificateEnd end, Generations generations) {
        var means = new SimMeans<ByCertificate>(
                known -> Purpose.SIGN_IN,
                known -> null,
                ByCertificate::note,
                NOTING,
                ByCertificate::hasSigned,
                ByCertificate::unsigned,
                known -> known,
                (known, signer, visit) ->
                        judge.judge(known, signer.certificate().fingerprint()));
        return signIn(
                "sim-signing",
                end,
                generations,
                List.of(new AskPhone<>(prompts, AskPhone.Number.class, means), new AwaitSignature<>(prompts, means)));
    }

    private static CertificateSignIn signIn(
            String key, CertificateEnd end, Generations generations, List<Step<ByCertificate, ?>> steps) {
        return new CertificateSignIn(key, end.of("/sign-in/" + key, steps), generations);
    }
}
