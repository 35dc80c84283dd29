package vn.mocua.portal.password;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import me.gosimple.nbvcxz.Nbvcxz;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.password.CompromisedPasswordChecker;
import org.springframework.security.authentication.password.CompromisedPasswordDecision;

/**
 * The passwords that everybody thinks of: the 100,000 commonest of the world, which stand in nbvcxz's jar, and our own
 * list for Viet Nam. A password is common when what is left of it after {@linkplain Folding folding} is.
 */
public final class CommonPasswords implements CompromisedPasswordChecker {

    private final Lazy<WordSet> words = new Lazy<>(CommonPasswords::read);

    CommonPasswords() {}

    public boolean contain(Password password) {
        return contain(password.text());
    }

    @Override
    public CompromisedPasswordDecision check(@Nullable String password) {
        return new CompromisedPasswordDecision(
                password != null && password.length() <= 8 * Password.MOST && contain(password));
    }

    void readAhead() {
        words.readAhead();
    }

    /** Our own list, the commonest first: small letters and digits without marks. */
    static List<String> vietnamese() throws IOException {
        try (var lines = lines(CommonPasswords.class.getResourceAsStream("vietnamese.txt"))) {
            return lines.lines().filter(line -> !line.startsWith("#")).toList();
        }
    }

    /** The world's list as it stands in the jar, the commonest first. */
    static List<String> world() throws IOException {
        try (var lines = lines(Nbvcxz.class.getResourceAsStream("/dictionaries/passwords.txt"))) {
            return lines.lines().toList();
        }
    }

    private boolean contain(String password) {
        var known = words.get();
        return Folding.candidates(password).stream().anyMatch(known::contains);
    }

    private static WordSet read() throws IOException {
        return WordSet.of(Stream.concat(world().stream().map(Folding::plain), vietnamese().stream()));
    }

    private static BufferedReader lines(@Nullable InputStream in) {
        return new BufferedReader(
                new InputStreamReader(Objects.requireNonNull(in, "password list"), StandardCharsets.UTF_8));
    }
}
