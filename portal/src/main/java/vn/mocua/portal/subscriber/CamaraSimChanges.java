package vn.mocua.portal.subscriber;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;
import vn.mocua.portal.identity.PhoneNumber;
import vn.mocua.portal.outside.HttpAnswer;
import vn.mocua.portal.outside.OutsideUnavailable;

/** Speaks CAMARA SIM Swap: docs/protocols/camara-sim-swap.md. */
@Component
class CamaraSimChanges implements SimChanges {

    private static final Duration LONGEST = Duration.ofHours(2400);

    private final CamaraOperator operator;

    CamaraSimChanges(CamaraOperator operator) {
        this.operator = operator;
    }

    @Override
    public Recency lately(PhoneNumber phone, Duration within) {
        if (!within.isPositive() || within.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("an operator looks back up to " + LONGEST);
        }
        var hours = within.plusHours(1).minusNanos(1).toHours();
        return operator.simSwap(Map.of("phoneNumber", phone.value(), "maxAge", hours), CamaraSimChanges::read);
    }

    private static Recency read(HttpAnswer answer) {
        return switch (CamaraOperator.kind(answer)) {
            case "200" -> {
                var json = answer.json();
                var swapped = json.path("swapped");
                if (!json.isObject()
                        || !swapped.isBoolean()
                        || !Set.of("swapped").containsAll(json.propertyNames())) {
                    throw OutsideUnavailable.nonsense(CamaraOperator.SYSTEM, "no plain answer on the SIM");
                }
                yield swapped.booleanValue() ? Recency.SWAPPED : Recency.NOT_SWAPPED;
            }
            // The operator keeps such dates for a shorter time than we ask about.
            case "400 OUT_OF_RANGE", "404 IDENTIFIER_NOT_FOUND", "422 SERVICE_NOT_APPLICABLE" -> Recency.CANNOT_TELL;
            default -> throw CamaraOperator.unexpected(answer);
        };
    }
}
