package vn.mocua.portal;

import java.util.Map;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Whether requests should be sent here: the one thing about our health that the public address tells. */
@RestController
class Readiness {

    private final ApplicationAvailability availability;
    private final JdbcClient db;

    Readiness(ApplicationAvailability availability, JdbcClient db) {
        this.availability = availability;
        this.db = db;
    }

    @GetMapping(PublicAddress.READINESS)
    ResponseEntity<Map<String, String>> readiness() {
        return isReady()
                ? ResponseEntity.ok(Map.of("status", "UP"))
                : ResponseEntity.status(503).body(Map.of("status", "OUT_OF_SERVICE"));
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
