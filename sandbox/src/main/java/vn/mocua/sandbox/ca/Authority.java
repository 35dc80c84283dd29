package vn.mocua.sandbox.ca;

import java.security.cert.X509Certificate;
import java.util.List;

/**
 * One authority.
 *
 * @param id what it is called in addresses: {@code sao-mai}
 * @param chain its certificate first, its root last
 */
record Authority(String id, Style style, SigningKey key, List<X509Certificate> chain) {

    X509Certificate certificate() {
        return chain.getFirst();
    }

    @Override
    public String toString() {
        return "Authority[" + id + "]";
    }
}
