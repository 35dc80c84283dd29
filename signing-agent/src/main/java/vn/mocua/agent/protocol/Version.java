package vn.mocua.agent.protocol;

/** Which agent this is, and which wire it speaks. */
public final class Version {

    public static final String NUMBER = "0.1.0";
    public static final int PROTOCOL = 1;
    static final String ADDRESS = "https://mocua.vn/signing-agent/";

    private Version() {}
}
