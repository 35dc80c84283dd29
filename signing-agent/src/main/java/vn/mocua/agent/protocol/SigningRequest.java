package vn.mocua.agent.protocol;

import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A question for a signature that keeps every rule of the wire: statement, nonce and origin belong together. */
public record SigningRequest(Origin origin, Nonce nonce, Optional<Statement> statement, Language language) {

    /** The longest question, in bytes. */
    public static final int LONGEST = 8192;

    private static final String NONCE = "challengeNonce";
    private static final String STATEMENT = "statement";

    /** From a page, whose origin the browser vouches for. */
    public static SigningRequest fromPage(byte[] body, Origin origin) throws Malformed {
        return complete(body, origin, Set.of(NONCE, STATEMENT, "lang"));
    }

    /** From a challenge file: nobody vouches for the origin but the person who reads it. */
    public static SigningRequest fromFile(byte[] file) throws Malformed {
        return complete(file, Origin.of(Json.string(Json.object(file), "origin")), Set.of(NONCE, STATEMENT, "origin"));
    }

    /** From the Web eID extension, which knows nonces and origins, and no statements unless it is our own. */
    public static SigningRequest fromExtension(Map<String, Object> arguments) throws Malformed {
        return of(arguments, Origin.of(Json.string(arguments, "origin")));
    }

    private static SigningRequest complete(byte[] body, Origin origin, Set<String> members) throws Malformed {
        if (body.length > LONGEST) {
            throw new Malformed("more than " + LONGEST + " bytes");
        }
        var read = Json.object(body);
        if (!members.containsAll(read.keySet())) {
            throw new Malformed("a member that this version does not know");
        }
        Json.string(read, STATEMENT);
        return of(read, origin);
    }

    private static SigningRequest of(Map<String, Object> members, Origin origin) throws Malformed {
        var nonce = Nonce.of(Json.string(members, NONCE));
        var language = Language.in(members);
        if (!members.containsKey(STATEMENT)) {
            return new SigningRequest(origin, nonce, Optional.empty(), language);
        }
        var bytes = base64(Json.string(members, STATEMENT));
        var statement = Statement.of(bytes);
        if (!statement.origin().equals(origin)) {
            throw new Malformed("the statement is for another origin");
        }
        if (!nonce.commitsTo(bytes)) {
            throw new Malformed("challengeNonce does not commit to the statement");
        }
        if (nonce.purpose() != statement.purpose()) {
            throw new Malformed("challengeNonce is for another purpose than the statement");
        }
        return new SigningRequest(origin, nonce, Optional.of(statement), language);
    }

    private static byte[] base64(String text) throws Malformed {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw new Malformed("statement is not base64");
        }
    }
}
