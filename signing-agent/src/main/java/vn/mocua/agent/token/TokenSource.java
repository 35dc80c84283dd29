package vn.mocua.agent.token;

import java.util.List;
import vn.mocua.agent.protocol.Answer;
import vn.mocua.agent.protocol.Fault;
import vn.mocua.agent.protocol.Nonce;
import vn.mocua.agent.protocol.Origin;

/** A driver and what is plugged in, the system's own store, or a file that plays a token. */
public interface TokenSource extends AutoCloseable {

    /** What is there, before any PIN. */
    Look look();

    /** Logs in with this PIN, once; signs; logs out. The caller wipes the PIN. */
    Answer sign(String handle, char[] pin, Origin origin, Nonce nonce);

    @Override
    default void close() {}

    /** What a look found. */
    sealed interface Look {

        record Tokens(List<Token> tokens) implements Look {
            public Tokens {
                tokens = List.copyOf(tokens);
            }
        }

        record Failed(Fault fault) implements Look {}
    }
}
