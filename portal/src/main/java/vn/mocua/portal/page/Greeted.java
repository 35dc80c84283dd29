package vn.mocua.portal.page;

/** Someone signed in, as far as the head of every page is concerned. */
public interface Greeted {

    /** How they are addressed there: short, and nothing that a passer-by should not read. */
    String greeting();
}
