package vn.mocua.portal.password;

import java.util.List;

/** Estimates how many guesses a password stands. */
@FunctionalInterface
interface Meter {

    /** @param own words that are as good as known to whoever guesses */
    double guesses(String password, List<String> own);
}
