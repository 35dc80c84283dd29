package vn.mocua.portal.agency;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import vn.mocua.portal.account.Account;
import vn.mocua.portal.command.Command;
import vn.mocua.portal.identity.Subject.Agency;

/** Tells which agencies wait. */
public final class ListAgencies implements Command {

    private static final DateTimeFormatter SINCE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm").withZone(ZoneId.of("Asia/Ho_Chi_Minh"));

    @Override
    public String name() {
        return "agency list";
    }

    @Override
    public String usage() {
        return "agency list  tells which agencies registered by signature and wait to be approved, the first first";
    }

    @Override
    public int run(Ground portal, List<String> arguments) {
        if (!arguments.isEmpty()) {
            throw new Misuse("not understood: " + String.join(" ", arguments));
        }
        // Names are Vietnamese, whatever the terminal thinks it is.
        var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        var waiting = portal.bean(Agencies.class).waiting();
        waiting.forEach(account -> out.println(line(account)));
        if (waiting.isEmpty()) {
            out.println("no agency waits");
        }
        return 0;
    }

    /** A state body's code and name are public. */
    private static String line(Account account) {
        var agency = (Agency) account.subject();
        return String.join(
                "  ",
                account.id().toString(),
                SINCE.format(account.openedAt()),
                agency.agencyCode().value(),
                agency.name().value(),
                account.evidence().stream()
                        .findFirst()
                        .map(each -> each.answers().getOrDefault("authority", ""))
                        .orElse("certificate no longer good"));
    }
}
