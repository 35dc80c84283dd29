package vn.mocua.portal.signing;

import java.util.Locale;

/** Why a file can not be judged, though its sender may well have the right one: each has words of its own. */
public enum Misfit {
    /** It is neither a token nor a CMS signature: another file was chosen. */
    NO_SIGNATURE,
    /** The signer's certificate is missing, or the signed attributes are. */
    INCOMPLETE,
    /** It signs another text than the statement: an older one, or one that an editor has saved. */
    ANOTHER_TEXT,
    /** Its hash is none that we take; as a rule it is SHA-1. */
    OLD_HASH;

    /** The message that says it. */
    public String key() {
        return "token.misfit." + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
