package vn.mocua.portal.abuse;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletRequest;
import vn.mocua.portal.TestDatabase;
import vn.mocua.portal.abuse.Taken.Allowed;
import vn.mocua.portal.abuse.Taken.Refused;

/** The locks as Spring puts them in, with their settings. */
class AbuseTest {

    private final ApplicationContextRunner portal = new ApplicationContextRunner()
            .withUserConfiguration(Abuse.class)
            .withBean(Clock.class, HandClock::new)
            .withBean(JdbcClient.class, TestDatabase::db)
            .withPropertyValues("mocua.captcha.key=demo:" + CaptchasTest.KEY);

    @Test
    void withAKeyItStarts() {
        portal.run(context -> {
            assertThat(context.getBean(Captchas.class).isDemo()).isTrue();
            assertThat(context.getBean(Limits.class).rate("sms-per-phone")).isEqualTo(Rate.of("5/1d"));
            context.getBean(Abuse.Sweeper.class).sweep();
        });
    }

    @Test
    void withoutAKeyItDoesNotStart() {
        portal.withPropertyValues("mocua.captcha.key=")
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .hasMessageStartingWith("mocua.captcha.key is not set"));
    }

    @Test
    void limitsAreSetAndRoomsDeclareTheirOwn() {
        portal.withPropertyValues("mocua.limits.sms-per-phone=1/2d", "mocua.limits.own-thing=2/1h")
                .withBean("own", Limit.class, () -> new Limit("own-thing", Rate.of("1/1h"), 1, 5))
                .run(context -> {
                    var limits = context.getBean(Limits.class);
                    assertThat(limits.rate("sms-per-phone")).isEqualTo(Rate.of("1/2d"));
                    var use = Use.of("own-thing", UUID.randomUUID().toString());
                    assertThat(limits.take(use)).isEqualTo(new Allowed());
                    assertThat(limits.take(use)).isEqualTo(new Allowed());
                    assertThat(limits.take(use)).isInstanceOf(Refused.class);
                });
    }

    @Test
    void aLimitOutOfBoundsOrMisspeltDoesNotStart() {
        portal.withPropertyValues("mocua.limits.otp-failures-per-phone=1000/1d")
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .hasMessage("mocua.limits.otp-failures-per-phone is 1000/1d: the count must be 5 to 15"));
        portal.withPropertyValues("mocua.limits.sms-per-fone=1/1d")
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .hasMessage("mocua.limits.sms-per-fone: there is no such limit"));
    }

    @Test
    void limitsAreSetByTheEnvironmentToo() {
        portal.withInitializer(context -> context.getEnvironment()
                        .getPropertySources()
                        .addFirst(new SystemEnvironmentPropertySource(
                                "systemEnvironment", Map.of("MOCUA_LIMITS_SMSPERPHONE", "3/1d"))))
                .run(context -> assertThat(context.getBean(Limits.class).rate("sms-per-phone"))
                        .isEqualTo(Rate.of("3/1d")));
    }

    @Test
    void proxiesAreSet() {
        portal.withPropertyValues("mocua.trusted-proxies=10.0.0.0/8, 127.0.0.1", "mocua.client-block.ipv4=32")
                .run(context -> {
                    var request = new MockHttpServletRequest();
                    request.setRemoteAddr("127.0.0.1");
                    request.addHeader("X-Forwarded-For", "203.0.113.9");
                    assertThat(context.getBean(ClientAddress.class).blockOf(request))
                            .isEqualTo("203.0.113.9/32");
                });
    }
}
