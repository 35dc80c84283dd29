package vn.mocua.portal.recovery;

import java.util.List;
import java.util.function.BiFunction;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import vn.mocua.portal.signing.Purpose;
import vn.mocua.portal.signing.TokenMeans;
import vn.mocua.portal.signing.Tokens;
import vn.mocua.portal.signing.UseToken;
import vn.mocua.portal.signing.sim.AskPhone;
import vn.mocua.portal.signing.sim.AwaitSignature;
import vn.mocua.portal.signing.sim.SimMeans;
import vn.mocua.portal.signing.sim.SimPrompts;
import vn.mocua.portal.signing.sim.WhereSimsSign;

/** The ways back into an account that this room knows, in the order in which they are offered. */
@Configuration(proxyBeanMethods = false)
class RecoveryWays {

    private static final BiFunction<Recovering, String, Recovering> NOTING = Recovering::noting;

    @Bean
    @Order(10)
    static RecoveryWay recoverByPhone(PhoneDetails details, PhoneCode code, MailCode mailCode, RecoveryEnd end) {
        return new RecoveryWay("phone", end.of("phone", List.of(details, code, mailCode)));
    }

    @Bean
    @Order(15)
    static RecoveryWay recoverByPasskey(UsePasskey passkey, RecoveryEnd end) {
        return new RecoveryWay("passkey", end.of("passkey", List.of(passkey)));
    }

    @Bean
    @Order(20)
    @Conditional(WhereSimsSign.class)
    static RecoveryWay recoverBySim(SimPrompts prompts, SignatureJudge judge, RecoveryEnd end) {
        var means = new SimMeans<Recovering>(
                known -> Purpose.RECOVER,
                known -> null,
                Recovering::note,
                NOTING,
                Recovering::hasProven,
                Recovering::unproven,
                known -> known,
                (known, signer, visit) -> judge.judge(known, signer.certificate()));
        return new RecoveryWay(
                "sim-signing",
                end.of(
                        "sim-signing",
                        List.of(
                                new AskPhone<>(prompts, AskPhone.Number.class, means),
                                new AwaitSignature<>(prompts, means))));
    }

    @Bean
    @Order(30)
    @ConditionalOnProperty("mocua.signing.trust")
    static RecoveryWay recoverByToken(Tokens tokens, SignatureJudge judge, RecoveryEnd end) {
        var means = new TokenMeans<Recovering>(
                known -> Purpose.RECOVER,
                known -> null,
                Recovering::note,
                NOTING,
                Recovering::hasProven,
                Recovering::unproven,
                (known, proved, visit) -> judge.judge(known, proved.certificate()));
        return new RecoveryWay("usb-signing", end.of("usb-signing", List.of(new UseToken<>(tokens, means))));
    }

    @Bean
    @Order(1000)
    static RecoveryWay recoverLater(AskForReset ask) {
        return new RecoveryWay("later", ask.journey());
    }
}
