package vn.mocua.portal.selfservice;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import vn.mocua.portal.account.ActorNames;
import vn.mocua.portal.audit.Entry;
import vn.mocua.portal.page.Page;
import vn.mocua.portal.selfservice.AccountView.Activity;

/** What happened with an account, as its owner reads it. */
@Component
class ActivityWords {

    private final List<ActorNames> names;

    ActivityWords(ObjectProvider<ActorNames> names) {
        this.names = names.orderedStream().toList();
    }

    /**
     * @param here the address from which the owner is reading
     */
    Activity of(Entry entry, String here, Page page) {
        return new Activity(entry.at(), page.text("activity." + entry.action()), place(entry, here, page));
    }

    /** By whom and about whom, by what, on which device, from which network: as far as it was written down. */
    private String place(Entry entry, String here, Page page) {
        var by = entry.details().getOrDefault("by", "");
        var device =
                entry.details().getOrDefault("device", "").replace("/", ", ").replace('-', ' ');
        var method = entry.details().getOrDefault("method", "");
        var role = entry.details().getOrDefault("role", "");
        var network = entry.client() == null
                ? entry.actor().equals("system") ? page.text("activity.by-system") : ""
                : entry.client().equals(here)
                        ? page.text("activity.network.this")
                        : page.text("activity.network", entry.client());
        return Stream.of(
                        whose(entry, page),
                        whom(entry),
                        word("member.role." + role, page),
                        word("activity.by." + by, page),
                        word("evidence." + method, page),
                        device,
                        network)
                .filter(each -> !each.isEmpty())
                .collect(Collectors.joining(" · "));
    }

    /** Who did it for the owner; empty when it was the owner. */
    private String whose(Entry entry, Page page) {
        return names.stream()
                .flatMap(each -> each.nameOf(entry.subject(), entry.actor()).stream())
                .findFirst()
                .map(name -> page.text("activity.done-by", name))
                .orElse("");
    }

    private String whom(Entry entry) {
        return names.stream()
                .flatMap(each -> each.whom(entry).stream())
                .findFirst()
                .orElse("");
    }

    private static String word(String key, Page page) {
        return page.hasText(key) ? page.text(key) : "";
    }
}
