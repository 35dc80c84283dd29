package vn.mocua.portal.registration.vietnampost;

import org.junit.jupiter.api.Tag;
import vn.mocua.portal.Citizen;
import vn.mocua.portal.Provider;
import vn.mocua.portal.SignInElsewhereContract;
import vn.mocua.portal.Visitor.Answer;
import vn.mocua.sandbox.fault.Outside;

/** Threat T19 at PostID: whatever goes wrong there, nobody is vouched for by it, and the other methods are offered. */
@Tag("slow")
class PostIdIsNotBelievedBlindlyTest extends SignInElsewhereContract {

    PostIdIsNotBelievedBlindlyTest() {
        super("vietnam-post", "postid", Outside.POST, "PostID của Bưu điện Việt Nam chưa trả lời");
    }

    @Override
    protected String signsIn(Answer leaving, Citizen who) {
        var account = portal.sandbox().postId(who.person()).orElseThrow();
        return Provider.reachedBy(leaving).signsIn(account.username(), account.password());
    }
}
