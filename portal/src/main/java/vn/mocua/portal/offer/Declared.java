package vn.mocua.portal.offer;

import java.util.Set;
import vn.mocua.portal.identity.Ial;
import vn.mocua.portal.identity.SubjectKind;

/** A way to register, as its bean declares it: the bounds within which it can be offered, and how it is without a row. */
public interface Declared {

    /** Its name in URLs, message keys and evidence. */
    String key();

    /** The kinds of applicant that it can serve. */
    Set<SubjectKind> openTo();

    /** The level that its evidence carries at most. */
    Ial level();

    /** Its place in the chooser, the smaller the earlier, 1 to 999. */
    default int order() {
        return 500;
    }
}
