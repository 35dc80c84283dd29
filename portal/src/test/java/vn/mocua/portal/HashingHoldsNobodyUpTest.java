package vn.mocua.portal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Threat T30, without the figures, which are bench's: a crowd that signs in is served or told when, and nobody else waits. */
@Tag("slow")
class HashingHoldsNobodyUpTest {

    @Test
    void aCrowdWithLongPasswordsIsServedOrToldWhenToComeAgain() throws Exception {
        var real = Map.of(
                "mocua.trusted-proxies", "127.0.0.1",
                "mocua.password.argon2.memory", "19456",
                "mocua.password.argon2.iterations", "2",
                "mocua.password.hashing.queue", "8");
        try (var portal = RunningPortal.own("crowded_portal", real);
                var crowd = Executors.newVirtualThreadPerTaskExecutor()) {
            var together = new CountDownLatch(1);
            var password = "Mật-khẩu-dài-9 ".repeat(9).substring(0, 128);
            var signingIn = IntStream.range(0, 200)
                    .mapToObj(i -> {
                        var visitor = portal.visitorFromElsewhere();
                        var form = visitor.open("/sign-in");
                        var username = "0510900%05d".formatted(i);
                        return crowd.submit(() -> {
                            together.await();
                            return visitor.submit(form, "/sign-in", Map.of("username", username, "password", password));
                        });
                    })
                    .toList();
            together.countDown();
            assertThat(portal.visitor().get("/").status()).isEqualTo(200);
            assertThat(portal.visitor().get("/actuator/health/readiness").status())
                    .isEqualTo(200);
            var served = 0;
            for (var each : signingIn) {
                var answer = each.get(60, TimeUnit.SECONDS);
                assertThat(answer.status()).isIn(422, 503);
                if (answer.status() == 503) {
                    assertThat(answer.headers()).containsKey("retry-after");
                    assertThat(answer.text()).contains("Đang có rất nhiều người");
                } else {
                    served++;
                }
            }
            assertThat(served).isPositive();
        }
    }

    @Test
    void aPasswordOfAMegabyteIsNeverLookedAt() {
        var portal = RunningPortal.shared();
        for (int length : new int[] {129, 1_900, 3_000, 70_000, 1_000_000}) {
            var visitor = portal.visitor();
            var page = visitor.open("/sign-in");
            var answer = visitor.request(
                    "POST",
                    "/sign-in",
                    "application/x-www-form-urlencoded",
                    "_csrf=" + page.valueOf("_csrf") + "&username=051090000001&password=" + "x".repeat(length));
            assertThat(answer.status()).as("%d letters", length).isIn(400, 403, 413, 422);
            if (answer.status() == 422) {
                assertThat(answer.errorOf("password")).isNotEmpty();
            }
        }
    }
}
