package vn.mocua.portal.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "postgres://an:pw@db.example.vn:5432/mocua | jdbc:postgresql://db.example.vn:5432/mocua | an | pw",
                "postgresql://an:pw@db/mocua?sslmode=verify-full | jdbc:postgresql://db/mocua?sslmode=verify-full | an | pw",
                "jdbc:postgresql://db/mocua?user=an&password=pw | jdbc:postgresql://db/mocua | an | pw",
                "jdbc:postgresql://db/mocua?user=an&password=p%26w&ssl=true | jdbc:postgresql://db/mocua?ssl=true | an | p&w",
                "postgres://an:p%40%2Fw+x@db/mocua | jdbc:postgresql://db/mocua | an | p@/w+x",
                "postgres://an@db/mocua | jdbc:postgresql://db/mocua | an | ''",
                "postgres://an:pw@a:1,b:2/mocua?target_session_attrs=read-write | jdbc:postgresql://a:1,b:2/mocua?targetServerType=primary | an | pw",
                "postgres://an:pw@[::1]:5432/mocua?connect_timeout=3 | jdbc:postgresql://[::1]:5432/mocua?connectTimeout=3 | an | pw",
            })
    void bothFormsAreRead(String text, String url, String role, String password) {
        assertThat(Address.of(text)).isEqualTo(new Address(url, role, password));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "mysql://an:secret@db/mocua", "postgres://db/secret", "an:secret@db"})
    void whatIsNoAddressIsRefusedWithoutBeingRepeated(String text) {
        assertThatThrownBy(() -> Address.of(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("secret");
    }

    @Test
    void defaultsAreAddedWhereNothingIsSaid() {
        var address = Address.of("postgres://an:pw@db/mocua?connect_timeout=9")
                .withDefaults(Map.of("connectTimeout", "3", "socketTimeout", "60"));

        assertThat(address.url()).isEqualTo("jdbc:postgresql://db/mocua?connectTimeout=9&socketTimeout=60");
    }

    @Test
    void itsTextHoldsNoPassword() {
        assertThat(Address.of("postgres://an:secret@db/mocua").toString()).doesNotContain("secret");
    }

    @Test
    void anUnusualRoleIsQuoted() {
        assertThat(Address.of("postgres://mocua_app@db/mocua").roleInSql()).isEqualTo("mocua_app");
        assertThat(Address.of("postgres://my-%22app@db/mocua").roleInSql()).isEqualTo("\"my-\"\"app\"");
    }

    @Test
    void idsAreInTheOrderOfTime() {
        var earlier = TimeOrderedId.next(Clock.fixed(Instant.parse("2026-11-23T09:15:00.001Z"), ZoneOffset.UTC));
        var later = TimeOrderedId.next(Clock.fixed(Instant.parse("2026-11-23T09:15:00.002Z"), ZoneOffset.UTC));

        assertThat(earlier.toString()).isLessThan(later.toString());
        assertThat(earlier.version()).isEqualTo(7);
        assertThat(earlier.variant()).isEqualTo(2);
        assertThat(Instant.ofEpochMilli(earlier.getMostSignificantBits() >>> 16))
                .isEqualTo(Instant.parse("2026-11-23T09:15:00.001Z"));
    }
}
