package vn.mocua.portal.selfservice;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.mocua.portal.page.Form;

/**
 * An account as its owner sees it. All words are in the page's language.
 *
 * @param name whom the page greets
 * @param level {@code IAL1} to {@code IAL3}
 * @param emailAddress masked; null when there is none
 * @param confirmEmail the form with the field {@code otp} that confirms the address; null unless it waits for that
 * @param activity newest first
 * @param hasPassword whether the owner can sign in by one
 * @param notes what the owner should know now, the newest first
 */
public record AccountView(
        String name,
        String level,
        List<Datum> data,
        List<Proof> evidence,
        EmailState email,
        @Nullable String emailAddress,
        @Nullable Form confirmEmail,
        List<Certificate> certificates,
        List<Activity> activity,
        List<Note> notes,
        boolean hasPassword) {

    /**
     * What is known of the person, where it comes from, and since when.
     *
     * @param change where its owner changes it; null when that is for others to do
     */
    public record Datum(
            String label,
            String value,
            String source,
            @Nullable String change) {

        /** What its owner does not change. */
        public Datum(String label, String value, String source) {
            this(label, value, source, null);
        }
    }

    /**
     * Something that the owner should know now.
     *
     * @param icon its name
     * @param isGood whether it is good news
     * @param address where more can be done about it; null when nowhere
     */
    public record Note(
            String icon,
            boolean isGood,
            String words,
            @Nullable String address,
            @Nullable String more) {}

    /** What made the portal sure, and when. */
    public record Proof(String words, Instant obtainedAt) {}

    /**
     * A certificate by which the owner signs in.
     *
     * @param name what the owner calls it; empty until they say
     * @param words who issued it, and until when it is valid
     * @param sound whether the owner signs in by it and need do nothing
     * @param standing how it stands, in words
     * @param page where it gets another name, and under which it is taken off
     */
    public record Certificate(String name, String words, boolean sound, String standing, String page) {}

    public enum EmailState {
        NONE,
        UNCONFIRMED,
        CONFIRMED
    }

    /** What happened with the account; {@code place} is the device and the network, as far as they are known. */
    public record Activity(Instant at, String words, String place) {}
}
