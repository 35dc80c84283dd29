package vn.mocua.portal.password;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.security.authentication.password.CompromisedPasswordChecker;
import org.springframework.security.crypto.password.PasswordEncoder;

class PasswordConfigurationTest {

    private final ApplicationContextRunner portal = new ApplicationContextRunner()
            .withUserConfiguration(PasswordConfiguration.class)
            .withBean(MeterRegistry.class, SimpleMeterRegistry::new)
            .withBean(Pepper.class, () -> input -> input.clone());

    @Test
    void withoutSettingsTheSpecsParametersAndTheGuidesPolicyHold() {
        portal.run(context -> {
            assertThat(context)
                    .hasNotFailed()
                    .hasSingleBean(PasswordEncoder.class)
                    .hasSingleBean(CompromisedPasswordChecker.class);
            var encoded = context.getBean(PasswordHashes.class).hash(Password.of("Gx7!pq2Z"));
            assertThat(encoded).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
            assertThat(context.getBean(PasswordRules.class)
                            .faults(Password.of("trang khuya roi ba giot"), PersonalData.none()))
                    .isNotEmpty();
        });
    }

    @Test
    void theOperatorMayAskForMore() {
        portal.withPropertyValues(
                        "mocua.password.policy=passphrase",
                        "mocua.password.argon2.memory=32768",
                        "mocua.password.argon2.iterations=3",
                        "mocua.password.hashing.threads=2",
                        "mocua.password.hashing.queue=5")
                .run(context -> {
                    assertThat(context.getBean(PasswordHashes.class).hash(Password.of("Gx7!pq2Z")))
                            .startsWith("$argon2id$v=19$m=32768,t=3,p=1$");
                    assertThat(context.getBean(PasswordRules.class)
                                    .faults(Password.of("trang khuya roi ba giot"), PersonalData.none()))
                            .isEmpty();
                    assertThat(context.getBean(PasswordSettings.class).hashing())
                            .isEqualTo(new PasswordSettings.Hashing(2, 5));
                });
    }

    @Test
    void whenThePortalIsReadyTheListsAreReadAndTheDecoyIsMade() {
        portal.run(context -> {
            context.publishEvent(new ApplicationReadyEvent(
                    new SpringApplication(),
                    new String[0],
                    context.getSourceApplicationContext(ConfigurableApplicationContext.class),
                    Duration.ZERO));
            assertThat(context.getBean(PasswordHashes.class).matches(Password.of("Gx7!pq2Z"), null))
                    .isFalse();
            assertThat(context.getBean(CommonPasswords.class).contain(Password.of("Matkhau@123")))
                    .isTrue();
        });
    }

    @Test
    void allCoresButOneHash() {
        assertThat(new PasswordSettings.Hashing(0, 64).threads())
                .isEqualTo(Math.max(1, Runtime.getRuntime().availableProcessors() - 1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mocua.password.argon2.memory=63",
                "mocua.password.argon2.iterations=0",
                "mocua.password.argon2.parallelism=0",
                "mocua.password.hashing.queue=0",
                "mocua.password.hashing.threads=-1",
                "mocua.password.policy=none"
            })
    void settingsOutOfBoundsStopTheStart(String setting) {
        portal.withPropertyValues(setting).run(context -> assertThat(context).hasFailed());
    }

    @Test
    void withoutAPepperThePortalDoesNotStart() {
        new ApplicationContextRunner()
                .withUserConfiguration(PasswordConfiguration.class)
                .withBean(MeterRegistry.class, SimpleMeterRegistry::new)
                .run(context -> assertThat(context).hasFailed());
    }

    @Test
    void everyReasonHasItsWordsInBothLanguages() throws IOException {
        var keys = List.of(
                "password.tooShort",
                "password.tooLong",
                "password.unreadable",
                PasswordFault.NO_LOWER.key(),
                PasswordFault.NO_UPPER.key(),
                PasswordFault.NO_DIGIT.key(),
                PasswordFault.NO_SPECIAL.key(),
                PasswordFault.COMMON.key(),
                PasswordFault.OWN_DATA.key(),
                PasswordFault.WEAK.key(),
                PasswordFault.MISMATCH.key());
        for (var file : List.of("password", "password_en")) {
            var texts = new Properties();
            try (var in = Objects.requireNonNull(getClass().getResourceAsStream("/messages/" + file + ".properties"));
                    var reader = new InputStreamReader(in, StandardCharsets.UTF_8)) {
                texts.load(reader);
            }
            // Those of the page on which a password is changed stand there too.
            assertThat(texts.stringPropertyNames())
                    .filteredOn(key -> !key.startsWith("password.change."))
                    .containsExactlyInAnyOrderElementsOf(keys);
            texts.forEach((key, text) ->
                    assertThat((String) text).as("%s", key).isNotBlank().doesNotContain("'"));
        }
    }
}
