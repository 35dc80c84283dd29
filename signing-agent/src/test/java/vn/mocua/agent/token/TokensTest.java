package vn.mocua.agent.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vn.mocua.agent.Holder;
import vn.mocua.agent.protocol.Answer;
import vn.mocua.agent.protocol.Fault;
import vn.mocua.agent.protocol.Nonce;
import vn.mocua.agent.protocol.Origin;
import vn.mocua.agent.protocol.PinState;

/** Several drivers and tokens at once, as an accountant has them who signs for many companies. */
class TokensTest {

    @ParameterizedTest
    @CsvSource({"LOCKED,OK,OK", "OK,LOCKED,OK", "FINAL,LOW,LOW", "LOCKED,LOCKED,LOCKED"})
    void theStatusIsThatOfTheBestToken(PinState one, PinState other, PinState told) {
        var tokens =
                tokens(Map.of("/one.so", new Plugged(token(one, true)), "/other.so", new Plugged(token(other, true))));

        assertThat(tokens.status()).isEqualTo(new Status(true, Status.Presence.PRESENT, told));
    }

    @Test
    void aTokenThatIsLockedIsOfferedLastAndOneWithoutAnythingOnItCountsForNothing() {
        var tokens = tokens(Map.of(
                "/one.so",
                new Plugged(token(PinState.LOCKED, true)),
                "/other.so",
                new Plugged(token(PinState.LOW, true))));
        assertThat(tokens.choices())
                .asInstanceOf(type(Tokens.Choices.Some.class))
                .satisfies(some -> assertThat(some.choices())
                        .extracting(choice -> choice.token().pin())
                        .containsExactly(PinState.LOW, PinState.LOCKED));

        tokens = tokens(Map.of(
                "/one.so",
                new Plugged(token(PinState.LOCKED, true)),
                "/other.so",
                new Plugged(token(PinState.OK, false))));
        assertThat(tokens.status()).isEqualTo(new Status(true, Status.Presence.PRESENT, PinState.LOCKED));
        assertThat(tokens.choices()).isEqualTo(new Tokens.Choices.None(Fault.wrongPin(PinState.LOCKED)));
    }

    /** The page would take "no driver" for true and tell the person to install one. */
    @Test
    void whileADriverStartsUpNobodyIsToldThatThereIsNone() throws Exception {
        var started = new CountDownLatch(1);
        var slow = new Plugged(token(PinState.OK, true)) {
            @Override
            public Look look() {
                try {
                    assertThat(started.await(20, TimeUnit.SECONDS)).isTrue();
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
                return super.look();
            }
        };
        var tokens = tokens(Map.of("/slow.so", slow));
        var first = CompletableFuture.supplyAsync(tokens::status);
        var second = CompletableFuture.supplyAsync(tokens::status);
        Thread.sleep(300);
        assertThat(first).isNotDone();
        assertThat(second).isNotDone();

        started.countDown();

        var plugged = new Status(true, Status.Presence.PRESENT, PinState.OK);
        assertThat(first.get(20, TimeUnit.SECONDS)).isEqualTo(plugged);
        assertThat(second.get(20, TimeUnit.SECONDS)).isEqualTo(plugged);
    }

    private static Tokens tokens(Map<String, TokenSource> drivers) {
        return new Tokens(
                new Tokens.Drivers(
                        null,
                        drivers.keySet().stream().sorted().map(Path::of).toList(),
                        null,
                        library -> List.of("false")),
                Clock.systemUTC(),
                library -> drivers.getOrDefault(library, new Plugged()));
    }

    private static Token token(PinState pin, boolean initialised) {
        var certificate = Holder.withCurve("Công ty", "secp256r1").certificate();
        return new Token(
                "USB",
                initialised,
                pin,
                Token.PinEntry.TYPED,
                initialised ? List.of(new Held("" + System.identityHashCode(certificate), certificate)) : List.of());
    }

    private static class Plugged implements TokenSource {

        private final List<Token> tokens;

        Plugged(Token... tokens) {
            this.tokens = List.of(tokens);
        }

        @Override
        public Look look() {
            return new Look.Tokens(tokens);
        }

        @Override
        public Answer sign(String handle, char[] pin, Origin origin, Nonce nonce) {
            throw new AssertionError();
        }
    }
}
