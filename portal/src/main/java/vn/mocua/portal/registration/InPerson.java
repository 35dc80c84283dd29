package vn.mocua.portal.registration;

import java.util.EnumSet;
import java.util.Set;
import org.springframework.stereotype.Component;
import vn.mocua.portal.identity.Ial;
import vn.mocua.portal.identity.SubjectKind;
import vn.mocua.portal.offer.Declared;

/** A way to register that has no pages here: the papers are shown at a counter. */
@Component
class InPerson implements Declared {

    static final String KEY = "in-person";
    static final String PAGE = "/counters";

    @Override
    public String key() {
        return KEY;
    }

    @Override
    public Set<SubjectKind> openTo() {
        return EnumSet.allOf(SubjectKind.class);
    }

    @Override
    public Ial level() {
        return Ial.IAL3;
    }

    /** Behind those that need no way to town. */
    @Override
    public int order() {
        return 900;
    }
}
