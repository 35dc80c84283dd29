package vn.mocua.portal.abuse;

import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;

/** Puts the locks in: reads their settings and sweeps up behind them. */
@Configuration(proxyBeanMethods = false)
class Abuse {

    private static final String LIMITS = "mocua.limits";

    @Bean
    static Captchas captchas(@Value("${mocua.captcha.key:}") String key, JdbcClient db, Clock clock) {
        return new Captchas(key, db, clock);
    }

    @Bean
    static Limits limits(ObjectProvider<Limit> declared, Environment environment, JdbcClient db, Clock clock) {
        var binder = Binder.get(environment);
        var more = declared.stream().toList();
        var names = Stream.of(
                        Limit.ALL.stream().map(Limit::name),
                        more.stream().map(Limit::name),
                        Delay.ALL.stream().map(Delay::name))
                .flatMap(all -> all)
                .map(Abuse::letters)
                .collect(Collectors.toUnmodifiableSet());
        refuseUnknown(binder, names);
        return new Limits(
                more, name -> binder.bind(LIMITS + "." + name, String.class).orElse(null), db, clock);
    }

    /** Networks of 256 IPv4 addresses or of one IPv6 customer's prefix, and no proxies, unless set otherwise. */
    @Bean
    static ClientAddress clientAddress(Environment environment) {
        var binder = Binder.get(environment);
        return new ClientAddress(
                binder.bind("mocua.trusted-proxies", Bindable.listOf(String.class))
                        .orElse(List.of()),
                binder.bind("mocua.client-block.ipv4", Integer.class).orElse(24),
                binder.bind("mocua.client-block.ipv6", Integer.class).orElse(48));
    }

    @Bean
    static Sweeper abuseSweeper(Captchas captchas, Limits limits) {
        return new Sweeper(captchas, limits);
    }

    /** Forgets what no longer counts, every ten minutes; any number of nodes may. */
    record Sweeper(Captchas captchas, Limits limits) {

        @Scheduled(initialDelayString = "PT1M", fixedDelayString = "PT10M")
        void sweep() {
            captchas.forgetExpired();
            limits.forgetExpired();
        }
    }

    /** A misspelt limit would leave the real one as it was, unnoticed. */
    private static void refuseUnknown(Binder binder, Set<String> names) {
        binder.bind(LIMITS, Bindable.mapOf(String.class, String.class))
                .orElse(Map.of())
                .keySet()
                .forEach(set -> {
                    if (!names.contains(letters(set))) {
                        throw new IllegalArgumentException(LIMITS + "." + set + ": there is no such limit");
                    }
                });
    }

    private static String letters(String name) {
        return name.replaceAll("[^A-Za-z]", "").toLowerCase(Locale.ROOT);
    }
}
