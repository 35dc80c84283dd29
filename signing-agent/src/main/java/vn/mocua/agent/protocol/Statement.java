package vn.mocua.agent.protocol;

import java.util.Optional;
import java.util.Set;

/** What the person signs: whose site, for what, for whom; the portal wrote it, the agent reads it before anybody signs. */
public record Statement(Origin origin, Purpose purpose, Optional<Kind> kind) {

    private static final String TYPE = "mocua/statement/1";
    private static final Set<String> NEEDED =
            Set.of("issuedAt", "locale", "origin", "purpose", "random", "txn", "type");
    private static final Set<String> POSSIBLE = Set.of("kind", "termsSha256");

    static Statement of(byte[] utf8) throws Malformed {
        var members = Json.object(utf8);
        for (var member : NEEDED) {
            Json.string(members, member);
        }
        for (var member : members.keySet()) {
            if (!NEEDED.contains(member) && !POSSIBLE.contains(member)) {
                throw new Malformed("the statement has a member that this version does not know");
            }
        }
        if (!TYPE.equals(members.get("type"))) {
            throw new Malformed("the statement is not of type " + TYPE);
        }
        return new Statement(
                Origin.of(Json.string(members, "origin")),
                Purpose.of(Json.string(members, "purpose")),
                members.containsKey("kind") ? Optional.of(Kind.of(Json.string(members, "kind"))) : Optional.empty());
    }
}
