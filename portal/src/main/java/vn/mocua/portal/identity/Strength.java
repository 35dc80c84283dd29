package vn.mocua.portal.identity;

/** How strongly a piece of evidence ties a person to an identity. */
public enum Strength {

    /** A register outside agreed with what the person said, and they answered on the phone they gave. */
    RECORD_MATCHED(Ial.IAL2),

    /** Another identity provider vouched for the person; how far is in the evidence's own level. */
    VOUCHED_FOR(Ial.IAL3),

    /** The person used a key that a licensed authority certified in their name. */
    KEY_PROVEN(Ial.IAL3),

    /** Two officers saw the person and their papers. */
    SEEN_IN_PERSON(Ial.IAL3);

    private final Ial atMost;

    Strength(Ial atMost) {
        this.atMost = atMost;
    }

    /** The highest level that evidence of this strength can carry. */
    public Ial atMost() {
        return atMost;
    }
}
