package vn.mocua.portal.journey;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a page shows in its fields, and what it says of them. */
record Answers(
        Map<String, String> typed,
        List<Problem> problems,
        List<Problem> doubts,
        @Nullable Instant notBefore,
        @Nullable Solved captcha) {

    /** A captcha that was solved and not yet looked at. */
    record Solved(String token, String answer) {}

    static Answers typed(Map<String, String> typed) {
        return new Answers(typed, List.of(), List.of(), null, null);
    }

    static Answers kept(Draft<?> draft, Step<?, ?> step) {
        var notice = draft.kept().notice();
        var answers = typed(draft.kept().typed().getOrDefault(step.key(), Map.of()));
        return notice != null && notice.step().equals(step.key())
                ? answers.saying(List.of(notice.problem())).notBefore(notice.notBefore())
                : answers;
    }

    Answers saying(List<Problem> more) {
        return new Answers(typed, more, doubts, notBefore, captcha);
    }

    /** The captcha was not looked at, since other answers are to be mended first: it stays as it was solved. */
    Answers sayingUnlessHuman(Turn<?> turn, List<Problem> more) {
        var solved =
                turn.sent("captcha").isBlank() ? null : new Solved(turn.sent("captchaToken"), turn.sent("captcha"));
        return new Answers(typed, more, doubts, notBefore, solved);
    }

    Answers doubting(List<Problem> what) {
        return new Answers(typed, problems, what, notBefore, captcha);
    }

    Answers notBefore(@Nullable Instant when) {
        return new Answers(typed, problems, doubts, when, captcha);
    }
}
