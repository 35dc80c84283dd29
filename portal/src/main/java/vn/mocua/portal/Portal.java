package vn.mocua.portal;

import java.time.Clock;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.springframework.context.annotation.Bean;
import vn.mocua.portal.command.Commands;

/** The web application in which people register, prove who they are, and sign in. */
@SpringBootApplication(exclude = UserDetailsServiceAutoConfiguration.class)
public class Portal {

    public static void main(String[] args) {
        if (Commands.isMeantBy(args)) {
            System.exit(new Commands(Portal.class).run(args));
        }
        SpringApplication.run(Portal.class, args);
    }

    /** The one source of time. */
    @Bean
    static Clock clock() {
        return Clock.systemUTC();
    }
}
