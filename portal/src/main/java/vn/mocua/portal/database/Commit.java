package vn.mocua.portal.database;

/**
 * SQL that says how the transaction in which it stands is committed.
 *
 * <p>Without it a commit waits until the disk has it, which is what an answer to a person rests on.
 */
public final class Commit {

    /**
     * Does not wait for the disk: a database that crashes loses what the last half second wrote, and nothing else.
     *
     * <p>Only for what is not promised to anybody: counts of tries, answers that came late.
     * PostgreSQL, "Asynchronous Commit".
     */
    public static final String SOON = "set_config('synchronous_commit', 'off', true)";

    private Commit() {}
}
