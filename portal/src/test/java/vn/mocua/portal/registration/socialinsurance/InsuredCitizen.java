package vn.mocua.portal.registration.socialinsurance;

import java.util.HashMap;
import java.util.Map;
import vn.mocua.portal.Citizen;
import vn.mocua.portal.RunningPortal;
import vn.mocua.portal.Visitor;
import vn.mocua.portal.Visitor.Answer;
import vn.mocua.sandbox.town.Fate;

/** Somebody from the town who registers with a social insurance number. */
public record InsuredCitizen(RunningPortal portal, Citizen citizen) {

    /** An ordinary person whom no other test knows. */
    public static InsuredCitizen fresh(RunningPortal portal) {
        return new InsuredCitizen(portal, Citizen.fresh(portal));
    }

    public static InsuredCitizen whoseFateIs(Fate fate, RunningPortal portal) {
        return new InsuredCitizen(portal, Citizen.whoseFateIs(fate, portal));
    }

    public String number() {
        return portal.sandbox().socialInsuranceNumber(citizen.person());
    }

    public Answer beginsAt(Visitor visitor) {
        var chooser = visitor.open("/register");
        return visitor.follow(
                visitor.submit(chooser, "/register", Map.of("kind", "citizen", "method", "social-insurance")));
    }

    public Answer sendsDetails(Visitor visitor, Answer page, Map<String, String> otherwise) {
        var all = new HashMap<>(Map.of("socialInsuranceNumber", number()));
        all.putAll(otherwise);
        return citizen.sendsDetails(visitor, page, all);
    }

    /** From the chooser to whatever follows the form. */
    public Answer fillsInDetails(Visitor visitor, Map<String, String> otherwise) {
        return visitor.follow(sendsDetails(visitor, beginsAt(visitor), otherwise));
    }

    public Answer fillsInDetails(Visitor visitor) {
        return fillsInDetails(visitor, Map.of());
    }

    public Answer arrivesAtPassword(Visitor visitor, Map<String, String> otherwise) {
        var newest = citizen.newestCode();
        var otp = fillsInDetails(visitor, otherwise);
        return otp.path().endsWith("/otp")
                ? visitor.follow(visitor.submit(otp, Map.of("otp", citizen.codeAfter(newest))))
                : otp;
    }

    /** To the end, or to wherever it does not go on. */
    public Answer registers(Visitor visitor, Map<String, String> otherwise) {
        var password = arrivesAtPassword(visitor, otherwise);
        return password.path().endsWith("/password")
                ? visitor.follow(visitor.submit(password, citizen.passwords()))
                : password;
    }
}
