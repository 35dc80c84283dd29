package vn.mocua.sandbox.smsc;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What an application hands in to be sent (SMPP 3.4, 4.4.1).
 *
 * @param userData short_message, or message_payload in its place
 * @param parameters the optional parameters by tag
 */
record SubmitSm(
        int sourceTon,
        String source,
        int destinationTon,
        String destination,
        int esmClass,
        int registeredDelivery,
        int dataCoding,
        byte[] userData,
        Map<Integer, byte[]> parameters) {

    static final int SAR_MSG_REF_NUM = 0x020C;
    static final int SAR_TOTAL_SEGMENTS = 0x020E;
    static final int SAR_SEGMENT_SEQNUM = 0x020F;
    static final int MESSAGE_PAYLOAD = 0x0424;

    private static final int UDHI = 0x40;
    private static final int CONCATENATED_8 = 0x00;
    private static final int CONCATENATED_16 = 0x08;

    /** Which piece of a longer message this is; {@code number} counts from 1. */
    record Piece(int reference, int total, int number) {
        static final Piece WHOLE = new Piece(0, 1, 1);
    }

    static SubmitSm read(byte[] body) throws Octets.Malformed {
        var in = new Octets(body);
        in.text(6); // service_type
        int sourceTon = in.octet();
        in.octet(); // source_addr_npi
        var source = in.text(21);
        int destinationTon = in.octet();
        in.octet(); // dest_addr_npi
        var destination = in.text(21);
        int esmClass = in.octet();
        in.octet(); // protocol_id
        in.octet(); // priority_flag
        in.text(17); // schedule_delivery_time
        in.text(17); // validity_period
        int registeredDelivery = in.octet();
        in.octet(); // replace_if_present_flag
        int dataCoding = in.octet();
        in.octet(); // sm_default_msg_id
        int length = in.octet();
        if (length > 254) {
            throw new Octets.Malformed(Status.ESME_RINVMSGLEN);
        }
        var message = in.take(length);
        var parameters = parameters(in);
        var payload = parameters.get(MESSAGE_PAYLOAD);
        // "If message_payload is used, sm_length should be set to zero": both at once is an error.
        if (payload != null && length > 0 || payload == null && length == 0) {
            throw new Octets.Malformed(Status.ESME_RINVMSGLEN);
        }
        return new SubmitSm(
                sourceTon,
                source,
                destinationTon,
                destination,
                esmClass,
                registeredDelivery,
                dataCoding,
                payload == null ? message : payload,
                parameters);
    }

    private static Map<Integer, byte[]> parameters(Octets in) throws Octets.Malformed {
        var parameters = new TreeMap<Integer, byte[]>();
        while (!in.isAtEnd()) {
            try {
                int tag = in.pair();
                parameters.put(tag, in.take(in.pair()));
            } catch (Octets.Malformed e) {
                throw new Octets.Malformed(Status.ESME_RINVOPTPARSTREAM);
            }
        }
        return parameters;
    }

    /** The text of this piece. */
    String text() throws Octets.Malformed {
        var octets = Arrays.copyOfRange(userData, headerLength(), userData.length);
        return switch (dataCoding) {
            case 0 -> Gsm7.decode(octets);
            case 1 -> new String(octets, StandardCharsets.US_ASCII);
            case 3 -> new String(octets, StandardCharsets.ISO_8859_1);
            case 8 -> {
                if (octets.length % 2 != 0) {
                    throw new Octets.Malformed(Status.ESME_RINVMSGLEN);
                }
                yield new String(octets, StandardCharsets.UTF_16BE);
            }
            default -> throw new Octets.Malformed(Status.ESME_RSUBMITFAIL);
        };
    }

    /** Which piece of which message: from the user data header, or from the sar_ parameters. */
    Piece piece() throws Octets.Malformed {
        var piece = (esmClass & UDHI) != 0 ? pieceInHeader() : pieceInParameters();
        if (piece == null) {
            return Piece.WHOLE;
        }
        if (piece.total() < 1 || piece.number() < 1 || piece.number() > piece.total()) {
            throw new Octets.Malformed(Status.ESME_RINVESMCLASS);
        }
        return piece;
    }

    /** How many messages a network would charge for this piece. */
    int parts() {
        int room = userData.length - headerLength();
        int whole = dataCoding == 8 ? 140 : 160;
        int part = dataCoding == 8 ? 134 : 153;
        return headerLength() > 0 || room <= whole ? 1 : Math.ceilDiv(room, part);
    }

    private int headerLength() {
        return (esmClass & UDHI) != 0 && userData.length > 0 ? Math.min(1 + (userData[0] & 0xFF), userData.length) : 0;
    }

    private @Nullable Piece pieceInHeader() throws Octets.Malformed {
        if (userData.length == 0 || 1 + (userData[0] & 0xFF) > userData.length) {
            throw new Octets.Malformed(Status.ESME_RINVESMCLASS);
        }
        var header = new Octets(Arrays.copyOfRange(userData, 1, headerLength()));
        while (!header.isAtEnd()) {
            int kind = header.octet();
            var element = header.take(header.octet());
            if (kind == CONCATENATED_8 && element.length == 3) {
                return new Piece(element[0] & 0xFF, element[1] & 0xFF, element[2] & 0xFF);
            }
            if (kind == CONCATENATED_16 && element.length == 4) {
                return new Piece((element[0] & 0xFF) << 8 | element[1] & 0xFF, element[2] & 0xFF, element[3] & 0xFF);
            }
        }
        return null;
    }

    private @Nullable Piece pieceInParameters() {
        var reference = parameters.get(SAR_MSG_REF_NUM);
        var total = parameters.get(SAR_TOTAL_SEGMENTS);
        var number = parameters.get(SAR_SEGMENT_SEQNUM);
        return reference == null || total == null || number == null
                ? null
                : new Piece(number(reference), number(total), number(number));
    }

    private static int number(byte[] octets) {
        int number = 0;
        for (byte octet : octets) {
            number = number << 8 | octet & 0xFF;
        }
        return number;
    }

    @Override
    public String toString() {
        return "SubmitSm[***]";
    }
}
