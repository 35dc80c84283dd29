package vn.mocua.portal.page;

import java.time.Instant;

/** Someone signed in, as far as the head of every page is concerned. */
public interface Greeted {

    /** How they are addressed there: short, and nothing that a passer-by should not read. */
    String greeting();

    /** When they signed in; their session ends so long after that, whatever they do. */
    Instant since();
}
