package vn.mocua.portal.page;

/**
 * A captcha as a page shows it.
 *
 * @param token the sealed text that goes back in the hidden field {@code captchaToken}
 * @param picture the address of its picture
 * @param sound the address of the same digits, spoken
 */
public record CaptchaPart(String token, String picture, String sound) {}
