package vn.mocua.sandbox.mss;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import vn.mocua.sandbox.Http;
import vn.mocua.sandbox.ca.Credential;
import vn.mocua.sandbox.fault.Faults;
import vn.mocua.sandbox.town.Business;
import vn.mocua.sandbox.town.Cast;
import vn.mocua.sandbox.town.Fate;
import vn.mocua.sandbox.town.Person;
import vn.mocua.sandbox.town.Telephone;
import vn.mocua.sandbox.town.VneidAccounts;
import vn.mocua.sandbox.web.Front;

/** The services alone, over HTTP, with a clock that can be moved and keys of their own. */
final class SimTown implements AutoCloseable {

    /** SHA-256 of "test". */
    static final String HASH = "n4bQgYhMfWWaL+qgxVrQFaO/TxsrC4Is0V1sFbDwCgg=";

    static final String CODE = "5000";

    final Moving clock = new Moving();
    final Faults faults = new Faults(clock);
    final Cast cast = new Cast(42, 0);
    final Keys keys = new Keys();
    final List<Business> businesses = new VneidAccounts(cast).businesses();
    final Sims sims = new Sims(cast, businesses, keys, clock);
    final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1);
    final Prompts prompts = new Prompts(sims, clock, timer);
    final Front front;
    final Http http;

    SimTown() throws IOException {
        front = new Front(0);
        front.room(
                        "/mss",
                        new MobileSignatures(
                                sims, prompts, "mocua", network -> "secret", "http://127.0.0.1", faults, clock))
                .start();
        http = new Http(front.port());
    }

    Person person(Fate fate) {
        return cast.withFate(fate);
    }

    Person person(String id) {
        return cast.find(id).orElseThrow();
    }

    Credential key(String id) {
        return keys.of(person(id));
    }

    /** The PIN is typed on the phone. */
    Prompts.Typed confirms(Person person) {
        return prompts.type(phone(person), null, person.simPin());
    }

    boolean cancels(Person person) {
        return prompts.cancel(phone(person), null);
    }

    static Telephone phone(Person person) {
        return Telephone.of(person.phone()).orElseThrow();
    }

    /** Whether a signature over the hash of "test" was made with the key of a certificate. */
    static boolean isSigned(X509Certificate certificate, byte[] signature) throws GeneralSecurityException {
        var verifier = Signature.getInstance(
                certificate.getPublicKey().getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA");
        verifier.initVerify(certificate);
        verifier.update("test".getBytes(StandardCharsets.US_ASCII));
        return verifier.verify(signature);
    }

    @Override
    public void close() {
        front.close();
        timer.shutdownNow();
    }

    static final class Moving extends Clock {
        private volatile Duration ahead = Duration.ZERO;

        void move(Duration by) {
            ahead = ahead.plus(by);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return Instant.now().plus(ahead);
        }
    }

    /** An authority in a few lines: it issues and remembers what it has withdrawn. */
    static final class Keys implements SimKeys {

        private final KeyPair root = pair(false);
        private final Map<String, Credential> issued = new HashMap<>();
        final Map<String, Standing> withdrawn = new HashMap<>();

        @Override
        public synchronized Credential of(Person person) {
            return issued.computeIfAbsent(person.id(), id -> issue(id, person.fate()));
        }

        @Override
        public synchronized Credential of(Business business) {
            return issued.computeIfAbsent(business.id(), id -> issue(id, Fate.ORDINARY));
        }

        @Override
        public Standing standing(Credential credential) {
            return withdrawn.getOrDefault(credential.serial(), Standing.GOOD);
        }

        private Credential issue(String id, Fate fate) {
            var pair = pair(fate == Fate.ELLIPTIC_KEY);
            var serial = BigInteger.valueOf(5401_0000L + issued.size());
            var now = Instant.now();
            var end = fate == Fate.CERTIFICATE_EXPIRED ? now.minus(Duration.ofDays(3)) : now.plus(Duration.ofDays(300));
            var credential = new Credential(
                    pair.getPrivate(),
                    List.of(
                            certificate("CN=" + id, "CN=Root", pair, serial, end),
                            certificate("CN=Root", "CN=Root", root, BigInteger.ONE, now.plus(Duration.ofDays(900)))),
                    serial.toString(16));
            if (fate == Fate.CERTIFICATE_REVOKED) {
                withdrawn.put(credential.serial(), Standing.REVOKED);
            }
            if (fate == Fate.CERTIFICATE_ON_HOLD) {
                withdrawn.put(credential.serial(), Standing.ON_HOLD);
            }
            return credential;
        }

        private X509Certificate certificate(
                String subject, String issuer, KeyPair pair, BigInteger serial, Instant end) {
            try {
                return new JcaX509CertificateConverter()
                        .getCertificate(new JcaX509v3CertificateBuilder(
                                        new X500Principal(issuer),
                                        serial,
                                        Date.from(end.minus(Duration.ofDays(1000))),
                                        Date.from(end),
                                        new X500Principal(subject),
                                        pair.getPublic())
                                .build(new JcaContentSignerBuilder("SHA256withRSA").build(root.getPrivate())));
            } catch (GeneralSecurityException | OperatorCreationException e) {
                throw new IllegalStateException(e);
            }
        }

        private static KeyPair pair(boolean elliptic) {
            try {
                var generator = KeyPairGenerator.getInstance(elliptic ? "EC" : "RSA");
                if (elliptic) {
                    generator.initialize(new ECGenParameterSpec("secp256r1"));
                } else {
                    generator.initialize(2048);
                }
                return generator.generateKeyPair();
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
