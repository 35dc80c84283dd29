package vn.mocua.sandbox.town;

import java.text.MessageFormat;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** The accounts at Vietnam Post: of the cast as the resource file says, of the crowd an ordinary one each. */
public final class PostIdAccounts {

    private final Cast cast;
    private final Map<String, PostIdAccount> byPerson = new LinkedHashMap<>();
    private final Map<String, PostIdAccount> byUsername = new LinkedHashMap<>();
    private final JsonNode crowd;

    public PostIdAccounts(Cast cast) {
        this.cast = cast;
        var file = Cast.json("postid.json");
        crowd = file.required("crowd");
        for (var entry : file.required("people").properties()) {
            var account = account(entry.getValue());
            byPerson.put(entry.getKey(), account);
            byUsername.put(account.username(), account);
        }
    }

    /** Somebody's account; empty when that person never opened one. */
    public Optional<PostIdAccount> of(Person person) {
        return Crowd.numberOf(person.id()).isPresent()
                ? Optional.of(ofCrowd(person))
                : Optional.ofNullable(byPerson.get(person.id()));
    }

    /** The account of that name; the crowd's are named by the phone number. */
    public Optional<PostIdAccount> find(String username) {
        var account = byUsername.get(username.toLowerCase(Locale.ROOT));
        return account != null
                ? Optional.of(account)
                : Telephone.of(username)
                        .flatMap(cast::byPhone)
                        .filter(person -> Crowd.numberOf(person.id()).isPresent())
                        .map(this::ofCrowd);
    }

    /** The cast's accounts, in the order of the table. */
    public List<PostIdAccount> ofCast() {
        return new ArrayList<>(byPerson.values());
    }

    private PostIdAccount ofCrowd(Person person) {
        var number = person.id().substring("nguoi-".length());
        var unit = Cast.units().get(person.nationalId().substring(0, 3));
        return new PostIdAccount(
                person.phone(),
                "Buu-ta-" + number,
                person.nationalId(),
                person.fullName(),
                person.isoBirthDate(),
                person.isFemale(),
                "+84" + person.phone().substring(1),
                person.email(),
                MessageFormat.format(crowd.required("address").asString(), number, unit),
                new PostIdAccount.Check(
                        MessageFormat.format(crowd.required("office").asString(), number, unit),
                        Instant.parse(crowd.required("time").asString())));
    }

    private static PostIdAccount account(JsonNode node) {
        var checked = node.path("checked");
        return new PostIdAccount(
                Cast.text(node, "username"),
                Cast.text(node, "password"),
                Cast.text(node, "nationalId"),
                Cast.text(node, "fullName"),
                Cast.text(node, "birthDate"),
                Cast.text(node, "gender").equals("female"),
                Cast.text(node, "phone"),
                Cast.text(node, "email"),
                Cast.text(node, "address"),
                checked.isObject()
                        ? new PostIdAccount.Check(
                                Cast.text(checked, "office"), Instant.parse(Cast.text(checked, "time")))
                        : null);
    }
}
