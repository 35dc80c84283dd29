package vn.mocua.portal.registration;

/**
 * A method, as the owner of an account may take it.
 *
 * @param ial what its evidence is worth, {@code IAL2} or {@code IAL3}
 * @param had whether evidence by it stands already
 */
public record RaiseWay(String key, String ial, boolean had) {}
