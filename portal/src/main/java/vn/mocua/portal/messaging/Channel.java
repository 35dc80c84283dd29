package vn.mocua.portal.messaging;

import java.util.Locale;

/** By which way a message goes. */
enum Channel {
    SMS,
    MAIL;

    /** As it stands in the database and in figures. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
