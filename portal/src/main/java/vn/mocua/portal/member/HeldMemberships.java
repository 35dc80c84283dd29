package vn.mocua.portal.member;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;
import vn.mocua.portal.account.HeldData;

/** For which organisations a person acts or did. Who acts for an organisation is those people's own. */
@Component
class HeldMemberships implements HeldData {

    private final Members members;
    private final MemberViews views;

    HeldMemberships(Members members, MemberViews views) {
        this.members = members;
        this.views = views;
    }

    @Override
    public String key() {
        return "memberships";
    }

    @Override
    public List<Map<String, String>> of(UUID account) {
        return members.joinedBy(account).stream()
                .map(member -> row(member, views.company(member)))
                .toList();
    }

    private static Map<String, String> row(Member member, CompanyView company) {
        var row = new LinkedHashMap<String, String>();
        row.put("organisation", company.name());
        row.put("code", company.code());
        row.put("role", member.role().name());
        row.putAll(HeldMembers.course(member));
        return row;
    }
}
