package vn.mocua.sandbox.control;

import java.util.LinkedHashMap;
import java.util.Map;
import vn.mocua.sandbox.mss.Prompts;
import vn.mocua.sandbox.mss.Sims;
import vn.mocua.sandbox.mss.Trouble;
import vn.mocua.sandbox.town.Business;
import vn.mocua.sandbox.town.Telephone;
import vn.mocua.sandbox.web.Reply;
import vn.mocua.sandbox.web.Request;
import vn.mocua.sandbox.web.Unacceptable;

/** What tests may ask of a SIM and have its owner do: {@code /api/sim/{phone}}. */
final class SimOrders {

    private final Sims sims;
    private final Prompts prompts;

    SimOrders(Sims sims, Prompts prompts) {
        this.sims = sims;
        this.prompts = prompts;
    }

    Reply answer(Request request, Telephone phone) {
        return switch (request.method()) {
            case "GET" -> Reply.json(screen(phone));
            case "POST" -> order(request, phone);
            default -> throw new Unacceptable(405, "only GET and POST are answered here");
        };
    }

    private Map<String, Object> screen(Telephone phone) {
        var screen = prompts.screen(phone).orElseThrow(SimOrders::noPrompt);
        var json = new LinkedHashMap<String, Object>();
        json.put("id", screen.id());
        json.put("text", screen.text());
        json.put("verificationCode", screen.code());
        json.put("triesLeft", screen.triesLeft());
        json.put("expiresAt", screen.expires().toString());
        return json;
    }

    private Reply order(Request request, Telephone phone) {
        var json = request.json();
        if (json.size() != 1) {
            throw new Unacceptable(400, "one of pin, cancel, fate and unblock is wanted");
        }
        if (json.path("pin").isString()) {
            return switch (prompts.type(phone, null, json.path("pin").asString())) {
                case NO_PROMPT -> throw noPrompt();
                case SIGNED -> Reply.json(Map.of("result", "signed"));
                case WRONG ->
                    Reply.json(
                            422,
                            Map.of(
                                    "result",
                                    "wrong-pin",
                                    "triesLeft",
                                    prompts.screen(phone)
                                            .map(Prompts.Screen::triesLeft)
                                            .orElse(0)));
                case BLOCKED -> Reply.json(422, Map.of("result", "blocked", "triesLeft", 0));
            };
        }
        if (json.path("cancel").isBoolean() && json.path("cancel").asBoolean()) {
            if (!prompts.cancel(phone, null)) {
                throw noPrompt();
            }
            return Reply.json(Map.of("result", "cancelled"));
        }
        if (json.path("unblock").isBoolean() && json.path("unblock").asBoolean()) {
            prompts.unblock(phone);
            return Reply.json(Map.of("result", "unblocked"));
        }
        if (json.path("fate").isString()) {
            var trouble = Trouble.of(json.path("fate").asString())
                    .orElseThrow(() -> new Unacceptable(400, "no SIM has that fate"));
            if (!prompts.order(phone, trouble)) {
                throw new Unacceptable(404, "nobody has that number");
            }
            return Reply.json(Map.of("result", trouble.key()));
        }
        throw new Unacceptable(400, "one of pin, cancel, fate and unblock is wanted");
    }

    private static Unacceptable noPrompt() {
        return new Unacceptable(404, "no prompt waits on that phone");
    }

    /** What is told of a company's SIM. */
    Map<String, String> of(Business business) {
        var json = new LinkedHashMap<String, String>();
        sims.phoneOf(business).ifPresent(phone -> {
            json.put("simPhone", phone.national());
            json.put("simPin", business.simPin());
        });
        return json;
    }
}
