package vn.mocua.portal.outside;

import java.net.URI;
import java.util.Locale;
import java.util.regex.Pattern;

/** Which addresses never leave this machine. Names are not looked up: what a name means can change. */
public final class Loopback {

    private static final Pattern IPV4 = Pattern.compile("127(\\.[0-9]{1,3}){3}");

    private Loopback() {}

    /** Whether a host, as written in a setting, is this machine. */
    public static boolean isLoopback(String host) {
        var plain = host.toLowerCase(Locale.ROOT);
        return plain.equals("localhost")
                || plain.equals("::1")
                || plain.equals("[::1]")
                || IPV4.matcher(plain).matches();
    }

    /**
     * Refuses an address that would carry data of persons in the clear over a network.
     *
     * @param setting its name, for the message
     * @throws IllegalArgumentException unless the address is https, or http to this machine, with a host and no
     *     user name in it
     */
    public static void requireProtected(String setting, URI address) {
        var host = address.getHost();
        if (host == null || address.getUserInfo() != null || address.getFragment() != null) {
            throw new IllegalArgumentException(setting + ": not an absolute address of a host");
        }
        var scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
        if (!scheme.equals("https") && !(scheme.equals("http") && isLoopback(host))) {
            throw new IllegalArgumentException(setting + ": must be https, since its host is not this machine");
        }
    }
}
