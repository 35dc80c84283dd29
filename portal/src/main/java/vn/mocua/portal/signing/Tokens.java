package vn.mocua.portal.signing;

import java.nio.charset.StandardCharsets;
import org.springframework.stereotype.Component;
import vn.mocua.portal.abuse.Limits;
import vn.mocua.portal.signing.SignedAnswers.Answer;

/** What {@link UseToken} works with, whichever journey it stands in. */
@Component
public class Tokens {

    /** Each challenge is a row and, once answered, a question to an authority. */
    static final String LIMIT = "signing-challenges-per-network";

    /** The outside system that says whether a certificate is still good. */
    static final String STATUS = "certificate-status";

    private final Challenges challenges;
    private final SignedAnswers answers;
    private final AgentPackages packages;
    private final Limits limits;
    private final Origin origin;

    Tokens(Challenges challenges, SignedAnswers answers, AgentPackages packages, Limits limits, Origin origin) {
        this.challenges = challenges;
        this.answers = answers;
        this.packages = packages;
        this.limits = limits;
        this.origin = origin;
    }

    Challenges challenges() {
        return challenges;
    }

    AgentPackages packages() {
        return packages;
    }

    Limits limits() {
        return limits;
    }

    String origin() {
        return origin.value();
    }

    /** A token is JSON and begins so, behind an editor's mark perhaps; whatever else comes is a CMS signature or nothing. */
    Answer judge(byte[] answer, Asked asked) {
        var text = new String(answer, StandardCharsets.UTF_8)
                .replaceFirst("^\ufeff", "")
                .strip();
        return text.startsWith("{") ? answers.token(text, asked) : answers.cms(answer, asked);
    }
}
