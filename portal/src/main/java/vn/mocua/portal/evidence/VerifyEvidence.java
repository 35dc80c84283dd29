package vn.mocua.portal.evidence;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.mocua.portal.command.Command;

/** Looks at kept proofs of signatures again, without asking anybody outside. */
public final class VerifyEvidence implements Command {

    @Override
    public String name() {
        return "evidence verify";
    }

    @Override
    public String usage() {
        return "evidence verify [--all] [--at YYYY-MM-DD] [PROOF]...  says of each proof, or of all, whether it still"
                + " proves what it did, now or at a day to come";
    }

    @Override
    public int run(Ground portal, List<String> arguments) throws IOException {
        var ids = new ArrayList<UUID>();
        var all = false;
        Instant at = null;
        var words = arguments.iterator();
        while (words.hasNext()) {
            switch (words.next()) {
                case "--all" -> all = true;
                case "--at" -> at = day(words.hasNext() ? words.next() : "");
                case String word -> ids.add(id(word));
            }
        }
        if (all == !ids.isEmpty()) {
            throw new Misuse("either --all or the ids of proofs");
        }
        var archivist = portal.bean(Archivist.class);
        if (!archivist.canReview()) {
            System.out.println("mocua.evidence.worker and mocua.signing.trust are needed");
            return 2;
        }
        return look(archivist, all ? archivist.all() : ids, at);
    }

    private static int look(Archivist archivist, List<UUID> ids, @Nullable Instant at) throws IOException {
        try {
            var found = archivist.review(ids, at);
            found.forEach(each -> System.out.println(line(each)));
            var sound = found.stream()
                    .filter(each -> each.reviewed().outcome().equals("SOUND"))
                    .count();
            System.out.println(sound + " of " + found.size() + " sound");
            return sound == found.size() ? 0 : 1;
        } catch (Worker.Unable | IllegalArgumentException e) {
            System.out.println(e.getMessage());
            return 2;
        }
    }

    private static String line(Archivist.Found found) {
        var reviewed = found.reviewed();
        var since = reviewed.sealedAt() == null ? "" : " sealed " + reviewed.sealedAt();
        return found.proof() + " " + reviewed.outcome() + since;
    }

    private static Instant day(String value) {
        try {
            return LocalDate.parse(value).atStartOfDay().toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            throw new Misuse("--at takes a day, such as 2031-11-26");
        }
    }

    private static UUID id(String word) {
        try {
            return UUID.fromString(word);
        } catch (IllegalArgumentException e) {
            throw new Misuse("not understood: " + word);
        }
    }
}
