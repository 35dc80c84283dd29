package vn.mocua.sandbox.ca;

import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.databind.json.JsonMapper;

/** Whom a portal is to believe, and where it asks for the status of what they issued: docs/protocols/trust-bundle.md. */
final class TrustBundle {

    /** An authority, and for which certificates it is believed; those above come first. */
    private record Listed(String id, String role, String use) {}

    private static final List<Listed> LISTED = List.of(
            new Listed(Hierarchy.NATIONAL_ROOT, "root", "public"),
            new Listed(Hierarchy.SAO_MAI, "intermediate", "public"),
            new Listed(Hierarchy.HAI_DANG, "intermediate", "public"),
            new Listed(Hierarchy.STATE_ROOT, "root", "government"),
            new Listed(Hierarchy.STATE, "intermediate", "government"),
            new Listed(Hierarchy.TIME_STAMP_ROOT, "root", "time-stamp"));

    private TrustBundle() {}

    /**
     * The file's content. It gives the addresses as well: certificates name those of the day when they were issued, and
     * the port may be another since.
     *
     * @param make makes an authority that is not in the safe yet
     */
    static byte[] of(Safe safe, String here, Consumer<String> make) throws InterruptedException {
        var authorities = new ArrayList<Map<String, Object>>();
        for (var listed : LISTED) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            var kept = safe.find("authorities/" + listed.id());
            if (kept.isEmpty()) {
                make.accept(listed.id());
                kept = safe.find("authorities/" + listed.id());
            }
            var json = new LinkedHashMap<String, Object>();
            json.put("role", listed.role());
            json.put("use", listed.use());
            json.put(
                    "certificate",
                    Base64.getEncoder()
                            .encodeToString(kept.orElseThrow().chain().getFirst()));
            json.put("ocsp", here + "/ca/ocsp/" + listed.id());
            json.put("crl", here + "/ca/crl/" + listed.id() + ".crl");
            authorities.add(json);
        }
        var bundle = new LinkedHashMap<String, Object>();
        bundle.put("version", 1);
        bundle.put("sandbox", true);
        bundle.put("authorities", authorities);
        return JsonMapper.shared().writeValueAsBytes(bundle);
    }
}
