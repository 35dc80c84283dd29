package vn.mocua.agent.dialog;

import java.awt.Color;
import java.awt.Component;
import java.awt.Cursor;
import java.awt.Font;
import java.awt.Image;
import java.awt.RenderingHints;
import java.awt.event.FocusEvent;
import java.awt.event.FocusListener;
import java.awt.image.BufferedImage;
import javax.swing.BorderFactory;
import javax.swing.JButton;
import javax.swing.JComponent;
import javax.swing.JFrame;
import javax.swing.JLabel;
import javax.swing.JTextArea;
import javax.swing.border.Border;

/** Colours, letters and buttons of the agent's windows: those of the portal's pages. */
final class Paint {

    static final Color GROUND = new Color(0xFBF7F0);
    static final Color PAPER = Color.WHITE;
    static final Color INK = new Color(0x211A16);
    static final Color MUTED = new Color(0x5C524B);
    static final Color LINE = new Color(0xDDD3C6);
    static final Color LACQUER = new Color(0x7A1F1A);
    static final Color ACTION = new Color(0xB8440B);
    static final Color WARNING = new Color(0x8A5A00);
    static final Color WARNING_GROUND = new Color(0xFFF4D6);
    static final Color ERROR = new Color(0xA61B1B);
    static final Color ERROR_GROUND = new Color(0xFDECEA);
    static final Color FOCUS = new Color(0xFFBF00);

    private Paint() {}

    static Font font(int size, boolean bold) {
        return new Font(Font.SANS_SERIF, bold ? Font.BOLD : Font.PLAIN, size);
    }

    /** Must be said before the first window. */
    static void smoothLetters() {
        if (System.getProperty("awt.useSystemAAFontSettings") == null) {
            System.setProperty("awt.useSystemAAFontSettings", "on");
        }
    }

    /** Twice: how high text is that wraps is known only when it is known how wide it is. */
    static void pack(JFrame frame) {
        frame.pack();
        for (var component : frame.getContentPane().getComponents()) {
            component.invalidate();
        }
        frame.pack();
    }

    /** An open door. */
    static Image icon() {
        var icon = new BufferedImage(64, 64, BufferedImage.TYPE_INT_ARGB);
        var brush = icon.createGraphics();
        brush.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        brush.setColor(LACQUER);
        brush.fillRoundRect(0, 0, 64, 64, 14, 14);
        brush.setColor(GROUND);
        brush.fillPolygon(new int[] {10, 27, 27, 10}, new int[] {10, 18, 46, 54}, 4);
        brush.fillPolygon(new int[] {54, 37, 37, 54}, new int[] {10, 18, 46, 54}, 4);
        brush.dispose();
        return icon;
    }

    /** A line of text. What comes from outside is never read as HTML. */
    static JLabel line(String text, int size, boolean bold, Color colour) {
        var label = new JLabel();
        label.putClientProperty("html.disable", true);
        label.setText(text);
        label.setFont(font(size, bold));
        label.setForeground(colour);
        return label;
    }

    /** Text that wraps. */
    static JTextArea paragraph(String text, int columns, Color colour) {
        var area = new JTextArea(text);
        area.setColumns(columns);
        area.setLineWrap(true);
        area.setWrapStyleWord(true);
        area.setEditable(false);
        area.setFocusable(false);
        area.setOpaque(false);
        area.setFont(font(15, false));
        area.setForeground(colour);
        return area;
    }

    static JButton button(String text, boolean main) {
        var button = new JButton(text) {
            @Override
            public void setEnabled(boolean enabled) {
                super.setEnabled(enabled);
                setBackground(enabled ? main ? ACTION : PAPER : LINE);
            }
        };
        button.setFont(font(16, true));
        button.setBackground(main ? ACTION : PAPER);
        button.setForeground(main ? Color.WHITE : INK);
        button.setFocusPainted(false);
        button.setCursor(Cursor.getPredefinedCursor(Cursor.HAND_CURSOR));
        ring(button, BorderFactory.createEmptyBorder(9, 25, 9, 25), main ? ACTION : MUTED);
        return button;
    }

    /** A line around a control that turns bright while the keyboard is there. */
    static void ring(JComponent control, Border inside, Color line) {
        var calm = BorderFactory.createCompoundBorder(BorderFactory.createLineBorder(line, 2), inside);
        var focused = BorderFactory.createCompoundBorder(
                BorderFactory.createCompoundBorder(
                        BorderFactory.createLineBorder(INK, 1), BorderFactory.createLineBorder(FOCUS, 3)),
                BorderFactory.createEmptyBorder(
                        Math.max(0, inside.getBorderInsets(control).top - 2),
                        Math.max(0, inside.getBorderInsets(control).left - 2),
                        Math.max(0, inside.getBorderInsets(control).bottom - 2),
                        Math.max(0, inside.getBorderInsets(control).right - 2)));
        control.setBorder(calm);
        control.addFocusListener(new FocusListener() {
            @Override
            public void focusGained(FocusEvent event) {
                control.setBorder(focused);
            }

            @Override
            public void focusLost(FocusEvent event) {
                control.setBorder(calm);
            }
        });
    }

    static <C extends JComponent> C atLeft(C component) {
        component.setAlignmentX(Component.LEFT_ALIGNMENT);
        return component;
    }
}
