package vn.mocua.sandbox.town;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** The accounts at VNeID: people's and companies' as the resource files say, of the crowd one of level 2 each. */
public final class VneidAccounts {

    private static final int CHECKED_IN_PERSON = 2;

    private final Cast cast;
    private final Map<String, VneidAccount> byPerson = new LinkedHashMap<>();
    private final Map<String, VneidAccount> byUsername = new LinkedHashMap<>();
    private final List<Business> businesses = new ArrayList<>();

    public VneidAccounts(Cast cast) {
        this.cast = cast;
        for (var entry : Cast.json("vneid.json").required("people").properties()) {
            var account = account(entry.getValue());
            byPerson.put(entry.getKey(), account);
            byUsername.put(account.username(), account);
        }
        for (var node : Cast.json("businesses.json")) {
            var business = business(node);
            businesses.add(business);
            byUsername.put(business.taxCode(), business.vneid());
        }
    }

    /** Somebody's account; empty when that person never opened one. */
    public Optional<VneidAccount> of(Person person) {
        return Crowd.numberOf(person.id()).isPresent()
                ? Optional.of(ofCrowd(person))
                : Optional.ofNullable(byPerson.get(person.id()));
    }

    /** The account of that name: a national id, or a tax code for an organisation. */
    public Optional<VneidAccount> find(String username) {
        var account = byUsername.get(username);
        return account != null
                ? Optional.of(account)
                : cast.byNationalId(username)
                        .filter(person -> Crowd.numberOf(person.id()).isPresent())
                        .map(VneidAccounts::ofCrowd);
    }

    /** The accounts of the cast and the companies, in the order of the tables. */
    public List<VneidAccount> ofCast() {
        return new ArrayList<>(byUsername.values());
    }

    /** The companies, each with an organisation's account. */
    public List<Business> businesses() {
        return List.copyOf(businesses);
    }

    private Business business(JsonNode node) {
        var representative = cast.find(Cast.text(node, "representative")).orElseThrow();
        var state = byPerson.get(representative.id());
        if (state == null) {
            throw new IllegalStateException("an organisation's account wants a representative with one");
        }
        var organisation =
                new VneidAccount.Organisation(Cast.text(node, "taxCode"), Cast.text(node, "organisationName"));
        var staff = new ArrayList<Person>();
        node.path("staff").forEach(id -> staff.add(cast.find(id.asString()).orElseThrow()));
        return new Business(
                Cast.text(node, "id"),
                Business.Fate.of(Cast.text(node, "fate")),
                organisation.taxCode(),
                organisation.name(),
                representative,
                staff,
                new VneidAccount(
                        organisation.taxCode(),
                        Cast.text(node, "password"),
                        state.nationalId(),
                        state.fullName(),
                        state.birthDate(),
                        state.female(),
                        node.required("level").asInt(),
                        organisation));
    }

    private static VneidAccount ofCrowd(Person person) {
        return new VneidAccount(
                person.nationalId(),
                "Can-cuoc-" + person.id().substring("nguoi-".length()),
                person.nationalId(),
                person.fullName(),
                person.birthDate(),
                person.isFemale(),
                CHECKED_IN_PERSON,
                null);
    }

    private static VneidAccount account(JsonNode node) {
        var nationalId = Cast.text(node, "nationalId");
        return new VneidAccount(
                Cast.text(node, "username"),
                Cast.text(node, "password"),
                nationalId,
                Cast.text(node, "fullName"),
                Cast.text(node, "birthDate"),
                Person.isFemale(nationalId),
                node.required("level").asInt(),
                null);
    }
}
