package vn.mocua.portal.signing;

/** What a signature is for. It is part of what is signed, so that none serves for another. */
public enum Purpose {
    REGISTER("register", "mocua1.reg."),
    /** Adding a proof to an account in whose session it is asked for. */
    ADD("add", "mocua1.add."),
    SIGN_IN("sign-in", "mocua1.in."),
    /** Getting back into an account. */
    RECOVER("recover", "mocua1.rec.");

    private final String word;
    private final String prefix;

    Purpose(String word, String prefix) {
        this.word = word;
        this.prefix = prefix;
    }

    /** As the statement says it. */
    public String word() {
        return word;
    }

    /** How its nonces begin. */
    String prefix() {
        return prefix;
    }
}
