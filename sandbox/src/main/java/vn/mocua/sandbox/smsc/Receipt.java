package vn.mocua.sandbox.smsc;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import vn.mocua.sandbox.town.Telephone;

/** The news of a message's end, as a deliver_sm (SMPP 3.4, 4.6.1 and appendix B). */
record Receipt(String messageId, String sender, Telephone phone, Instant submitted, Instant done, boolean arrived) {

    private static final int DELIVERY_RECEIPT = 0x04;
    private static final int RECEIPTED_MESSAGE_ID = 0x001E;
    private static final int MESSAGE_STATE = 0x0427;
    private static final int DELIVERED = 2;
    private static final int UNDELIVERABLE = 5;
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyMMddHHmm").withZone(ZoneId.of("Asia/Ho_Chi_Minh"));

    /**
     * Appendix B: "id:IIIIIIIIII sub:SSS dlvrd:DDD submit date:YYMMDDhhmm done date:YYMMDDhhmm stat:DDDDDDD err:E Text:…".
     * The text stays empty: what was sent may be a secret.
     */
    String text() {
        return "id:%s sub:001 dlvrd:%s submit date:%s done date:%s stat:%s err:%s text:"
                .formatted(
                        messageId,
                        arrived ? "001" : "000",
                        MINUTE.format(submitted),
                        MINUTE.format(done),
                        arrived ? "DELIVRD" : "UNDELIV",
                        arrived ? "000" : "027");
    }

    byte[] body() {
        var text = text().getBytes(StandardCharsets.US_ASCII);
        return new Octets.Out()
                .text("") // service_type
                .octet(1) // source_addr_ton: international
                .octet(1) // source_addr_npi: E.164
                .text(phone.value().substring(1))
                .octet(5) // dest_addr_ton: alphanumeric
                .octet(0)
                .text(sender)
                .octet(DELIVERY_RECEIPT) // esm_class
                .octet(0) // protocol_id
                .octet(0) // priority_flag
                .text("") // schedule_delivery_time
                .text("") // validity_period
                .octet(0) // registered_delivery
                .octet(0) // replace_if_present_flag
                .octet(0) // data_coding
                .octet(0) // sm_default_msg_id
                .octet(text.length)
                .octets(text)
                .parameter(RECEIPTED_MESSAGE_ID, (messageId + "\0").getBytes(StandardCharsets.US_ASCII))
                .parameter(MESSAGE_STATE, new byte[] {(byte) (arrived ? DELIVERED : UNDELIVERABLE)})
                .bytes();
    }

    @Override
    public String toString() {
        return "Receipt[" + messageId + "]";
    }
}
