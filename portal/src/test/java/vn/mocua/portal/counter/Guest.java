package vn.mocua.portal.counter;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import vn.mocua.portal.Citizen;
import vn.mocua.portal.Visitor;
import vn.mocua.portal.Visitor.Answer;
import vn.mocua.portal.Waiting;

/** Somebody from the town who reserves a visit. */
record Guest(Citizen citizen) {

    private static final Pattern CODE = Pattern.compile("\\b[C-Y2-9]{4}-[C-Y2-9]{4}\\b");

    /** From the first page to the choice of a day. */
    static Answer choosesPlace(Visitor visitor, String counter) {
        var start = visitor.open("/counters/reserve");
        var place = visitor.follow(visitor.submit(start, "/counters/reserve", Map.of()));
        return visitor.follow(visitor.submit(place, Map.of("counter", counter)));
    }

    static String firstSlot(Answer page) {
        return page.html().select("input[name=slot]").attr("value");
    }

    Answer fillsIn(Visitor visitor, Answer page, Map<String, String> otherwise) {
        var filledIn = new HashMap<>(Map.of(
                "nationalId", citizen.person().nationalId(),
                "fullName", citizen.person().fullName(),
                "phone", citizen.person().phone(),
                "slot", firstSlot(page),
                "captcha", citizen.solves(page),
                "consent", "on"));
        filledIn.putAll(otherwise);
        var answer = visitor.submit(page, page.path(), filledIn);
        return visitor.follow(
                answer.html().select("[id$=-doubt]").isEmpty()
                        ? answer
                        : visitor.submit(answer, page.path(), filledIn));
    }

    /** Ends at the page with the reservation code. */
    Answer reserves(Visitor visitor, String counter) {
        var newest = citizen.newestCode();
        var otp = fillsIn(visitor, choosesPlace(visitor, counter), Map.of());
        return visitor.follow(visitor.submit(otp, Map.of("otp", citizen.codeAfter(newest))));
    }

    static String codeOn(Answer reserved) {
        return reserved.html().select(".spoken").text();
    }

    /** The newest code of a reservation among the person's messages. */
    String codeInSms() {
        return Waiting.until(
                Duration.ofSeconds(30),
                () -> citizen.portal().sandbox().sms(citizen.person().phone()).stream()
                        .map(sms -> CODE.matcher(sms.text()))
                        .filter(Matcher::find)
                        .map(Matcher::group)
                        .findFirst());
    }

    void hears(String words) {
        Waiting.until(Duration.ofSeconds(30), () -> Optional.of(true).filter(yes -> citizen.smsSaying(words) > 0));
    }

    String lastFour() {
        var digits = citizen.person().phone().replaceAll("[^0-9]", "");
        return digits.substring(digits.length() - 4);
    }
}
