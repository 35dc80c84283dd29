package vn.mocua.portal.federation;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import vn.mocua.portal.MovableClock;
import vn.mocua.portal.federation.OidcIdTokens.Verdict;

/** Every line of OpenID Connect Core 3.1.3.7, by a token that breaks it alone. */
class OidcIdTokensTest {

    private static final Instant NOW = Instant.parse("2026-11-26T03:00:00Z");
    private static final String ISSUER = "https://id.example/vneid";
    private static final String CLIENT = "mocua-1";
    private static final ECKey KEY = ec("1");
    private static final RSAKey RSA = rsa("2");

    private final MovableClock clock = new MovableClock(NOW);
    private final Attempt attempt = new Attempt("state", "nonce-1", "verifier", "/back", NOW.minusSeconds(30));
    private final AtomicInteger asked = new AtomicInteger();
    private JWKSet published = new JWKSet(List.of(KEY.toPublicJWK(), RSA.toPublicJWK()));
    private final OidcIdTokens tokens = new OidcIdTokens(
            ISSUER,
            CLIENT,
            Set.of("LoA1"),
            new OidcKeys(
                    () -> {
                        asked.incrementAndGet();
                        return published;
                    },
                    clock),
            clock);

    @Test
    void aTokenAsItMustBeIsGenuineBySeveralAlgorithms() {
        assertThat(look(signed(KEY, usual()))).isEqualTo(new Verdict.Genuine("sub-1"));
        assertThat(look(signed(RSA, JWSAlgorithm.RS256, usual()))).isEqualTo(new Verdict.Genuine("sub-1"));
        assertThat(look(signed(RSA, JWSAlgorithm.PS256, usual()))).isEqualTo(new Verdict.Genuine("sub-1"));
    }

    @Test
    void oneClaimThatIsNotAsItMustBeIsAFault() {
        var faults = new LinkedHashMap<String, Map<String, UnaryOperator<JWTClaimsSet.Builder>>>();
        faults.put(
                "issuer", Map.of("another", c -> c.issuer("https://id.example/postid"), "none", c -> c.issuer(null)));
        faults.put(
                "audience",
                Map.of(
                        "another",
                        c -> c.audience("other"),
                        "none",
                        c -> c.audience((String) null),
                        "one more",
                        c -> c.audience(List.of(CLIENT, "other"))));
        faults.put("azp", Map.of("another", c -> c.claim("azp", "other")));
        faults.put("subject", Map.of("none", c -> c.subject(null), "blank", c -> c.subject(" ")));
        faults.put("expired", Map.of("over", c -> c.expirationTime(at(-60)), "none", c -> c.expirationTime(null)));
        faults.put(
                "issued",
                Map.of(
                        "before we asked",
                        c -> c.issueTime(at(-91)),
                        "in the future",
                        c -> c.issueTime(at(61)),
                        "never",
                        c -> c.issueTime(null),
                        "not yet good",
                        c -> c.notBeforeTime(at(61))));
        faults.put("nonce", Map.of("another", c -> c.claim("nonce", "nonce-2"), "none", c -> c.claim("nonce", null)));
        faults.put(
                "auth-time",
                Map.of(
                        "long ago",
                        c -> c.claim("auth_time", at(-30 - 300 - 61).getTime() / 1000),
                        "in the future",
                        c -> c.claim("auth_time", at(61).getTime() / 1000),
                        "none",
                        c -> c.claim("auth_time", null)));
        faults.put("acr", Map.of("another", c -> c.claim("acr", "LoA0"), "none", c -> c.claim("acr", null)));
        faults.put(
                "unreadable",
                Map.of(
                        "a number for a text",
                        c -> c.claim("nonce", 7),
                        "a text for a time",
                        c -> c.claim("auth_time", "now")));

        faults.forEach((why, ways) -> ways.forEach((way, change) -> assertThat(
                        look(signed(KEY, change.apply(builder()).build())))
                .as("%s: %s", why, way)
                .isEqualTo(new Verdict.Fault(why))));
    }

    @Test
    void clocksMayDifferByAMinuteAndNoMore() {
        assertThat(look(signed(KEY, builder().expirationTime(at(-59)).build()))).isInstanceOf(Verdict.Genuine.class);
        assertThat(look(signed(KEY, builder().issueTime(at(60)).build()))).isInstanceOf(Verdict.Genuine.class);
    }

    @Test
    void aSignatureByAnythingButAPublishedKeyIsNone() throws JOSEException {
        assertThat(look(new PlainJWT(usual()).serialize())).isEqualTo(new Verdict.Fault("signature"));
        assertThat(look(signed(ec("1"), usual()))).isEqualTo(new Verdict.Fault("signature"));
        // Algorithm confusion: the public key taken for a secret that both sides know.
        var secret = new MACSigner(RSA.toRSAPublicKey().getEncoded());
        assertThat(look(sign(new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("2"), secret, usual())))
                .isEqualTo(new Verdict.Fault("signature"));
        var weak = new RSAKeyGenerator(1024, true).keyID("weak").generate();
        published = new JWKSet(List.of(weak.toPublicJWK()));
        clock.advance(Duration.ofMinutes(2));
        assertThat(look(signed(weak, JWSAlgorithm.RS256, usual()))).isEqualTo(new Verdict.Fault("signature"));
    }

    @Test
    void aTokenOfAnotherTypeOrNoTokenIsNone() throws JOSEException {
        var access = new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("1").type(new JOSEObjectType("at+jwt"));
        assertThat(look(sign(access, new ECDSASigner(KEY), usual()))).isEqualTo(new Verdict.Fault("signature"));
        for (var nonsense : List.of("", "a.b.c", "..", "eyJhbGciOiJFUzI1NiJ9", "{}")) {
            assertThat(look(nonsense)).as(nonsense).isEqualTo(new Verdict.Fault("unreadable"));
        }
        var genuine = signed(KEY, usual());
        assertThat(look(genuine.substring(0, genuine.length() - 6))).isEqualTo(new Verdict.Fault("signature"));
    }

    @Test
    void aNewKeyIsAskedForOnceInAWhileAndNotForEveryTokenThatNamesOne() {
        look(signed(KEY, usual()));
        assertThat(asked).hasValue(1);
        var fresh = ec("3");
        for (var i = 0; i < 5; i++) {
            assertThat(look(signed(fresh, usual()))).isEqualTo(new Verdict.Fault("signature"));
        }
        assertThat(asked).hasValue(1);

        published = new JWKSet(List.of(KEY.toPublicJWK(), fresh.toPublicJWK()));
        clock.advance(Duration.ofSeconds(11));
        assertThat(look(signed(fresh, usual()))).isInstanceOf(Verdict.Genuine.class);
        assertThat(look(signed(KEY, usual()))).isInstanceOf(Verdict.Genuine.class);
        assertThat(asked).hasValue(2);
    }

    private Verdict look(String token) {
        return tokens.look(token, attempt);
    }

    private JWTClaimsSet usual() {
        return builder().build();
    }

    private JWTClaimsSet.Builder builder() {
        return new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .audience(CLIENT)
                .subject("sub-1")
                .issueTime(at(0))
                .expirationTime(at(300))
                .claim("nonce", "nonce-1")
                .claim("auth_time", at(-10).getTime() / 1000)
                .claim("acr", "LoA1");
    }

    private static Date at(int seconds) {
        return Date.from(NOW.plusSeconds(seconds));
    }

    private static String signed(ECKey key, JWTClaimsSet claims) {
        try {
            return sign(new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(key.getKeyID()), new ECDSASigner(key), claims);
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String signed(RSAKey key, JWSAlgorithm algorithm, JWTClaimsSet claims) {
        try {
            return sign(
                    new JWSHeader.Builder(algorithm).keyID(key.getKeyID()),
                    new RSASSASigner(key.toPrivateKey(), true),
                    claims);
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String sign(JWSHeader.Builder header, JWSSigner signer, JWTClaimsSet claims) throws JOSEException {
        var token = new SignedJWT(header.build(), claims);
        token.sign(signer);
        return token.serialize();
    }

    private static ECKey ec(String id) {
        try {
            return new ECKeyGenerator(Curve.P_256).keyID(id).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static RSAKey rsa(String id) {
        try {
            return new RSAKeyGenerator(2048).keyID(id).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
