package vn.mocua.portal.password;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;

/** The rules and the hashes, as the settings want them. Needs a {@link Pepper}. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PasswordSettings.class)
class PasswordConfiguration {

    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;

    /** The only place that knows the library: a vectorised one reads and writes the same text. */
    @Bean
    static PasswordEncoder passwordEncoder(PasswordSettings settings) {
        var argon2 = settings.argon2();
        return new Argon2PasswordEncoder(
                SALT_BYTES, HASH_BYTES, argon2.parallelism(), argon2.memory(), argon2.iterations());
    }

    @Bean
    static PasswordHashes passwordHashes(
            PasswordEncoder encoder, Pepper pepper, PasswordSettings settings, MeterRegistry meters) {
        return new PasswordHashes(
                encoder,
                pepper,
                settings.hashing().threads(),
                settings.hashing().queue(),
                meters);
    }

    @Bean
    static CommonPasswords commonPasswords() {
        return new CommonPasswords();
    }

    @Bean
    static ZxcvbnMeter passwordMeter() {
        return new ZxcvbnMeter();
    }

    @Bean
    static PasswordRules passwordRules(PasswordSettings settings, CommonPasswords common, ZxcvbnMeter meter) {
        return new PasswordRules(settings.policy(), common, meter);
    }

    /** After the first page can be served, before the first password is typed. */
    @Bean
    static ApplicationListener<ApplicationReadyEvent> passwordsAhead(
            PasswordHashes hashes, CommonPasswords common, ZxcvbnMeter meter) {
        return ready -> {
            hashes.warmUp();
            common.readAhead();
            meter.readAhead();
        };
    }
}
