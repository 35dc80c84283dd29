package vn.mocua.portal.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vn.mocua.portal.RunningPortal;

/** An address as people type it. */
class TrailingSlashesTest {

    private final RunningPortal portal = RunningPortal.shared();

    @ParameterizedTest
    @CsvSource({
        "/register/, /register",
        "/register/?kind=business, /register?kind=business",
        "/sign-in/, /sign-in",
        "/account/, /account",
        "/register/mobile-subscriber/details/, /register/mobile-subscriber/details"
    })
    void leadsToThePage(String typed, String page) {
        var answer = portal.visitor().get(typed);
        assertThat(answer.status()).isEqualTo(308);
        assertThat(answer.location()).isEqualTo(page);
    }

    @Test
    void theFirstPageIsItself() {
        assertThat(portal.visitor().get("/").status()).isEqualTo(200);
    }
}
