package vn.mocua.portal.member;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import vn.mocua.portal.account.HeldData;

/** Which roles an organisation gave and until when, for the copy of its data. Whose they are is those people's own. */
@Component
@Order(50)
class HeldMembers implements HeldData {

    private final Members members;

    HeldMembers(Members members) {
        this.members = members;
    }

    @Override
    public String key() {
        return "members";
    }

    @Override
    public List<Map<String, String>> of(UUID account) {
        return members.of(account).stream().map(HeldMembers::row).toList();
    }

    private static Map<String, String> row(Member member) {
        var row = new LinkedHashMap<String, String>();
        row.put("role", member.role().name());
        row.put("invitedAt", member.invitedAt().toString());
        row.putAll(course(member));
        return row;
    }

    /** Since when and until when. */
    static Map<String, String> course(Member member) {
        var course = new LinkedHashMap<String, String>();
        if (member.joinedAt() != null) {
            course.put("joinedAt", member.joinedAt().toString());
        }
        if (member.endsOn() != null) {
            course.put("endsOn", member.endsOn().toString());
        }
        if (member.over() != null && member.overAt() != null) {
            course.put("over", member.over().name());
            course.put("overAt", member.overAt().toString());
        }
        return course;
    }
}
