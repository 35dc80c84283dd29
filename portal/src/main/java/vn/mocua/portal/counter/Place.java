package vn.mocua.portal.counter;

import java.text.Normalizer;
import vn.mocua.portal.information.Counters.Counter;

/** Where somebody is expected, as it was called when they reserved. */
public record Place(String key, String name, String address) {

    private static final int LONGEST = 40;

    static Place of(Counter counter) {
        return new Place(counter.key(), counter.name(), counter.address());
    }

    /** Its name in the letters of a short message, which has room for forty of them. */
    String plainName() {
        var plain = Normalizer.normalize(name, Normalizer.Form.NFD)
                .replaceAll("\\p{Mn}", "")
                .replace('\u0111', 'd')
                .replace('\u0110', 'D')
                .replaceAll("[^A-Za-z0-9 ,.-]+", " ")
                .strip();
        if (plain.length() <= LONGEST) {
            return plain;
        }
        var lastBlank = plain.lastIndexOf(' ', LONGEST);
        return plain.substring(0, lastBlank > 0 ? lastBlank : LONGEST);
    }
}
