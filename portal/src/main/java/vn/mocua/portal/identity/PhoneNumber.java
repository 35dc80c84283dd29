package vn.mocua.portal.identity;

/** A Vietnamese mobile number, kept as E.164. */
public record PhoneNumber(String value) implements TextValue {

    public PhoneNumber {
        if (!value.matches("[+]84(3[02-9]|5[125689]|7[06-9]|8[1-9]|9[0-46-9])[0-9]{7}")) {
            throw new Malformed("phone.unknown");
        }
    }

    public static PhoneNumber of(String text) {
        return new PhoneNumber(text.replaceAll("[\\s.()-]", "").replaceFirst("^(\\+84|0084|84|0)", "+84"));
    }

    /** As the person writes it: {@code 0821234088}. */
    public String national() {
        return "0" + value.substring(3);
    }

    /** As the guide shows it on the one-time-code page: {@code 082****088}. */
    public String masked() {
        return national().substring(0, 3) + "****" + national().substring(7);
    }

    @Override
    public String toString() {
        return "PhoneNumber[" + masked() + "]";
    }
}
