package vn.mocua.portal.account;

import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What a room holds about the owner of an account, for the copy that they may take with them. Its words stand under
 * {@code held.<key>} and {@code held.<key>.<name>}.
 */
public interface HeldData {

    /** In kebab-case. */
    String key();

    /** Row by row, each by the names of what it holds; nothing of anybody else. */
    List<Map<String, String>> of(UUID account);
}
