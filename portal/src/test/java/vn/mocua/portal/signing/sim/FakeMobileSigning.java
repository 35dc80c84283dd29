package vn.mocua.portal.signing.sim;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import vn.mocua.portal.identity.PhoneNumber;
import vn.mocua.portal.signing.sim.MobileSigningContract.Screen;

/** Somebody who runs SIMs, within a test: phones that a test holds in its hands. */
final class FakeMobileSigning implements MobileSigning {

    private static final String DIGEST_INFO = "3031300d060960864801650304020105000420";
    private static final KeyPair KEY = key();
    private static final byte[] CERTIFICATE = certificate();

    private final boolean served;
    private final String prefix;
    private final Map<String, Status> ended = new HashMap<>();
    private final Map<PhoneNumber, Shown> shown = new HashMap<>();

    private record Shown(String transaction, Prompt prompt, int wrong) {}

    FakeMobileSigning(boolean served, String prefix) {
        this.served = served;
        this.prefix = prefix;
    }

    @Override
    public Holding certificates(PhoneNumber phone) {
        if (!served) {
            return new Holding.Nothing(Code.PROVIDER_AUTH, "");
        }
        return phone.national().startsWith(prefix)
                ? new Holding.Certificates(List.of(new Credential("", List.of(CERTIFICATE))))
                : new Holding.Nothing(Code.NOT_SUBSCRIBED, "");
    }

    @Override
    public synchronized Status start(Prompt prompt) {
        if (shown.containsKey(prompt.phone())) {
            return new Status.Failed(Code.ALREADY_IN_PROGRESS, "");
        }
        var transaction = UUID.randomUUID().toString();
        shown.put(prompt.phone(), new Shown(transaction, prompt, 0));
        return new Status.Pending(transaction);
    }

    @Override
    public synchronized Status ask(String transaction) {
        return Optional.ofNullable(ended.get(transaction)).orElseGet(() -> new Status.Pending(transaction));
    }

    synchronized Optional<Screen> screen(PhoneNumber phone) {
        return Optional.ofNullable(shown.get(phone))
                .map(each -> new Screen(
                        each.prompt().text(), VerificationCode.of(each.prompt().hash())));
    }

    synchronized void types(PhoneNumber phone, boolean right) {
        var open = shown.remove(phone);
        if (right) {
            ended.put(open.transaction(), new Status.Signed(sign(open.prompt().hash()), new byte[0]));
        } else if (open.wrong() == 2) {
            ended.put(open.transaction(), new Status.Failed(Code.PIN_BLOCKED, ""));
        } else {
            shown.put(phone, new Shown(open.transaction(), open.prompt(), open.wrong() + 1));
        }
    }

    synchronized void cancels(PhoneNumber phone) {
        ended.put(shown.remove(phone).transaction(), new Status.Failed(Code.USER_CANCELLED, ""));
    }

    private static byte[] sign(byte[] hash) {
        try {
            var signing = Signature.getInstance("NONEwithRSA");
            signing.initSign(KEY.getPrivate());
            signing.update(HexFormat.of().parseHex(DIGEST_INFO + HexFormat.of().formatHex(hash)));
            return signing.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyPair key() {
        try {
            var maker = KeyPairGenerator.getInstance("RSA");
            maker.initialize(2048);
            return maker.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] certificate() {
        try {
            var name = new X500Name("CN=nobody");
            var now = Instant.now();
            return new JcaX509v3CertificateBuilder(
                            name,
                            BigInteger.ONE,
                            Date.from(now.minusSeconds(60)),
                            Date.from(now.plusSeconds(3600)),
                            name,
                            KEY.getPublic())
                    .build(new JcaContentSignerBuilder("SHA256withRSA").build(KEY.getPrivate()))
                    .getEncoded();
        } catch (OperatorCreationException | java.io.IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
