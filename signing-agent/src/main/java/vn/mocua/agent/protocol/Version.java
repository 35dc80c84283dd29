package vn.mocua.agent.protocol;

/** Which agent this is, and which wire it speaks. */
public final class Version {

    public static final String NUMBER = "0.1.0";
    public static final int PROTOCOL = 1;

    /**
     * What the extension of Web eID hears: the version of its own application whose messages we speak, and which we are. It
     * refuses an application whose first number is below its own.
     */
    public static final String OF_WEB_EID = "2.5.0+mocua." + NUMBER;

    static final String ADDRESS = "https://mocua.vn/signing-agent/";

    private Version() {}
}
