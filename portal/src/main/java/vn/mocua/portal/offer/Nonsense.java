package vn.mocua.portal.offer;

/** Terms that cannot be; the message says why, in one line. */
final class Nonsense extends RuntimeException {

    Nonsense(String message) {
        super(message);
    }
}
