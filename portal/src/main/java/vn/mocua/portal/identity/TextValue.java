package vn.mocua.portal.identity;

/** A value that people write on one line: a static {@code of(String)} reads it, {@link #value} writes it back. */
public interface TextValue {

    /** The canonical spelling. What a log shows is {@code toString}, which is masked, never this. */
    String value();
}
