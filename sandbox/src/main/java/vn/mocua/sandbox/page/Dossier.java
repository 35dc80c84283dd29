package vn.mocua.sandbox.page;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import vn.mocua.sandbox.insurance.Register;
import vn.mocua.sandbox.town.Fate;
import vn.mocua.sandbox.town.Person;
import vn.mocua.sandbox.town.PostIdAccounts;
import vn.mocua.sandbox.town.Telephone;
import vn.mocua.sandbox.town.VneidAccounts;

/** What the pages tell of a person: the story, the numbers, the accounts at providers. */
final class Dossier {

    private final Register insurance;
    private final PostIdAccounts postIds;
    private final VneidAccounts vneids;
    private final BooleanSupplier registered;

    Dossier(Register insurance, PostIdAccounts postIds, VneidAccounts vneids, BooleanSupplier registered) {
        this.insurance = insurance;
        this.postIds = postIds;
        this.vneids = vneids;
        this.registered = registered;
    }

    String story(Words words, Person person) {
        return person.fate() == Fate.REGISTERED && !registered.getAsBoolean()
                ? words.of("fate.registered.waiting")
                : words.of("fate." + person.fate().key() + ".story");
    }

    Map<String, @Nullable String> fields(Person person) {
        var fields = new LinkedHashMap<String, @Nullable String>();
        fields.put("nationalId", person.nationalId());
        fields.put("oldNationalId", person.oldNationalId());
        fields.put("socialInsuranceNumber", insurance.numberOf(person));
        fields.put("fullName", person.fullName());
        fields.put("birthDate", person.birthDate());
        fields.put("phone", person.phone());
        fields.put("secondPhone", person.secondPhone());
        fields.put("email", person.email());
        fields.put("password", person.password());
        return fields;
    }

    /** Name and password at each provider, where there is an account. */
    void accounts(Html main, Words words, Person person) {
        var fields = new LinkedHashMap<String, @Nullable String>();
        postIds.of(person).ifPresent(account -> {
            fields.put("postIdUsername", account.username());
            fields.put("postIdPassword", account.password());
        });
        vneids.of(person).ifPresent(account -> {
            fields.put("vneidUsername", account.username());
            fields.put("vneidPassword", account.password());
        });
        if (!fields.isEmpty()) {
            main.raw("<h2>").text(words.of("accounts.title")).raw("</h2>");
            Numbers.write(main, words, fields);
        }
        for (var business : vneids.businesses()) {
            if (business.representative().equals(person)) {
                main.raw("<p class=\"speaks\"><a href=\"/#" + business.id() + "\">")
                        .text(words.of("business.speaks", business.organisationName()))
                        .raw("</a></p>");
            }
        }
    }

    static Telephone phoneOf(Person person) {
        return Telephone.of(person.phone()).orElseThrow();
    }
}
