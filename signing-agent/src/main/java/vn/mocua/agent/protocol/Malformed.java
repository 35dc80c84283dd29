package vn.mocua.agent.protocol;

/** What came in is not what the wire allows; says which rule it breaks, never what it held. */
public final class Malformed extends Exception {

    private static final long serialVersionUID = 1;

    private final String rule;

    public Malformed(String rule) {
        super(rule);
        this.rule = rule;
    }

    public String rule() {
        return rule;
    }
}
