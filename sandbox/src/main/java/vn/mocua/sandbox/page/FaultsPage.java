package vn.mocua.sandbox.page;

import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import vn.mocua.sandbox.fault.Fault;
import vn.mocua.sandbox.fault.Faults;
import vn.mocua.sandbox.fault.Outside;

/** Every system outside, whether it is well, and what can befall it. */
final class FaultsPage {

    private final Frame frame;
    private final Faults faults;
    private final Clock clock;

    FaultsPage(Frame frame, Faults faults, Clock clock) {
        this.frame = frame;
        this.faults = faults;
        this.clock = clock;
    }

    String show(Words words, int seconds) {
        var on = faults.all();
        return frame.around(words, words.of("faults.title"), "/faults", main -> {
            main.raw("<h1>")
                    .text(words.of("faults.title"))
                    .raw("</h1><p class=\"lead\">")
                    .text(words.of("faults.about"))
                    .raw("</p><form method=\"post\" action=\"/faults\"><p class=\"row\"><label for=\"seconds\">")
                    .text(words.of("faults.seconds"))
                    .raw("</label><select id=\"seconds\" name=\"seconds\">");
            for (int choice : new int[] {10, 30, 60, 300}) {
                main.raw("<option value=\"" + choice + "\"" + (choice == seconds ? " selected" : "") + ">")
                        .text(choice < 60 ? words.of("faults.second", choice) : words.of("faults.minute", choice / 60))
                        .raw("</option>");
            }
            main.raw("</select></p><ul class=\"systems\">");
            for (var system : Outside.values()) {
                system(main, words, system, on.get(system));
            }
            main.raw("</ul></form>");
        });
    }

    private void system(Html main, Words words, Outside system, Faults.@Nullable On on) {
        var key = system.key();
        main.raw("<li class=\"system" + (on == null ? "" : " broken") + "\" id=\"" + key + "\"><div><h2>")
                .text(words.of("outside." + key))
                .raw("</h2><p class=\"muted\">")
                .text(words.of("outside." + key + ".about"))
                .raw("</p></div><div class=\"state\"><p class=\"lamp\">");
        if (on == null) {
            main.text(words.of("faults.well")).raw("</p>");
        } else {
            long left = Duration.between(clock.instant(), on.until()).toSeconds() + 1;
            main.raw("<b>")
                    .text(words.of("fault." + on.fault().key()))
                    .raw("</b> · <span data-left=\"" + left + "\" data-words=\"")
                    .text(words.of("faults.left"))
                    .raw("\">")
                    .text(words.of("faults.left", left))
                    .raw("</span></p><button name=\"order\" value=\"" + key + ":none\" class=\"button\">")
                    .text(words.of("faults.end"))
                    .raw("</button>");
        }
        main.raw("</div><div class=\"kinds\">");
        for (var fault : Fault.values()) {
            if (fault != Fault.NONE && fault.befalls(system)) {
                main.raw("<button name=\"order\" value=\"" + key + ":" + fault.key() + "\" class=\"kind\"")
                        .raw(" aria-pressed=\"" + (on != null && on.fault() == fault) + "\"><b>")
                        .text(words.of("fault." + fault.key()))
                        .raw("</b><span>")
                        .text(words.of("fault." + fault.key() + ".about"))
                        .raw("</span></button>");
            }
        }
        main.raw("</div></li>");
    }
}
