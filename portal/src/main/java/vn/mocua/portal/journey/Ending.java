package vn.mocua.portal.journey;

/** How a journey ended once no step was left. */
public sealed interface Ending {

    /**
     * It led somewhere.
     *
     * @param page where the person goes now
     * @param receipt what that page needs to know, such as the id of an account; kept sealed with the draft
     */
    record Finished(String page, String receipt) implements Ending {}

    /** At the last moment it could not be. */
    record Refused(Refusal refusal) implements Ending {}
}
