package vn.mocua.portal.notice;

import java.util.List;

/**
 * Something that the owner of an account is told. Its words stand under {@code notice.<key>.sms},
 * {@code notice.<key>.mail.subject} and {@code notice.<key>.mail.text}.
 *
 * @param arguments of the words, in order; never personal data
 * @param undoable whether the owner can answer "that was not me": the last argument of the short message is then a code,
 *     that of the mail a link
 * @param urgent whether it is sent at night too
 */
public record Notice(String key, List<Object> arguments, boolean undoable, boolean urgent) {

    public Notice {
        arguments = List.copyOf(arguments);
    }

    /** Something that is only told. */
    public static Notice of(String key, Object... arguments) {
        return new Notice(key, List.of(arguments), false, true);
    }

    /** Something that the owner may say was not them. */
    public static Notice undoable(String key, Object... arguments) {
        return new Notice(key, List.of(arguments), true, true);
    }

    /** The same, but nobody is woken by it: for what somebody need only know some day. */
    public Notice inDaytime() {
        return new Notice(key, arguments, undoable, false);
    }
}
