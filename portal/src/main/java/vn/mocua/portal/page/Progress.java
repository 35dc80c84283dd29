package vn.mocua.portal.page;

/**
 * How far a person has come on a journey.
 *
 * @param step the step that is shown, from 1
 * @param of how many there are
 * @param name what the step is called, in the page's language
 */
public record Progress(int step, int of, String name) {}
