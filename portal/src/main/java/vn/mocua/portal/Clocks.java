package vn.mocua.portal;

import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;

/** The one source of time. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class Clocks {

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }
}
