package vn.mocua.portal.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import vn.mocua.portal.identity.PhoneNumber;

class SmsRoutesTest {

    private static final PhoneNumber PHONE = PhoneNumber.of("0912000001");
    private static final SmsText TEXT = new SmsText("Ma xac thuc: 123456");

    private final FakeSmsSender alpha = new FakeSmsSender("alpha");
    private final FakeSmsSender beta = new FakeSmsSender("beta");
    private final SmsRoutes routes = new SmsRoutes(List.of(alpha, beta));

    @Test
    void theFirstProviderThatTakesAMessageIsTheOnlyOneAsked() {
        assertThat(send(true)).isEqualTo(new Submission.Accepted("alpha", "id-1"));
        assertThat(beta.handed()).isEmpty();
    }

    @Test
    void theNextProviderIsAskedWhenTheFirstCertainlyDoesNotHaveIt() {
        alpha.answers(new Submission.NotTaken("alpha", "not bound"));

        assertThat(send(true)).isEqualTo(new Submission.Accepted("beta", "id-1"));
    }

    @Test
    void aCodeOfWhichWeAreNotSureIsOfferedToNobodyElse() {
        alpha.answers(new Submission.Uncertain("alpha", "SILENT"));

        assertThat(send(true)).isEqualTo(new Submission.Uncertain("alpha", "SILENT"));
        assertThat(beta.handed()).isEmpty();
    }

    @Test
    void aNoticeOfWhichWeAreNotSureIsOfferedToTheNext() {
        alpha.answers(new Submission.Uncertain("alpha", "SILENT"));

        assertThat(send(false)).isEqualTo(new Submission.Accepted("beta", "id-1"));
    }

    @Test
    void whatIsRefusedForGoodIsOfferedToNobodyElse() {
        alpha.answers(new Submission.Refused("alpha", "status 0x0000000B"));

        assertThat(send(false)).isEqualTo(new Submission.Refused("alpha", "status 0x0000000B"));
        assertThat(beta.handed()).isEmpty();
    }

    @Test
    void whenNobodyTakesItTheLastWordIsKept() {
        alpha.answers(new Submission.NotTaken("alpha", "not bound"));
        beta.answers(new Submission.NotTaken("beta", "status 0x00000058"));

        assertThat(send(true)).isEqualTo(new Submission.NotTaken("beta", "status 0x00000058"));
    }

    @Test
    void theWayIsUpWhileOneProviderIs() {
        alpha.up(false);
        assertThat(routes.isUp()).isTrue();
        beta.up(false);
        assertThat(routes.isUp()).isFalse();
    }

    private Submission send(boolean once) {
        return routes.send(PHONE, TEXT, once, null);
    }
}
