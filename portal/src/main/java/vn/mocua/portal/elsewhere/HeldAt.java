package vn.mocua.portal.elsewhere;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * What people are told of a connected system.
 *
 * @param name in Vietnamese
 * @param nameEn in English
 * @param signIn where one signs in there; null when there is no page for it
 */
public record HeldAt(
        String key, String name, String nameEn, @Nullable URI signIn) {}
