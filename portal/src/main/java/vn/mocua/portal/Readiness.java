package vn.mocua.portal;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** Whether requests should be sent here: the one thing about our health that the public address tells. */
@Controller
class Readiness {

    private final ApplicationAvailability availability;
    private final JdbcClient db;

    Readiness(ApplicationAvailability availability, JdbcClient db) {
        this.availability = availability;
        this.db = db;
    }

    /** Answers every prober alike, whatever media types it says that it likes. */
    @GetMapping(PublicAddress.READINESS)
    void readiness(HttpServletResponse response) throws IOException {
        var ready = isReady();
        response.setStatus(ready ? HttpServletResponse.SC_OK : HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        response.setContentType("application/json");
        response.setHeader("Cache-Control", "no-store");
        response.getWriter().write(ready ? "{\"status\":\"UP\"}" : "{\"status\":\"OUT_OF_SERVICE\"}");
    }

    private boolean isReady() {
        try {
            return availability.getReadinessState() == ReadinessState.ACCEPTING_TRAFFIC
                    && db.sql("select 1").query(Integer.class).single() == 1;
        } catch (RuntimeException databaseAway) {
            return false;
        }
    }
}
