package vn.mocua.portal.identity;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.temporal.ChronoField;
import java.time.temporal.Temporal;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A date of birth with the precision in which it is known: a day, a month or a year. What is not known is not invented.
 *
 * @param known a {@link LocalDate}, a {@link YearMonth} or a {@link Year}
 */
public record BirthDate(Temporal known) implements TextValue {

    private static final String BETWEEN = "(?:\\s*[/.-]\\s*|\\s+)";
    private static final Pattern WRITTEN =
            Pattern.compile("(?:(?:([0-9]{1,2})" + BETWEEN + ")?([0-9]{1,2})" + BETWEEN + ")?([0-9]{4}|[0-9]{2})");
    private static final Pattern RUN_TOGETHER = Pattern.compile("([0-9]{2})([0-9]{2})([0-9]{4})");
    private static final Pattern ISO = Pattern.compile("([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?");
    private static final int EARLIEST_YEAR = 1900;

    public enum Precision {
        DAY,
        MONTH,
        YEAR
    }

    public BirthDate {
        if (!(known instanceof LocalDate || known instanceof YearMonth || known instanceof Year)) {
            throw new IllegalArgumentException("a birth date is a day, a month or a year");
        }
        if (yearOf(known) < 1 || yearOf(known) > 9999) {
            throw new IllegalArgumentException("a birth date has four digits in its year");
        }
    }

    /**
     * Reads dd/mm/yyyy, d-m-yyyy, d.m.yyyy, ddmmyyyy, mm/yyyy and yyyy.
     *
     * <p>Throws {@link Malformed}: {@code birthDate.missing}, {@code .malformed}, {@code .year} when the year has not
     * four digits, {@code .noSuchDay}, {@code .noSuchMonth}.
     */
    public static BirthDate of(String text) {
        var typed = text.strip();
        if (typed.isEmpty()) {
            throw new Malformed("birthDate.missing");
        }
        if (typed.length() > 40) {
            throw new Malformed("birthDate.malformed");
        }
        var runTogether = RUN_TOGETHER.matcher(typed);
        var written = WRITTEN.matcher(typed);
        if (runTogether.matches()) {
            return read(runTogether, 3, 2, 1);
        }
        if (!written.matches()) {
            throw new Malformed("birthDate.malformed");
        }
        if (written.group(3).length() != 4) {
            throw new Malformed(written.group(2) == null ? "birthDate.malformed" : "birthDate.year");
        }
        return read(written, 3, 2, 1);
    }

    /** Reads what protocols write: yyyy-mm-dd, yyyy-mm or yyyy (ISO 8601). Throws {@link Malformed} like {@link #of}. */
    public static BirthDate ofIso(String text) {
        var iso = ISO.matcher(text);
        if (!iso.matches()) {
            throw new Malformed("birthDate.malformed");
        }
        return read(iso, 1, 2, 3);
    }

    public Precision precision() {
        return switch (known) {
            case LocalDate day -> Precision.DAY;
            case YearMonth month -> Precision.MONTH;
            default -> Precision.YEAR;
        };
    }

    public int year() {
        return yearOf(known);
    }

    /** A year alone agrees with any day in it: compared is what both sides know. */
    public boolean agreesWith(BirthDate other) {
        if (known instanceof LocalDate mine && other.known instanceof LocalDate theirs) {
            return mine.equals(theirs);
        }
        return year() == other.year() && (month() == 0 || other.month() == 0 || month() == other.month());
    }

    /**
     * The key of what makes this no birth date of a living person: {@code birthDate.future} or
     * {@code birthDate.tooEarly}, before 1900; empty when nothing does.
     *
     * @param today the date in Vietnam
     */
    public Optional<String> faultOn(LocalDate today) {
        if (firstDay().isAfter(today)) {
            return Optional.of("birthDate.future");
        }
        return year() < EARLIEST_YEAR ? Optional.of("birthDate.tooEarly") : Optional.empty();
    }

    /** The full years lived for certain: counted from the last day on which the birthday can fall. */
    public int ageOn(LocalDate today) {
        return Math.max(0, Period.between(lastDay(), today).getYears());
    }

    /** As it is written in Vietnam: dd/mm/yyyy, mm/yyyy or yyyy. */
    @Override
    public String value() {
        return switch (known) {
            case LocalDate day -> two(day.getDayOfMonth()) + "/" + two(day.getMonthValue()) + "/" + four(day.getYear());
            case YearMonth month -> two(month.getMonthValue()) + "/" + four(month.getYear());
            default -> four(year());
        };
    }

    /** As protocols write it: yyyy-mm-dd, yyyy-mm or yyyy (ISO 8601). */
    public String iso() {
        return switch (known) {
            case LocalDate day -> day.toString();
            case YearMonth month -> month.toString();
            default -> four(year());
        };
    }

    @Override
    public String toString() {
        return "BirthDate[***]";
    }

    private static BirthDate read(MatchResult groups, int yearGroup, int monthGroup, int dayGroup) {
        var year = Integer.parseInt(groups.group(yearGroup));
        if (year == 0) {
            throw new Malformed("birthDate.year");
        }
        if (groups.group(monthGroup) == null) {
            return new BirthDate(Year.of(year));
        }
        var month = Integer.parseInt(groups.group(monthGroup));
        if (month < 1 || month > 12) {
            throw new Malformed("birthDate.noSuchMonth");
        }
        if (groups.group(dayGroup) == null) {
            return new BirthDate(YearMonth.of(year, month));
        }
        try {
            return new BirthDate(LocalDate.of(year, month, Integer.parseInt(groups.group(dayGroup))));
        } catch (DateTimeException e) {
            throw new Malformed("birthDate.noSuchDay");
        }
    }

    private static int yearOf(Temporal known) {
        return known.get(ChronoField.YEAR);
    }

    /** 1 to 12, or 0 when only the year is known. */
    private int month() {
        return switch (known) {
            case LocalDate day -> day.getMonthValue();
            case YearMonth month -> month.getMonthValue();
            default -> 0;
        };
    }

    private LocalDate firstDay() {
        return switch (known) {
            case LocalDate day -> day;
            case YearMonth month -> month.atDay(1);
            default -> LocalDate.of(year(), 1, 1);
        };
    }

    private LocalDate lastDay() {
        return switch (known) {
            case LocalDate day -> day;
            case YearMonth month -> month.atEndOfMonth();
            default -> LocalDate.of(year(), 12, 31);
        };
    }

    private static String two(int number) {
        return number < 10 ? "0" + number : String.valueOf(number);
    }

    private static String four(int year) {
        return "0".repeat(4 - String.valueOf(year).length()) + year;
    }
}
