package vn.mocua.agent.token;

import java.util.Locale;

/** The systems that the agent runs on. */
public enum Platform {
    LINUX,
    WINDOWS,
    MACOS;

    public static Platform current() {
        var name = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        if (name.startsWith("windows")) {
            return WINDOWS;
        }
        return name.startsWith("mac") ? MACOS : LINUX;
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
