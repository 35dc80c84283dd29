package vn.mocua.portal.outside;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A certificate that nobody vouches for but itself.
 *
 * @param context with which a server shows it
 * @param file in PEM, by which a client trusts it
 */
public record SelfMadeCertificate(SSLContext context, Path file) {

    private static final char[] PASSWORD = "changeit".toCharArray();
    private static final String ALIAS = "self";

    /** @param host as keytool writes it, such as {@code dns:smsc.example} */
    public static SelfMadeCertificate in(Path folder, String name, String host) throws Exception {
        var keys = folder.resolve(name + ".p12");
        var log = folder.resolve(name + ".log");
        var made = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-alias",
                        ALIAS,
                        "-dname",
                        "CN=" + name,
                        "-ext",
                        "san=" + host,
                        "-storepass",
                        new String(PASSWORD),
                        "-keystore",
                        keys.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start()
                .waitFor();
        assertThat(made).as(Files.readString(log)).isZero();
        var store = KeyStore.getInstance(keys.toFile(), PASSWORD);
        var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(store, PASSWORD);
        var context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        var text = Base64.getMimeEncoder()
                .encodeToString(store.getCertificate(ALIAS).getEncoded());
        var file = Files.writeString(
                folder.resolve(name + ".pem"),
                "-----BEGIN CERTIFICATE-----\n" + text + "\n-----END CERTIFICATE-----\n");
        return new SelfMadeCertificate(context, file);
    }
}
