package vn.mocua.sandbox.ca;

import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x500.style.IETFUtils;

/** A certificate as somebody with sharp eyes sees it: everything that is wrong, by the JDK's rules and a few more. */
record Looked(List<X509Certificate> chain) {

    private static final BigPrimes PRIMES = new BigPrimes();

    X509Certificate certificate() {
        return chain.getFirst();
    }

    List<String> attributes(org.bouncycastle.asn1.ASN1ObjectIdentifier type) {
        var name = X500Name.getInstance(certificate().getSubjectX500Principal().getEncoded());
        return Arrays.stream(name.getRDNs(type))
                .map(rdn -> IETFUtils.valueToString(rdn.getFirst().getValue()).replace("\\", ""))
                .toList();
    }

    List<String> numbers() {
        return attributes(BCStyle.UID);
    }

    /** What is wrong with it, in one word each. */
    Set<String> flaws(Instant now, Authorities authorities, String kind) throws GeneralSecurityException {
        var flaws = new TreeSet<String>();
        var leaf = certificate();
        if (leaf.getNotAfter().toInstant().isBefore(now)) {
            flaws.add("expired");
        }
        if (leaf.getNotBefore().toInstant().isAfter(now)) {
            flaws.add("not-yet-valid");
        }
        if (!stands(Instant.ofEpochMilli(Math.min(
                Math.max(now.toEpochMilli(), leaf.getNotBefore().getTime()),
                leaf.getNotAfter().getTime())))) {
            flaws.add("path");
        }
        for (int i = 0; i < chain.size() - 1; i++) {
            var status = authorities.status(Hierarchy.serial(chain.get(i))).orElse("unknown");
            if (!status.equals("good") && !flaws.contains("path")) {
                flaws.add(status);
            }
        }
        var usage = leaf.getKeyUsage();
        if (usage == null && leaf.getVersion() == 3 || usage != null && !usage[0]) {
            flaws.add("usage");
        }
        if (leaf.getVersion() != 3) {
            flaws.add("version");
        } else if (leaf.getExtendedKeyUsage() != null
                && !leaf.getExtendedKeyUsage().contains("1.3.6.1.5.5.7.3.2")) {
            flaws.add("purpose");
        }
        if (leaf.getPublicKey() instanceof RSAPublicKey rsa
                && (rsa.getModulus().bitLength() < 2048
                        || rsa.getPublicExponent().intValue() < 65_537
                        || PRIMES.isPredictable(rsa.getModulus()))) {
            flaws.add("key");
        }
        if (leaf.getSigAlgName().contains("SHA1") || leaf.getSigAlgName().contains("MD5")) {
            flaws.add("algorithm");
        }
        flaws.addAll(names(kind));
        return flaws;
    }

    private boolean stands(Instant at) {
        try {
            var anchors = Set.of(new TrustAnchor(chain.getLast(), null));
            var parameters = new PKIXParameters(anchors);
            parameters.setRevocationEnabled(false);
            parameters.setDate(Date.from(at));
            CertPathValidator.getInstance("PKIX")
                    .validate(
                            CertificateFactory.getInstance("X.509")
                                    .generateCertPath(chain.subList(0, Math.max(1, chain.size() - 1))),
                            parameters);
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private Set<String> names(String kind) {
        var name = attributes(BCStyle.CN);
        var numbers = numbers();
        boolean state = certificate().getIssuerX500Principal().getName().contains("Nh\u00E0 n\u01B0\u1EDBc");
        boolean fits = name.size() == 1
                && !name.getFirst().isBlank()
                && name.getFirst().indexOf(0) < 0
                && switch (kind) {
                    case "citizen" ->
                        numbers.stream()
                                        .filter(number -> number.matches("CCCD:[0-9]{12}|CMND:[0-9]{9}"))
                                        .count()
                                == 1;
                    case "business" ->
                        numbers.size() == 1
                                && numbers.getFirst().matches("MST:[0-9]{10}(-[0-9]{3})?")
                                && isChecked(numbers.getFirst().substring(4));
                    default ->
                        state
                                && numbers.stream()
                                                .map(number -> number.substring(0, 3))
                                                .collect(Collectors.toSet())
                                                .size()
                                        == numbers.size();
                };
        return fits ? Set.of() : Set.of("name");
    }

    private static boolean isChecked(String taxCode) {
        int[] weights = {31, 29, 23, 19, 17, 13, 7, 5, 3};
        int sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += weights[i] * (taxCode.charAt(i) - '0');
        }
        return 10 - sum % 11 == taxCode.charAt(9) - '0';
    }

    /** The test for the keys of certain chips: modulo small primes they are powers of 65537. */
    private static final class BigPrimes {
        boolean isPredictable(java.math.BigInteger modulus) {
            for (int prime = 11; prime <= 167; prime++) {
                if (!java.math.BigInteger.valueOf(prime).isProbablePrime(50)) {
                    continue;
                }
                int wanted = modulus.mod(java.math.BigInteger.valueOf(prime)).intValue();
                long power = 1;
                boolean isPower = false;
                for (int i = 0; i < prime && !isPower; i++) {
                    isPower = power == wanted;
                    power = power * 65_537 % prime;
                }
                if (!isPower) {
                    return false;
                }
            }
            return true;
        }
    }
}
