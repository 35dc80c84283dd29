package vn.mocua.portal.audit;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A row of {@code audit_entry}, exactly as it is chained. */
record StoredEntry(
        UUID id,
        Instant at,
        String action,
        String actor,
        @Nullable UUID subject,
        byte @Nullable [] clientKey,
        String details) {

    static final byte[] BEGINNING = new byte[32];

    static StoredEntry read(ResultSet row) throws SQLException {
        return new StoredEntry(
                row.getObject("id", UUID.class),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getString("action"),
                row.getString("actor"),
                row.getObject("subject", UUID.class),
                row.getBytes("client_key"),
                row.getString("details"));
    }

    /** SHA-256 over the place in the chain, the hash before, and every field with its length. */
    byte[] hash(long seq, byte[] prev) {
        var text = new ByteArrayOutputStream(256);
        put(text, "mocua-audit-1".getBytes(StandardCharsets.US_ASCII));
        put(text, ByteBuffer.allocate(Long.BYTES).putLong(seq).array());
        put(text, prev);
        put(text, bytes(id));
        put(
                text,
                ByteBuffer.allocate(Long.BYTES)
                        .putLong(ChronoUnit.MICROS.between(Instant.EPOCH, at))
                        .array());
        put(text, action.getBytes(StandardCharsets.UTF_8));
        put(text, actor.getBytes(StandardCharsets.UTF_8));
        put(text, subject == null ? new byte[0] : bytes(subject));
        put(text, clientKey == null ? new byte[0] : clientKey);
        put(text, details.getBytes(StandardCharsets.UTF_8));
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.toByteArray());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("no SHA-256", e);
        }
    }

    private static void put(ByteArrayOutputStream text, byte[] field) {
        text.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(field.length).array());
        text.writeBytes(field);
    }

    private static byte[] bytes(UUID id) {
        return ByteBuffer.allocate(16)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
    }
}
