package vn.mocua.sandbox.ca;

import static java.time.temporal.ChronoUnit.DAYS;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.jspecify.annotations.Nullable;

/**
 * What the systems of the town show over TLS: certificates for this machine, from an authority of this folder alone. They
 * are made when they are first needed and kept.
 */
public final class ServerCertificates {

    /** By this a portal tells the authority from a real one; ITU-T X.667: the number of a UUID. */
    private static final ASN1ObjectIdentifier MADE_FOR_TRIALS =
            new ASN1ObjectIdentifier("2.25.97931603206412427520210955889722556262");

    private static final String AUTHORITY = "servers/authority";
    private static final int YEAR = 365;
    private static final int MONTH = 30;
    private static final char[] NO_PASSWORD = {};

    private final Safe safe;
    private final Clock clock;
    private final Map<String, SSLContext> good = new ConcurrentHashMap<>();
    private final Map<String, SSLContext> demanding = new ConcurrentHashMap<>();
    private final Map<String, SSLContext> expired = new ConcurrentHashMap<>();

    /**
     * The certificates of one data folder; nothing is made yet.
     *
     * @param folder where keys and certificates lie
     */
    public ServerCertificates(Path folder, Clock clock) {
        safe = new Safe(folder);
        this.clock = clock;
    }

    /** The authority's certificate in PEM, for whoever is to believe it. */
    public byte[] authority() {
        var text = new StringBuilder();
        block(text, "CERTIFICATE", Safe.der(kept().certificates().getFirst()));
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }

    /** With what a system shakes hands. */
    public SSLContext good(String system) {
        return good.computeIfAbsent(system, name -> context(kept(name).credential(), null));
    }

    /** The same with a certificate that ended yesterday. It shares no sessions with the good one: none is resumed. */
    public SSLContext expired(String system) {
        return expired.computeIfAbsent(system, name -> {
            var now = clock.instant();
            return context(
                    issue(name, now.minus(YEAR, DAYS), now.minus(1, DAYS)).credential(), null);
        });
    }

    /** The same where whoever comes must show a certificate of this authority too. */
    public SSLContext demanding(String system) {
        return demanding.computeIfAbsent(
                system,
                name -> context(kept(name).credential(), kept().certificates().getFirst()));
    }

    /** A client's certificate and its key in PEM: by this a portal makes itself known. */
    public byte[] client(String name) {
        return pem(kept("client-" + name));
    }

    /** The same, over since yesterday, and never kept. */
    public byte[] expiredClient(String name) {
        var now = clock.instant();
        return pem(issue("client-" + name, now.minus(YEAR, DAYS), now.minus(1, DAYS)));
    }

    private static byte[] pem(Safe.Kept kept) {
        var text = new StringBuilder();
        block(text, "PRIVATE KEY", kept.credential().key().getEncoded());
        kept.certificates().forEach(each -> block(text, "CERTIFICATE", Safe.der(each)));
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }

    private static void block(StringBuilder text, String kind, byte[] der) {
        text.append("-----BEGIN ")
                .append(kind)
                .append("-----\n")
                .append(Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der))
                .append("\n-----END ")
                .append(kind)
                .append("-----\n");
    }

    /** The authority, made when it is not there yet. */
    private synchronized Safe.Kept kept() {
        return safe.find(AUTHORITY).orElseGet(() -> {
            var key = EcKey.onP256();
            var certificate = new Draft(
                            Style.ROOT.name(Names.of("town"), "CN=Pho Thu TLS CA"),
                            key.publicKey(),
                            clock.instant().minus(2 * YEAR, DAYS),
                            clock.instant().plus(10 * YEAR, DAYS))
                    .authority(0)
                    .with(Extension.nameConstraints, true, new NameConstraints(thisMachine(), null))
                    .with(MADE_FOR_TRIALS, false, new DERUTF8String("sandbox"))
                    .selfSigned(Style.ROOT.serial(), key.signer());
            return keep(AUTHORITY, Safe.Kept.of(key, Hierarchy.chain(certificate, null)));
        });
    }

    /** A system's certificate, another one when it ends within a month. */
    private synchronized Safe.Kept kept(String system) {
        var now = clock.instant();
        return safe.find("servers/" + system)
                .filter(kept ->
                        kept.certificates().getFirst().getNotAfter().toInstant().isAfter(now.plus(MONTH, DAYS)))
                .orElseGet(() -> keep("servers/" + system, issue(system, now.minus(1, DAYS), now.plus(YEAR, DAYS))));
    }

    private Safe.Kept keep(String name, Safe.Kept kept) {
        safe.keep(name, kept);
        return kept;
    }

    private Safe.Kept issue(String system, Instant from, Instant to) {
        var above = kept();
        var authority = new Authority("servers", Style.ROOT, above.signingKey(), above.certificates());
        var key = EcKey.onP256();
        var certificate = new Draft(Style.ROOT.name(Names.of("town"), "CN=" + system), key.publicKey(), from, to)
                .usage(KeyUsage.digitalSignature)
                .purposes(system.startsWith("client-") ? KeyPurposeId.id_kp_clientAuth : KeyPurposeId.id_kp_serverAuth)
                .with(Extension.subjectAlternativeName, false, new GeneralNames(new GeneralName[] {
                    new GeneralName(GeneralName.iPAddress, "127.0.0.1"),
                    new GeneralName(GeneralName.dNSName, "localhost")
                }))
                .issuedBy(authority, Style.ROOT.serial());
        return Safe.Kept.of(key, Hierarchy.chain(certificate, authority));
    }

    /** RFC 5280, 4.2.1.10: an address and its mask; whoever minds it believes this authority of nothing else. */
    private static GeneralSubtree[] thisMachine() {
        return new GeneralSubtree[] {
            new GeneralSubtree(new GeneralName(GeneralName.iPAddress, "127.0.0.0/8")),
            new GeneralSubtree(new GeneralName(GeneralName.dNSName, "localhost"))
        };
    }

    private static SSLContext context(Credential credential, @Nullable X509Certificate clients) {
        try {
            var store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry(
                    "server", credential.key(), NO_PASSWORD, credential.chain().toArray(X509Certificate[]::new));
            var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, NO_PASSWORD);
            var context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), clients == null ? null : managers(clients), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static TrustManager[] managers(X509Certificate authority) throws GeneralSecurityException, IOException {
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry("authority", authority);
        var trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trusted.init(store);
        return trusted.getTrustManagers();
    }
}
