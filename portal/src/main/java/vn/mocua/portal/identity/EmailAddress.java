package vn.mocua.portal.identity;

/** An e-mail address as typed, its domain in lower case. */
public record EmailAddress(String value) implements TextValue {

    public EmailAddress {
        if (!value.matches("[^@\\s]{1,64}@[^@\\s]+\\.[^@\\s]+")) {
            throw new Malformed("email.malformed");
        }
    }

    public static EmailAddress of(String text) {
        return new EmailAddress(text.strip());
    }

    /** As pages show it: {@code a***@example.vn}. */
    public String masked() {
        return value.charAt(0) + "***" + value.substring(value.indexOf('@'));
    }

    @Override
    public String toString() {
        return "EmailAddress[***]";
    }
}
