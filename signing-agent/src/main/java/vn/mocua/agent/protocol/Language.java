package vn.mocua.agent.protocol;

import java.util.Locale;
import java.util.Map;

/** The languages of the agent's window. */
public enum Language {
    VIETNAMESE("vi"),
    ENGLISH("en");

    private final String code;

    Language(String code) {
        this.code = code;
    }

    public Locale locale() {
        return Locale.of(code);
    }

    /** English for English, Vietnamese for everybody else. */
    public static Language of(String code) {
        return code.startsWith("en") ? ENGLISH : VIETNAMESE;
    }

    static Language in(Map<String, Object> request) throws Malformed {
        return request.containsKey("lang") ? of(Json.string(request, "lang")) : VIETNAMESE;
    }
}
