package vn.mocua.sandbox.mss;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import vn.mocua.sandbox.town.Telephone;

/** Whose SIMs: each network's signature service speaks another wire and knows its own numbers only. */
public enum Network {
    VINA(Map.of("protocol", "etsi"), "/mss/etsi", "081", "082", "083", "084", "085", "088", "091", "094"),
    MOBI(Map.of("protocol", "csc"), "/mss/csc/v2", "070", "076", "077", "078", "079", "089", "090", "093"),
    VIETTEL(
            Map.of("protocol", "smartca"),
            "/mss/smartca/sp769/v1",
            "032",
            "033",
            "034",
            "035",
            "036",
            "037",
            "038",
            "039",
            "086",
            "096",
            "097",
            "098"),
    KHAC(
            Map.of("protocol", "csc", "dialect", "v1"),
            "/mss/v1/vtss/service",
            "052",
            "055",
            "056",
            "058",
            "059",
            "087",
            "092",
            "099");

    private final Map<String, String> wire;
    private final String path;
    private final List<String> prefixes;

    Network(Map<String, String> wire, String path, String... prefixes) {
        this.wire = wire;
        this.path = path;
        this.prefixes = List.of(prefixes);
    }

    /** The name under which a portal sets it up. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** How a portal is told what the service speaks, setting by setting. */
    public Map<String, String> wire() {
        return wire;
    }

    /** Where the service begins. */
    public String path() {
        return path;
    }

    public List<String> prefixes() {
        return prefixes;
    }

    static Optional<Network> of(Telephone phone) {
        var prefix = phone.national().substring(0, 3);
        return Arrays.stream(values())
                .filter(network -> network.prefixes.contains(prefix))
                .findFirst();
    }
}
