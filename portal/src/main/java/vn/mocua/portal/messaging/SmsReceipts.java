package vn.mocua.portal.messaging;

import java.time.Clock;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import vn.mocua.portal.database.Commit;

/** What providers said later of messages that they had accepted. Hints: nothing is decided by them. */
@Repository
class SmsReceipts {

    private final JdbcClient db;
    private final Clock clock;

    SmsReceipts(JdbcClient db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    /** Keeps a receipt; one that says less than an earlier one changes nothing. */
    void add(String provider, String message, ReceiptState state) {
        db.sql("""
                        insert into sms_receipt (provider, message, state, received_at)
                        select :provider, :message, :state, :now from %s
                        on conflict (provider, message) do update
                        set state = excluded.state, received_at = excluded.received_at
                        where sms_receipt.state in ('en-route', 'accepted', 'unknown')
                        """.formatted(Commit.SOON))
                .param("provider", provider)
                .param("message", message)
                .param("state", state.word())
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
    }
}
