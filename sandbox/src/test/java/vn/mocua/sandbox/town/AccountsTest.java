package vn.mocua.sandbox.town;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AccountsTest {

    private final Cast cast = new Cast(42, 0);
    private final PostIdAccounts postIds = new PostIdAccounts(cast);
    private final VneidAccounts vneids = new VneidAccounts(cast);

    @Test
    void onlyTheFateSetsAnAccountApart() {
        for (var person : cast.people()) {
            var post = postIds.of(person);
            assertThat(post.isPresent()).as(person.id()).isEqualTo(person.fate() != Fate.NO_POST_ID);
            post.ifPresent(account -> {
                assertThat(account.checked() == null).isEqualTo(person.fate() == Fate.POST_UNVERIFIED);
                assertThat(account.nationalId().equals(person.nationalId()))
                        .isEqualTo(person.fate() != Fate.POST_OTHER_ID);
                // OpenID Connect Core, 5.1: a whole date, or the year alone.
                assertThat(account.birthDate())
                        .isEqualTo(knowsTheDay(person) ? person.isoBirthDate() : String.valueOf(person.birthYear()));
                assertThat(account.female()).isEqualTo(person.isFemale());
                assertThat(account.phone()).isEqualTo("+84" + person.phone().substring(1));
            });
            vneids.of(person).ifPresent(account -> {
                assertThat(account.nationalId()).isEqualTo(person.nationalId());
                assertThat(account.birthDate())
                        .isEqualTo(knowsTheDay(person) ? person.birthDate() : String.valueOf(person.birthYear()));
                assertThat(account.level()).isEqualTo(person.fate() == Fate.VNEID_LEVEL_ONE ? 1 : 2);
            });
        }
        assertThat(cast.people().stream().filter(person -> vneids.of(person).isEmpty()))
                .hasSize(1);
    }

    @Test
    void everyAccountIsFoundByItsNameAndByNoOther() {
        for (var person :
                Stream.concat(cast.people().stream(), cast.make(500).stream()).toList()) {
            postIds.of(person)
                    .ifPresent(account ->
                            assertThat(postIds.find(account.username())).contains(account));
            vneids.of(person)
                    .ifPresent(account ->
                            assertThat(vneids.find(account.username())).contains(account));
        }
        assertThat(postIds.find("0912000001")).isEmpty();
        assertThat(postIds.find("nobody")).isEmpty();
        assertThat(vneids.find("051090999999")).isEmpty();
        assertThat(vneids.find("")).isEmpty();
        var next = new Cast(42, 500).make(1).getFirst();
        assertThat(vneids.find(next.nationalId())).isEmpty();
        assertThat(postIds.find(next.phone())).isEmpty();
    }

    @Test
    void companiesHaveRightTaxCodesAndARepresentativeFromTheTown() {
        var businesses = vneids.businesses();
        assertThat(businesses).hasSizeGreaterThanOrEqualTo(3);
        assertThat(businesses.stream().map(Business::fate)).contains(Business.Fate.values());
        assertThat(new HashSet<>(businesses.stream().map(Business::taxCode).toList()))
                .hasSameSizeAs(businesses);
        assertThat(businesses).allSatisfy(business -> {
            assertThat(business.taxCode())
                    .matches(business.fate() == Business.Fate.BRANCH ? "[0-9]{10}-[0-9]{3}" : "[0-9]{10}");
            assertThat(business.taxCode().charAt(9) - '0').isEqualTo(checkDigit(business.taxCode()));
            assertThat(business.vneid().nationalId())
                    .isEqualTo(business.representative().nationalId());
            assertThat(business.vneid().level()).isEqualTo(business.fate() == Business.Fate.VNEID_LEVEL_ONE ? 1 : 2);
            assertThat(vneids.find(business.taxCode())).contains(business.vneid());
        });
        assertThat(businesses.getFirst().representative().fate()).isEqualTo(Fate.VNEID_ORGANISATION);
    }

    private static boolean knowsTheDay(Person person) {
        return person.birthDate().length() == 10;
    }

    private static int checkDigit(String taxCode) {
        int[] weights = {31, 29, 23, 19, 17, 13, 7, 5, 3};
        int sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += weights[i] * (taxCode.charAt(i) - '0');
        }
        return 10 - sum % 11;
    }
}
