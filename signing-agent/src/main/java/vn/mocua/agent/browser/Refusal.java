package vn.mocua.agent.browser;

import org.jspecify.annotations.Nullable;
import vn.mocua.agent.protocol.Fault;

/** A request that breaks a rule: a status, and for allowed sites a reason. */
final class Refusal extends Exception {

    private static final long serialVersionUID = 1;
    private final int status;
    private final String rule;
    private final transient Fault.@Nullable Code code;

    Refusal(int status, Fault.@Nullable Code code, String rule) {
        super(rule);
        this.rule = rule;
        this.status = status;
        this.code = code;
    }

    String rule() {
        return rule;
    }

    int status() {
        return status;
    }

    Fault.@Nullable Code code() {
        return code;
    }
}
