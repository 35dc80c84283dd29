package vn.mocua.sandbox.mss;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import vn.mocua.sandbox.Waits;
import vn.mocua.sandbox.mss.Prompts.Asked;
import vn.mocua.sandbox.mss.Prompts.Typed;

/** Prompts as such, whatever wire they came by. */
class PromptsTest {

    private static final Hash HASH = Hash.over("test".getBytes(UTF_8));

    @Test
    void tenThousandOpenPromptsCostNoThreadAndLittleMemory() throws Exception {
        try (var town = new SimTown()) {
            var people = town.cast.make(12_000).stream()
                    .map(SimTown::phone)
                    .flatMap(phone -> town.sims.find(phone).stream())
                    .limit(10_000)
                    .toList();
            assertThat(people).hasSize(10_000);
            long before = used();
            int threads = Thread.activeCount();
            var open = new ArrayList<Prompt>();
            for (var sim : people) {
                assertThat(town.prompts.ask(sim, HASH, "Mo Cua", Duration.ofSeconds(120)))
                        .isInstanceOfSatisfying(Asked.Started.class, started -> open.add(started.prompt()));
            }
            assertThat(town.prompts.open()).isEqualTo(10_000);
            assertThat(Thread.activeCount()).isLessThanOrEqualTo(threads + 1);
            assertThat(used() - before).isLessThan(30L * 1024 * 1024);

            var last = open.getLast();
            assertThat(town.prompts.type(last.sim().phone(), null, last.sim().pin()))
                    .isEqualTo(Typed.SIGNED);
            town.clock.move(Duration.ofSeconds(121));
            Waits.until(() -> town.prompts.open() == 0);
            assertThat(town.prompts.state(open.getFirst())).isEqualTo(Prompt.State.TIMED_OUT);
            town.clock.move(Duration.ofMinutes(11));
            Waits.until(() -> town.prompts.find(last.id()).isEmpty());
        }
    }

    private static long used() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    @Test
    void aRightPinForgivesTheWrongOnesAndAPromptThatWasSeenIsTheOneThatIsAnswered() throws Exception {
        try (var town = new SimTown()) {
            var an = town.person("an");
            var phone = SimTown.phone(an);
            var sim = town.sims.find(phone).orElseThrow();
            for (int round = 0; round < 2; round++) {
                var asked = town.prompts.ask(sim, HASH, "", Duration.ofSeconds(60));
                assertThat(asked).isInstanceOf(Asked.Started.class);
                assertThat(town.prompts.type(phone, "another", an.simPin())).isEqualTo(Typed.NO_PROMPT);
                assertThat(town.prompts.cancel(phone, "another")).isFalse();
                assertThat(town.prompts.type(phone, null, "")).isEqualTo(Typed.WRONG);
                assertThat(town.prompts.type(phone, null, "x")).isEqualTo(Typed.WRONG);
                assertThat(town.confirms(an)).isEqualTo(Typed.SIGNED);
            }
            assertThat(town.confirms(an)).isEqualTo(Typed.NO_PROMPT);
        }
    }

    @Test
    void whoWaitsIsWokenByTheAnswer() throws Exception {
        try (var town = new SimTown()) {
            var an = town.person("an");
            var sim = town.sims.find(SimTown.phone(an)).orElseThrow();
            if (town.prompts.ask(sim, HASH, "", Duration.ofSeconds(60)) instanceof Asked.Started(var prompt)) {
                Thread.ofVirtual().start(() -> town.confirms(an));
                assertThat(town.prompts.await(prompt, Duration.ofSeconds(30))).isEqualTo(Prompt.State.SIGNED);
                assertThat(town.prompts.await(prompt, Duration.ofSeconds(30))).isEqualTo(Prompt.State.SIGNED);
            }
        }
    }

    @Test
    void eachNetworkHasItsOwnNumbers() throws Exception {
        try (var town = new SimTown()) {
            assertThat(Network.of(SimTown.phone(town.person("an")))).contains(Network.VINA);
            assertThat(Network.of(SimTown.phone(town.person("binh")))).contains(Network.MOBI);
            assertThat(Network.of(SimTown.phone(town.person("giang")))).contains(Network.VIETTEL);
            assertThat(Network.of(SimTown.phone(town.person("thin")))).contains(Network.KHAC);
            var signing = town.cast.people().stream()
                    .filter(person -> town.sims.find(SimTown.phone(person)).isPresent())
                    .count();
            assertThat(signing).isEqualTo(town.cast.people().size());
            assertThat(town.businesses)
                    .allSatisfy(
                            business -> assertThat(town.sims.phoneOf(business)).isPresent());
            assertThat(town.businesses.stream()
                            .map(business ->
                                    Network.of(town.sims.phoneOf(business).orElseThrow())))
                    .doesNotHaveDuplicates();
        }
    }
}
