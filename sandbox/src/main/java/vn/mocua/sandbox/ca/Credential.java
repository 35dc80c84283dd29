package vn.mocua.sandbox.ca;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * A key and the certificate for it, as they lie on somebody's token or SIM.
 *
 * @param chain the certificate first, its root last
 * @param serial of the certificate, in lower-case hexadecimal
 */
public record Credential(PrivateKey key, List<X509Certificate> chain, String serial) {

    public Credential {
        chain = List.copyOf(chain);
    }

    public X509Certificate certificate() {
        return chain.getFirst();
    }

    @Override
    public String toString() {
        return "Credential[" + serial + "]";
    }
}
