package vn.mocua.portal.outside;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * Tells operators how the systems outside fare.
 *
 * <p>Always up: no node serves better because it is restarted or taken out while somebody else's system is down.
 */
@Component("outsideHealthIndicator")
class OutsideHealth implements HealthIndicator {

    private final Outside outside;

    OutsideHealth(Outside outside) {
        this.outside = outside;
    }

    @Override
    public Health health() {
        return Health.up().withDetails(outside.state()).build();
    }
}
