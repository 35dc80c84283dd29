package vn.mocua.bench;

import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Addresses, each in a network of its own, as a proxy in front of the portal would name them. */
final class Sources {

    /** What lets the portal believe us that we are such a proxy. */
    static final Map<String, String> BELIEVED = Map.of("mocua.trusted-proxies", "127.0.0.1");

    private static final int FIRST = 11;

    private final AtomicInteger handedOut = new AtomicInteger();

    /** One that was never handed out before. */
    String next() {
        var number = handedOut.getAndIncrement();
        return "%d.%d.%d.7".formatted(FIRST + (number >> 16), number >> 8 & 255, number & 255);
    }
}
