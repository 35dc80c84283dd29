package vn.mocua.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;

/** A person at the keyboard, who sees where the focus is and finds what they look for by pressing Tab. */
final class Keyboard {

    private static final int FAR_ENOUGH = 60;

    /** A ring or frame of at least two pixels, on the element, on the label that stands for it, or around the boxes of a code. */
    private static final String FOCUS_IN_SIGHT = """
        element => {
          const drawn = each => {
            if (!each) return false;
            const style = getComputedStyle(each);
            return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
          };
          const label = element.nextElementSibling;
          const seen = element.matches('input[type=radio], input[type=checkbox]') && drawn(label) ? label
              : drawn(element) ? element : drawn(element.closest('.code')) ? element : null;
          if (!seen) return 'no ring';
          const box = seen.getBoundingClientRect();
          return box.bottom > 0 && box.top < innerHeight && box.width > 0 && box.height > 0 ? '' : 'out of sight';
        }\
        """;

    private static final String NAME = """
        element => [element.id, (element.innerText || element.textContent || '').replace(/\\s+/g, ' ').trim()]\
        """;

    private final Window window;

    Keyboard(Window window) {
        this.window = window;
    }

    /** Presses Tab until the focus is on what has this id or these words. */
    Keyboard tabTo(String idOrWords) {
        var met = new ArrayList<String>();
        for (int i = 0; i < FAR_ENOUGH; i++) {
            window.page().keyboard().press("Tab");
            if (focused("element === document.body").equals("true")) {
                continue;
            }
            var found = String.valueOf(window.page().evaluate("(" + NAME + ")(document.activeElement).join('|')"));
            met.add(found);
            assertThat(window.page().evaluate("(" + FOCUS_IN_SIGHT + ")(document.activeElement)"))
                    .as("the focus on %s of %s", found, window.path())
                    .isEqualTo("");
            var parts = found.split("\\|", 2);
            if (parts[0].equals(idOrWords) || parts[1].equals(idOrWords)) {
                return this;
            }
        }
        throw new AssertionError("Tab does not lead to " + idOrWords + " on " + window.path() + " but to " + met);
    }

    /** Reads something of the element that has the focus. */
    String focused(String expression) {
        return String.valueOf(window.page().evaluate("(element => " + expression + ")(document.activeElement)"));
    }

    Keyboard type(String text) {
        window.page().keyboard().type(text);
        return this;
    }

    /** All that stands in the field, so that typing replaces it. */
    Keyboard select() {
        window.page().keyboard().press("Control+A");
        return this;
    }

    Keyboard space() {
        window.page().keyboard().press("Space");
        return this;
    }

    Keyboard enter() {
        window.page().keyboard().press("Enter");
        return this;
    }
}
