package vn.mocua.portal.abuse;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which network a request comes from, for limits.
 *
 * <p>The header {@code X-Forwarded-For} is believed only as far as proxies named in {@code mocua.trusted-proxies} wrote
 * it (threat T53). No name is ever looked up.
 */
public class ClientAddress {

    /** An address with a port, or in brackets, as some proxies write it. */
    private static final Pattern WITH_PORT =
            Pattern.compile("\\[([0-9a-fA-F:.]+)](?::[0-9]{1,5})?|([0-9.]+):[0-9]{1,5}");

    private static final Pattern FOUR_PARTS = Pattern.compile("[0-9]{1,3}(?:\\.[0-9]{1,3}){3}");
    private static final int LONGEST = 64;

    private final List<Block> proxies;
    private final int ipv4Bits;
    private final int ipv6Bits;

    /**
     * @param proxies addresses or blocks such as {@code 10.0.0.0/8} whose word is taken
     * @param ipv4Bits how many bits make an IPv4 network, 16 to 32
     * @param ipv6Bits how many bits make an IPv6 network, 32 to 64
     * @throws IllegalArgumentException if one of these cannot be
     */
    public ClientAddress(List<String> proxies, int ipv4Bits, int ipv6Bits) {
        if (ipv4Bits < 16 || ipv4Bits > 32) {
            throw new IllegalArgumentException("mocua.client-block.ipv4 must be 16 to 32");
        }
        if (ipv6Bits < 32 || ipv6Bits > 64) {
            throw new IllegalArgumentException("mocua.client-block.ipv6 must be 32 to 64");
        }
        this.proxies = proxies.stream().map(Block::of).toList();
        this.ipv4Bits = ipv4Bits;
        this.ipv6Bits = ipv6Bits;
    }

    /** The client's own address: the last one in the chain that no named proxy has. */
    public InetAddress of(HttpServletRequest request) {
        var peer = parse(request.getRemoteAddr())
                .orElseThrow(() -> new IllegalStateException("the server gave no client address"));
        var hops = forwarded(request);
        for (int i = hops.size() - 1; i >= 0 && isProxy(peer); i--) {
            var before = parse(hops.get(i));
            if (before.isEmpty()) {
                return peer; // What a proxy passes on unread is worth nothing: the last address that is certain counts.
            }
            peer = before.get();
        }
        return peer;
    }

    /** The client's network, such as {@code 203.113.131.0/24}: the key of limits per network. */
    public String blockOf(HttpServletRequest request) {
        return blockOf(of(request));
    }

    /** The network of an address that {@link #of} told. */
    public String blockOf(InetAddress address) {
        int bits = address.getAddress().length == 4 ? ipv4Bits : ipv6Bits;
        return new Block(address, bits).network();
    }

    private boolean isProxy(InetAddress address) {
        return proxies.stream().anyMatch(proxy -> proxy.holds(address));
    }

    private static List<String> forwarded(HttpServletRequest request) {
        var hops = new ArrayList<String>();
        for (var line : Collections.list(request.getHeaders("X-Forwarded-For"))) {
            Collections.addAll(hops, line.split(",", -1));
        }
        return hops;
    }

    private static Optional<InetAddress> parse(String text) {
        var address = text.strip();
        var withPort = WITH_PORT.matcher(address);
        if (address.length() <= LONGEST && withPort.matches()) {
            address = withPort.group(1) == null ? withPort.group(2) : withPort.group(1);
        }
        boolean plausible = address.length() <= LONGEST
                && (address.contains(":")
                        ? !address.contains("%")
                        : FOUR_PARTS.matcher(address).matches());
        try {
            return plausible ? Optional.of(InetAddress.ofLiteral(address)) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** All addresses that begin with the same bits; an IPv4 address written as IPv6 is an IPv4 address. */
    private record Block(InetAddress address, int bits) {

        static Block of(String text) {
            var parts = text.split("/", -1);
            var address = parse(parts[0]);
            int most = address.map(found -> found.getAddress().length * 8).orElse(0);
            boolean counted = parts.length == 2 && parts[1].strip().matches("[0-9]{1,3}");
            int bits = counted ? Integer.parseInt(parts[1].strip()) : most;
            if (address.isEmpty() || bits > most || (parts.length > 1 && !counted)) {
                throw new IllegalArgumentException(
                        "mocua.trusted-proxies: not an address or block of addresses: " + text);
            }
            return new Block(address.get(), bits);
        }

        boolean holds(InetAddress other) {
            return other.getAddress().length == address.getAddress().length
                    && new Block(other, bits).network().equals(network());
        }

        String network() {
            var bytes = address.getAddress();
            for (int i = 0; i < bytes.length; i++) {
                int kept = Math.clamp(bits - 8L * i, 0, 8);
                bytes[i] &= (byte) (0xff << 8 - kept);
            }
            try {
                return InetAddress.getByAddress(bytes).getHostAddress() + "/" + bits;
            } catch (UnknownHostException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
