package vn.mocua.portal.audit;

import java.util.Optional;
import java.util.UUID;

/**
 * Tells who acts for the holder of an account in what is being answered now. What is done in the name of an account is
 * thereby written down as done by the person, wherever in the portal that happens.
 */
@FunctionalInterface
public interface Deputies {

    /** The account of the person who acts; empty when the holder does. */
    Optional<UUID> actingFor(UUID account);
}
