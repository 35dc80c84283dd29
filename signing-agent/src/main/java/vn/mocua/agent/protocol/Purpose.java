package vn.mocua.agent.protocol;

/** What a signature is for; it serves for nothing else, because the signed nonce begins with it. */
public enum Purpose {
    REGISTER("register", "mocua1.reg."),
    ADD("add", "mocua1.add."),
    SIGN_IN("sign-in", "mocua1.in."),
    RECOVER("recover", "mocua1.rec.");

    private final String word;
    private final String prefix;

    Purpose(String word, String prefix) {
        this.word = word;
        this.prefix = prefix;
    }

    public String word() {
        return word;
    }

    public String prefix() {
        return prefix;
    }

    static Purpose of(String word) throws Malformed {
        for (var purpose : values()) {
            if (purpose.word.equals(word)) {
                return purpose;
            }
        }
        throw new Malformed("unknown purpose");
    }
}
