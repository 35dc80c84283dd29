package vn.mocua.sandbox.ca;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;

/** The habits of an authority: how its serial numbers begin and in which order its names go. */
enum Style {
    /** Of the authorities above the others. */
    ROOT(""),
    /** Country first, no policies, RSA: as most public authorities do. */
    SAO_MAI("5401"),
    /** The name first and the country last, with policies and a basic constraint, on a curve. */
    HAI_DANG("5404"),
    /** Short serial numbers, units within units, often nobody's number. */
    STATE("4a");

    private static final SecureRandom RANDOM = new SecureRandom();

    private final String firstOctets;

    Style(String firstOctets) {
        this.firstOctets = firstOctets;
    }

    /** Sixteen octets, or eight where numbers are short. */
    BigInteger serial() {
        var octets = new byte[this == STATE ? 8 : 16];
        RANDOM.nextBytes(octets);
        octets[0] = (byte) (octets[0] & 0x7F | 0x40);
        var first = HexFormat.of().parseHex(firstOctets);
        System.arraycopy(first, 0, octets, 0, first.length);
        return new BigInteger(1, octets);
    }

    /**
     * A name of an authority or of somebody; it says in its organisation that it is not real.
     *
     * @param attributes in the order of most authorities; {@code CN}, {@code L} and so on, and several {@code UID}
     */
    X500Name name(String organisation, String... attributes) {
        var all = new ArrayList<String[]>();
        all.add(new String[] {"C", "VN"});
        all.add(new String[] {"O", organisation + " " + Names.of("not-real")});
        Arrays.stream(attributes).map(attribute -> attribute.split("=", 2)).forEach(all::add);
        var name = new X500NameBuilder(BCStyle.INSTANCE);
        List<String[]> inOrder = this == HAI_DANG ? all.reversed() : all;
        inOrder.forEach(pair -> name.addRDN(BCStyle.INSTANCE.attrNameToOID(pair[0]), pair[1]));
        return name.build();
    }
}
