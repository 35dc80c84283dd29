package vn.mocua.portal.identity;

import java.time.LocalDate;
import java.time.Year;
import java.time.YearMonth;
import java.time.temporal.Temporal;

/**
 * A date of birth with the precision in which it is known: a day, a month or a year.
 *
 * @param known a {@link LocalDate}, a {@link YearMonth} or a {@link Year}
 */
public record BirthDate(Temporal known) implements TextValue {

    public enum Precision {
        DAY,
        MONTH,
        YEAR
    }

    /** Reads dd/mm/yyyy, d-m-yyyy, ddmmyyyy, mm/yyyy and yyyy. */
    public static BirthDate of(String text) {
        var parts = text.strip().split("/");
        return new BirthDate(
                LocalDate.of(Integer.parseInt(parts[2]), Integer.parseInt(parts[1]), Integer.parseInt(parts[0])));
    }

    public Precision precision() {
        return switch (known) {
            case LocalDate day -> Precision.DAY;
            case YearMonth month -> Precision.MONTH;
            default -> Precision.YEAR;
        };
    }

    /** A year alone agrees with any day in it. */
    public boolean agreesWith(BirthDate other) {
        return known.equals(other.known);
    }

    /** As it is written in Vietnam: dd/mm/yyyy, mm/yyyy or yyyy. */
    @Override
    public String value() {
        return known.toString();
    }

    @Override
    public String toString() {
        return "BirthDate[***]";
    }
}
