package vn.mocua.portal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import vn.mocua.portal.Visitor.Answer;
import vn.mocua.sandbox.fault.Outside;

/**
 * Threats T06, T19 and T20 at VNeID: a forged, foreign, old or used word vouches for nobody; nobody is led into another's
 * way back; a provider that is silent is waited for and no more.
 */
@Tag("slow")
class NobodyIsVouchedForByGuessworkTest extends SignInElsewhereContract {

    NobodyIsVouchedForByGuessworkTest() {
        super("vneid", "vneid", Outside.VNEID, "VNeID chưa trả lời");
    }

    @Override
    protected String signsIn(Answer leaving, Citizen who) {
        return Provider.reachedBy(leaving)
                .signsIn(portal.sandbox().vneid(who.person()).orElseThrow());
    }

    @Test
    void theAddressFillsInAndAnswersNothing() {
        var address = signsIn();
        for (var brought : List.of(
                address,
                at + "return?error=access_denied&state=x",
                at + "return?code=a&code=b",
                at + "return?code=" + "x".repeat(3000))) {
            var page = visitor.get(brought);
            assertThat(page.status()).as(brought).isEqualTo(200);
        }
        assertThat(visitor.get(at + "return?code=a&code=b&state=c").valueOf("code"))
                .isEmpty();
        nothingIsProven();
        var details = portal.visitorFromElsewhere();
        an.beginsAt(details);
        var filled = details.get("/register/mobile-subscriber/details?fullName=Ai+Do&consent=on&captcha=123456");
        assertThat(filled.valueOf("fullName")).isEqualTo("Ai Do");
        assertThat(filled.html().select("[name=consent][checked]")).isEmpty();
        assertThat(filled.valueOf("captcha")).isEmpty();
    }
}
