package vn.mocua.portal;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import vn.mocua.portal.Visitor.Answer;

/**
 * One more node of the shared portal, whose statements are counted: each is a journey to the database and back, and most of
 * what a page costs.
 */
final class CountedNode implements AutoCloseable {

    private static final class Seen extends WatchedDatabase {

        private final List<String> statements = new CopyOnWriteArrayList<>();

        @Override
        @Nullable
        Object asked(Connection connection, String what, Callable<@Nullable Object> answer) throws Exception {
            statements.add(what.strip().replaceAll("\\s+", " "));
            return answer.call();
        }
    }

    private final RunningPortal portal = RunningPortal.shared();
    private final Seen seen = new Seen();
    private final RunningPortal.Node node =
            portal.anotherNode(Map.of(), context -> context.getBeanFactory().addBeanPostProcessor(seen));

    Visitor visitor() {
        return portal.visitor().ledTo(node.url());
    }

    Visitor visitorFromElsewhere() {
        return portal.visitorFromElsewhere().ledTo(node.url());
    }

    /** @param leadsTo the page that is shown, or to which the browser is sent */
    Answer asksAtMost(int most, String leadsTo, Supplier<Answer> deed) {
        seen.statements.clear();
        var answer = deed.get();
        var asked = List.copyOf(seen.statements);
        assertThat(answer.location().isEmpty() ? answer.path() : answer.location())
                .isEqualTo(leadsTo);
        assertThat(asked).as(String.join("\n", asked)).hasSizeLessThanOrEqualTo(most);
        return answer;
    }

    @Override
    public void close() {
        node.close();
    }
}
