package vn.mocua.agent.protocol;

/** For whom an account is opened. */
public enum Kind {
    CITIZEN("citizen"),
    BUSINESS("business"),
    AGENCY("agency");

    private final String word;

    Kind(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }

    static Kind of(String word) throws Malformed {
        for (var kind : values()) {
            if (kind.word.equals(word)) {
                return kind;
            }
        }
        throw new Malformed("unknown kind");
    }
}
