package vn.mocua.portal;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import vn.mocua.portal.page.BusyPage;

class DoorkeeperTest {

    private static final int FULL = 1_000;

    /** The next who come may take the room that was seen; who saw it is in all the same. */
    @Test
    void whoeverSawThatThereIsRoomIsLetIn() throws Exception {
        var busy = RunningPortal.shared().bean(BusyPage.class);
        var chain = new MockFilterChain();
        try (var pool = new Pool(FULL, FULL, 0, FULL)) {
            new Doorkeeper(pool, busy, new SimpleMeterRegistry())
                    .doFilter(new MockHttpServletRequest("POST", "/sign-in"), new MockHttpServletResponse(), chain);
        }
        assertThat(chain.getRequest()).isNotNull();
    }

    /** Whose connections in use are as told, one look after the other; as the last look says from then on. */
    private static final class Pool extends HikariDataSource {

        private final Queue<Integer> looks;

        Pool(Integer... looks) {
            this.looks = new ArrayDeque<>(List.of(looks));
        }

        @Override
        public HikariPoolMXBean getHikariPoolMXBean() {
            var used = looks.size() == 1 ? looks.element() : looks.remove();
            return (HikariPoolMXBean) Proxy.newProxyInstance(
                    getClass().getClassLoader(),
                    new Class<?>[] {HikariPoolMXBean.class},
                    (proxy, method, arguments) -> method.getName().equals("getActiveConnections") ? used : 0);
        }
    }
}
