package vn.mocua.portal.messaging;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jsmpp.InvalidResponseException;
import org.jsmpp.PDUException;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.AlertNotification;
import org.jsmpp.bean.DataCodings;
import org.jsmpp.bean.DataSm;
import org.jsmpp.bean.DeliverSm;
import org.jsmpp.bean.ESMClass;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.bean.RegisteredDelivery;
import org.jsmpp.bean.SMSCDeliveryReceipt;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.extra.NegativeResponseException;
import org.jsmpp.extra.ProcessRequestException;
import org.jsmpp.extra.ResponseTimeoutException;
import org.jsmpp.session.DataSmResult;
import org.jsmpp.session.MessageReceiverListener;
import org.jsmpp.session.SMPPSession;
import org.jsmpp.session.Session;
import org.jsmpp.util.InvalidDeliveryReceiptException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import vn.mocua.portal.identity.PhoneNumber;
import vn.mocua.portal.outside.Outside;
import vn.mocua.portal.outside.OutsideUnavailable;

/** Speaks SMPP 3.4 with one message centre: docs/protocols/smpp.md. */
class SmppSmsSender implements SmsSender {

    private static final Logger LOG = LoggerFactory.getLogger(SmppSmsSender.class);

    /** What no other provider and no later time would change: it is the number or the text. */
    private static final Set<Integer> FOR_GOOD = Set.of(
            SMPPConstant.STAT_ESME_RINVDSTADR,
            SMPPConstant.STAT_ESME_RINVDSTTON,
            SMPPConstant.STAT_ESME_RINVDSTNPI,
            SMPPConstant.STAT_ESME_RINVMSGLEN);

    private static final Set<Integer> TOO_FAST =
            Set.of(SMPPConstant.STAT_ESME_RTHROTTLED, SMPPConstant.STAT_ESME_RMSGQFUL);

    private static final Duration SLOW_DOWN = Duration.ofSeconds(1);

    private final String name;
    private final SmsSettings.Provider provider;
    private final String from;
    private final Outside outside;
    private final SmsReceipts receipts;
    private final Clock clock;
    private final SmppBind bind;
    private final Semaphore window;
    private volatile Instant notBefore = Instant.MIN;

    SmppSmsSender(
            String name,
            SmsSettings.Provider provider,
            String from,
            Outside outside,
            SmsReceipts receipts,
            Clock clock) {
        this.name = name;
        this.provider = provider;
        this.from = from;
        this.outside = outside;
        this.receipts = receipts;
        this.clock = clock;
        this.bind = new SmppBind(name, provider, new Incoming());
        this.window = new Semaphore(provider.window());
    }

    void open() {
        bind.open();
    }

    void close() {
        bind.close();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean isUp() {
        return bind.session().isPresent();
    }

    @Override
    public Submission submit(PhoneNumber to, SmsText text, @Nullable Duration validity) {
        if (!isUp()) {
            return new Submission.NotTaken(name, "not bound");
        }
        if (clock.instant().isBefore(notBefore)) {
            return new Submission.NotTaken(name, "asked to slow down");
        }
        if (!takePlace()) {
            return new Submission.NotTaken(name, "window full");
        }
        try {
            return outside.call("sms-" + name, () -> submitNow(to, text, validity));
        } catch (OutsideUnavailable e) {
            return e.mayHaveArrived()
                    ? new Submission.Uncertain(name, e.why().name())
                    : new Submission.NotTaken(name, e.why().name());
        } finally {
            window.release();
        }
    }

    private Submission submitNow(PhoneNumber to, SmsText text, @Nullable Duration validity) {
        var session = bind.session().orElse(null);
        if (session == null) {
            return new Submission.NotTaken(name, "not bound");
        }
        try {
            return new Submission.Accepted(name, submit(session, to, text, validity));
        } catch (NegativeResponseException e) {
            return refusal(e.getCommandStatus());
        } catch (PDUException e) {
            // thrown before anything is written
            return new Submission.Refused(name, "not a message: " + e.getClass().getSimpleName());
        } catch (ResponseTimeoutException e) {
            throw new OutsideUnavailable("sms-" + name, OutsideUnavailable.Why.SILENT, "no answer to submit_sm");
        } catch (InvalidResponseException | IOException e) {
            throw new OutsideUnavailable(
                    "sms-" + name, OutsideUnavailable.Why.BROKEN, e.getClass().getSimpleName());
        }
    }

    private String submit(SMPPSession session, PhoneNumber to, SmsText text, @Nullable Duration validity)
            throws PDUException, ResponseTimeoutException, InvalidResponseException, NegativeResponseException,
                    IOException {
        return session.submitShortMessage(
                        "",
                        TypeOfNumber.valueOf((byte) provider.addressTon()),
                        NumberingPlanIndicator.valueOf((byte) provider.addressNpi()),
                        from,
                        TypeOfNumber.INTERNATIONAL,
                        NumberingPlanIndicator.ISDN,
                        to.value().substring(1),
                        new ESMClass(),
                        (byte) 0,
                        (byte) (validity == null ? 0 : 1),
                        null,
                        validity == null ? null : relative(validity),
                        new RegisteredDelivery(SMSCDeliveryReceipt.SUCCESS_FAILURE),
                        (byte) 0,
                        DataCodings.ZERO,
                        (byte) 0,
                        text.octets())
                .getMessageId();
    }

    private Submission refusal(int status) {
        var why = "status 0x%08X".formatted(status);
        if (FOR_GOOD.contains(status)) {
            return new Submission.Refused(name, why);
        }
        if (TOO_FAST.contains(status)) {
            notBefore = clock.instant().plus(SLOW_DOWN);
        } else {
            LOG.warn("SMS provider {} refuses with {}", name, why);
        }
        return new Submission.NotTaken(name, why);
    }

    private boolean takePlace() {
        try {
            return window.tryAcquire(1, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** SMPP 3.4, 7.1.1.2: YYMMDDhhmmsstnnp with 'R' for a time from now on. */
    static String relative(Duration validity) {
        var seconds = Math.clamp(validity.toSeconds(), 1, Duration.ofDays(28).toSeconds());
        var time = Duration.ofSeconds(seconds);
        return "0000%02d%02d%02d%02d000R"
                .formatted(time.toDaysPart(), time.toHoursPart(), time.toMinutesPart(), time.toSecondsPart());
    }

    /** What the message centre sends to us: receipts are kept, answers of people are not read. */
    private final class Incoming implements MessageReceiverListener {

        @Override
        public void onAcceptDeliverSm(DeliverSm message) throws ProcessRequestException {
            if (!message.isSmscDeliveryReceipt()) {
                return;
            }
            var id = messageId(message);
            var state = state(message);
            if (id.isEmpty() || state.isEmpty()) {
                LOG.warn("SMS provider {} sent a receipt that cannot be read", name);
                return;
            }
            try {
                receipts.add(name, id.get(), state.get());
            } catch (DataAccessException e) {
                // The message centre keeps it and tries again.
                throw new ProcessRequestException("not now", SMPPConstant.STAT_ESME_RX_T_APPN);
            }
        }

        @Override
        public DataSmResult onAcceptDataSm(DataSm message, Session source) throws ProcessRequestException {
            throw new ProcessRequestException("not known here", SMPPConstant.STAT_ESME_RINVCMDID);
        }

        @Override
        public void onAcceptAlertNotification(AlertNotification notification) {
            // Nobody asked for it.
        }

        private Optional<String> messageId(DeliverSm message) {
            var parameter = message.getOptionalParameter(OptionalParameter.Receipted_message_id.class);
            var id = parameter == null ? inText(message, "id:") : Optional.of(parameter.getValueAsString());
            return id.filter(each -> !each.isEmpty() && each.length() <= 65);
        }

        private Optional<ReceiptState> state(DeliverSm message) {
            var parameter = message.getOptionalParameter(OptionalParameter.Message_state.class);
            return parameter == null
                    ? inText(message, "stat:").flatMap(ReceiptState::ofText)
                    : ReceiptState.ofOctet(parameter.getValue());
        }

        /** Appendix B: "id:IIIIIIIIII sub:SSS dlvrd:DDD submit date:… stat:DDDDDDD err:E Text:…". */
        private static Optional<String> inText(DeliverSm message, String label) {
            try {
                var receipt = message.getShortMessageAsDeliveryReceipt();
                return label.equals("id:")
                        ? Optional.ofNullable(receipt.getId())
                        : Optional.ofNullable(receipt.getFinalStatus()).map(Enum::name);
            } catch (InvalidDeliveryReceiptException e) {
                return Optional.empty();
            }
        }
    }
}
