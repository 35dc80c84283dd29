package vn.mocua.sandbox.web;

/** A request that cannot be served as it is; the status and the words of the answer. */
public final class Unacceptable extends RuntimeException {
    private final int status;

    public Unacceptable(int status, String message) {
        super(message);
        this.status = status;
    }

    public int status() {
        return status;
    }
}
