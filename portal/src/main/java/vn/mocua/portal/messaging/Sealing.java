package vn.mocua.portal.messaging;

/** Encrypts what waits in the outbox; what is sealed opens only for the same column and row. */
interface Sealing {

    byte[] seal(String column, String row, byte[] plain);

    byte[] open(String column, String row, byte[] sealed);
}
