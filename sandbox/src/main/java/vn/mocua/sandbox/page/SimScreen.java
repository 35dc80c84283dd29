package vn.mocua.sandbox.page;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.mocua.sandbox.mss.Prompts;
import vn.mocua.sandbox.mss.Sims;
import vn.mocua.sandbox.town.Business;
import vn.mocua.sandbox.town.Telephone;
import vn.mocua.sandbox.web.Unacceptable;

/** The SIM's part of a drawn phone: its prompt, which takes over the screen, and what became of the last one. */
public final class SimScreen {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneId.of("Asia/Ho_Chi_Minh"));

    /** How long a phone goes on telling what was last. */
    private static final Duration TOLD = Duration.ofMinutes(5);

    private static final String[] KEYS = {"1", "2", "3", "4", "5", "6", "7", "8", "9", "0", "back"};

    private final Sims sims;
    private final Prompts prompts;
    private final Clock clock;

    public SimScreen(Sims sims, Prompts prompts, Clock clock) {
        this.sims = sims;
        this.prompts = prompts;
        this.clock = clock;
    }

    boolean isAsking(Telephone phone) {
        return prompts.screen(phone).isPresent();
    }

    /** Changes whenever the SIM shows something else; empty when it never did. */
    String version(Telephone phone) {
        var unused = prompts.screen(phone); // time may have ended one
        long version = prompts.version(phone);
        return version == 0 ? "" : "-" + version;
    }

    Optional<Business> company(Telephone phone) {
        return sims.company(phone);
    }

    /** What one needs in order to sign with a number; nothing when its SIM cannot. */
    Map<String, @Nullable String> fields(Telephone phone) {
        var fields = new LinkedHashMap<String, @Nullable String>();
        sims.pin(phone).ifPresent(pin -> fields.put("simPin", pin));
        return fields;
    }

    Map<String, @Nullable String> fields(Business business) {
        var fields = new LinkedHashMap<String, @Nullable String>();
        sims.phoneOf(business).ifPresent(phone -> {
            fields.put("simPhone", phone.national());
            fields.put("simPin", business.simPin());
        });
        return fields;
    }

    /** Does what somebody pressed; the phone is shown again afterwards. */
    Telephone order(Map<String, String> form) {
        var phone = Telephone.of(form.getOrDefault("phone", ""))
                .orElseThrow(() -> new Unacceptable(400, "that is no Vietnamese mobile number"));
        var prompt = form.getOrDefault("prompt", "");
        switch (form.getOrDefault("decision", "")) {
            case "confirm" -> {
                var unused =
                        prompts.type(phone, prompt, form.getOrDefault("pin", "").strip());
            }
            case "cancel" -> {
                var unused = prompts.cancel(phone, prompt);
            }
            case "unblock" -> prompts.unblock(phone);
            default -> throw new Unacceptable(400, "confirm, cancel or unblock is wanted");
        }
        return phone;
    }

    /** The prompt, over everything else; an empty place for it when there is none. */
    void write(Html main, Words words, Telephone phone) {
        main.raw("<div class=\"takeover\" data-live=\"prompt\" role=\"status\">");
        prompts.screen(phone).ifPresent(screen -> prompt(main, words, phone, screen));
        main.raw("</div>");
    }

    private void prompt(Html main, Words words, Telephone phone, Prompts.Screen screen) {
        boolean wrong = screen.triesLeft() < Prompts.TRIES;
        long left =
                Math.max(0, Duration.between(clock.instant(), screen.expires()).toSeconds());
        main.raw("<form class=\"prompt\" method=\"post\" action=\"/sim\" autocomplete=\"off\" data-number=\""
                        + screen.id() + "-" + screen.triesLeft() + "\"><p class=\"prompt-head\"><b>")
                .text(words.of("sim.title"))
                .raw("</b><span data-until=\"" + left + "\" data-words=\"")
                .text(words.of("faults.left"))
                .raw("\">")
                .text(words.of("faults.left", left))
                .raw("</span></p><p class=\"prompt-text\">")
                .text(screen.text().isBlank() ? words.of("sim.notext") : screen.text())
                .raw("</p><p class=\"prompt-code\"><span>")
                .text(words.of("sim.code"))
                .raw("</span><b class=\"value\">")
                .text(screen.code())
                .raw("</b></p><p class=\"prompt-hint\" id=\"compare\">")
                .text(words.of("sim.compare"))
                .raw("</p><input type=\"hidden\" name=\"phone\" value=\"")
                .text(phone.national())
                .raw("\"><input type=\"hidden\" name=\"prompt\" value=\"")
                .text(screen.id())
                .raw("\"><div class=\"pin\"><label for=\"pin\">")
                .text(words.of("sim.pin"))
                .raw("</label><input id=\"pin\" name=\"pin\" type=\"password\" inputmode=\"numeric\""
                        + " autocomplete=\"off\" maxlength=\"8\" required aria-describedby=\""
                        + (wrong ? "pin-error " : "") + "compare\" aria-invalid=\"" + wrong + "\"></div>");
        if (wrong) {
            main.raw("<p class=\"prompt-error\" id=\"pin-error\">")
                    .text(words.of("sim.wrong", screen.triesLeft()))
                    .raw("</p>");
        }
        main.raw("<div class=\"pad\" hidden>");
        for (var key : KEYS) {
            boolean back = key.equals("back");
            main.raw("<button type=\"button\" data-key=\"" + key + "\"" + (back ? " aria-label=\"" : ""));
            if (back) {
                main.text(words.of("sim.back")).raw("\"");
            }
            main.raw(">" + (back ? "⌫" : key) + "</button>");
        }
        main.raw("</div><div class=\"prompt-foot\"><button class=\"confirm\" name=\"decision\" value=\"confirm\">")
                .text(words.of("sim.confirm"))
                .raw("</button><button class=\"cancel\" name=\"decision\" value=\"cancel\" formnovalidate>")
                .text(words.of("sim.cancel"))
                .raw("</button></div>");
        sims.pin(phone)
                .ifPresent(pin -> main.raw("<p class=\"prompt-pin\">")
                        .text(words.of("sim.own", pin))
                        .raw("</p>"));
        main.raw("</form>");
    }

    /** What became of the last prompt, and whether the PIN is blocked, among the messages. */
    void notes(Html main, Words words, Telephone phone) {
        prompts.last(phone)
                .filter(last -> last.at().isAfter(clock.instant().minus(TOLD)))
                .ifPresent(last -> note(main, words, last.kind(), last.text(), last.at()));
        if (prompts.isBlocked(phone) && sims.pin(phone).isPresent()) {
            main.raw("<form class=\"note blocked\" method=\"post\" action=\"/sim\" data-number=\"blocked\"><p>")
                    .text(words.of("sim.blocked"))
                    .raw("</p><input type=\"hidden\" name=\"phone\" value=\"")
                    .text(phone.national())
                    .raw("\"><button name=\"decision\" value=\"unblock\">")
                    .text(words.of("sim.unblock"))
                    .raw("</button></form>");
        }
    }

    private static void note(Html main, Words words, Prompts.Last.Kind kind, String text, Instant at) {
        var name = kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
        main.raw("<p class=\"note sim-" + name + "\" data-number=\"sim-" + at.toEpochMilli() + "\">")
                .text(kind == Prompts.Last.Kind.RECEIPT ? text : words.of("sim.last." + name))
                .raw(" · <time>")
                .text(TIME.format(at))
                .raw("</time></p>");
    }
}
