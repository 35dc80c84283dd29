package vn.mocua.portal.signing.sim;

import java.util.Map;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Whether somebody who runs signing SIMs, and the authorities that are trusted, have been set up. */
public final class WhereSimsSign implements Condition {

    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
        var settings = context.getEnvironment();
        return settings.containsProperty("mocua.signing.trust")
                && Binder.get(settings)
                        .bind("mocua.signing.sim.providers", Bindable.mapOf(String.class, Object.class))
                        .map(Map::isEmpty)
                        .map(none -> !none)
                        .orElse(false);
    }
}
