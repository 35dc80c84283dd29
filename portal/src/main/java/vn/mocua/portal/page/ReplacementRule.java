package vn.mocua.portal.page;

import java.util.List;

/** What words must be like that an operator puts in the place of the portal's own. */
public interface ReplacementRule {

    /** @throws Wordings.Unusable when some are not */
    void check(Wordings own, List<Wording> replacements);
}
