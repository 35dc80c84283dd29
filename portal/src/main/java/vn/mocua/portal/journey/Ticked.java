package vn.mocua.portal.journey;

/** A box that must be ticked. */
public record Ticked() {

    public static Ticked of(@SuppressWarnings("unused") String sent) {
        return new Ticked();
    }
}
