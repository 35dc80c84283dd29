package vn.mocua.agent.dialog;

import java.awt.BorderLayout;
import java.awt.Color;
import java.awt.Component;
import java.awt.Dimension;
import java.awt.FlowLayout;
import java.awt.event.KeyEvent;
import java.awt.event.WindowAdapter;
import java.awt.event.WindowEvent;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import javax.swing.BorderFactory;
import javax.swing.Box;
import javax.swing.BoxLayout;
import javax.swing.DefaultListModel;
import javax.swing.JButton;
import javax.swing.JComponent;
import javax.swing.JFrame;
import javax.swing.JLabel;
import javax.swing.JList;
import javax.swing.JPanel;
import javax.swing.JPasswordField;
import javax.swing.JTextArea;
import javax.swing.KeyStroke;
import javax.swing.ListSelectionModel;
import javax.swing.SwingUtilities;
import javax.swing.Timer;
import javax.swing.WindowConstants;
import javax.swing.event.DocumentEvent;
import javax.swing.event.DocumentListener;
import vn.mocua.agent.protocol.Answer;
import vn.mocua.agent.protocol.Fault.Code;
import vn.mocua.agent.protocol.PinState;
import vn.mocua.agent.signing.Consent;
import vn.mocua.agent.token.Token.PinEntry;
import vn.mocua.agent.token.Tokens.Choice;
import vn.mocua.agent.words.Words;

/** The one window that asks: which site, for what, which code, which certificate, the PIN. One answer, then it is gone. */
final class ConsentWindow {

    private static final int COLUMNS = 40;

    private final Consent.Act act;
    private final Words words;
    private final CompletableFuture<Answer> answer;
    private final JFrame frame = new JFrame();
    private final JList<Choice> choices;
    private final JPasswordField pin = new JPasswordField(16);
    private final JLabel pinLabel;
    private final JTextArea warning = Paint.paragraph("", COLUMNS, Paint.WARNING);
    private final JLabel remaining = Paint.line(" ", 14, false, Paint.MUTED);
    private final JButton sign;
    private final JButton cancel;
    private final Timer clock;
    private final long deadline;
    private Choice choice;
    private boolean signing;

    ConsentWindow(
            Consent.Question question,
            Consent.Act act,
            Words words,
            Duration patience,
            CompletableFuture<Answer> answer) {
        this.answer = answer;
        this.act = act;
        this.words = words;
        this.deadline = System.nanoTime() + patience.toNanos();
        this.choice = question.choices().getFirst();
        this.choices = list(question);
        this.pinLabel = Paint.line(words.of("consent.pin"), 16, true, Paint.INK);
        this.sign = Paint.button(words.of("consent.sign"), true);
        this.cancel = Paint.button(words.of("consent.cancel"), false);
        this.clock = new Timer(250, _ -> tick());
        var page = new JPanel();
        page.setLayout(new BoxLayout(page, BoxLayout.Y_AXIS));
        page.setBackground(Paint.GROUND);
        page.setBorder(BorderFactory.createEmptyBorder(20, 28, 20, 28));
        fill(page, question);
        frame.setTitle(words.of("consent.title"));
        frame.setIconImage(Paint.icon());
        frame.setContentPane(page);
        frame.setResizable(false);
        frame.setAlwaysOnTop(true);
        frame.setDefaultCloseOperation(WindowConstants.DO_NOTHING_ON_CLOSE);
        wire();
        chosen();
    }

    void show() {
        Paint.pack(frame);
        frame.setLocationRelativeTo(null);
        frame.setVisible(true);
        frame.toFront();
        clock.start();
    }

    private void fill(JPanel page, Consent.Question question) {
        var request = question.request();
        var purpose = request.nonce().purpose();
        var kind = request.statement().flatMap(statement -> statement.kind());
        var what = words.of("purpose." + purpose.word());
        add(page, Paint.line(words.of("consent.asks"), 15, false, Paint.MUTED), 0);
        add(page, Paint.line(request.origin().value(), 20, true, Paint.LACQUER), 2);
        add(
                page,
                Paint.line(
                        kind.map(of -> words.of("consent.what.kind", what, words.of("kind." + of.word())))
                                .orElse(what),
                        17,
                        true,
                        Paint.INK),
                8);
        add(page, code(request.nonce().code()), 14);
        add(page, Paint.paragraph(words.of("consent.compare"), COLUMNS, Paint.INK), 4);
        var label = Paint.line(words.of("consent.certificate"), 16, true, Paint.INK);
        label.setLabelFor(choices);
        add(page, label, 16);
        choices.setMaximumSize(new Dimension(Integer.MAX_VALUE, choices.getPreferredSize().height));
        add(page, choices, 6);
        add(page, warning, 12);
        pinLabel.setLabelFor(pin);
        add(page, pinLabel, 14);
        add(page, pin, 6);
        add(
                page,
                Paint.paragraph(
                        words.of(
                                switch (purpose) {
                                    case REGISTER -> "consent.only";
                                    case ADD -> "consent.only.add";
                                    case SIGN_IN -> "consent.only.sign-in";
                                    case RECOVER -> "consent.only.recover";
                                }),
                        COLUMNS,
                        Paint.MUTED),
                6);
        var buttons = new JPanel(new FlowLayout(FlowLayout.LEFT, 0, 0));
        buttons.setOpaque(false);
        buttons.add(sign);
        buttons.add(Box.createHorizontalStrut(12));
        buttons.add(cancel);
        add(page, buttons, 16);
        add(page, remaining, 10);
    }

    private static void add(JPanel page, JComponent component, int above) {
        page.add(Box.createVerticalStrut(above));
        page.add(Paint.atLeft(component));
    }

    private JPanel code(String digits) {
        var row = new JPanel(new FlowLayout(FlowLayout.LEFT, 0, 0));
        row.setOpaque(false);
        row.add(Paint.line(words.of("consent.code") + "  ", 16, true, Paint.INK));
        var shown = Paint.line(digits, 30, true, Paint.INK);
        shown.getAccessibleContext().setAccessibleName(words.of("consent.code") + " " + digits);
        row.add(shown);
        return row;
    }

    private JList<Choice> list(Consent.Question question) {
        var model = new DefaultListModel<Choice>();
        question.choices().forEach(model::addElement);
        var list = new JList<>(model);
        list.setSelectionMode(ListSelectionModel.SINGLE_SELECTION);
        list.setCellRenderer((_, choice, _, selected, _) -> row(choice, selected));
        list.setSelectedIndex(0);
        list.setFocusable(model.size() > 1);
        list.setBackground(Paint.PAPER);
        list.getAccessibleContext().setAccessibleName(words.of("consent.certificate"));
        Paint.ring(list, BorderFactory.createEmptyBorder(2, 2, 2, 2), Paint.LINE);
        return list;
    }

    private Component row(Choice choice, boolean selected) {
        var certificate = CertificateWords.of(choice, words);
        var row = new JPanel(new BorderLayout());
        row.setBorder(BorderFactory.createEmptyBorder(6, 10, 6, 10));
        row.setBackground(selected ? Paint.WARNING_GROUND : Paint.PAPER);
        row.add(Paint.line((selected ? "● " : "○ ") + certificate.holder(), 16, true, Paint.INK), BorderLayout.NORTH);
        row.add(Paint.line("    " + certificate.authority(), 14, false, Paint.MUTED), BorderLayout.SOUTH);
        row.getAccessibleContext().setAccessibleName(certificate.holder() + ", " + certificate.authority());
        return row;
    }

    private void wire() {
        pin.setFont(Paint.font(20, false));
        pin.setMaximumSize(pin.getPreferredSize());
        Paint.ring(pin, BorderFactory.createEmptyBorder(6, 8, 6, 8), Paint.MUTED);
        pin.setMaximumSize(pin.getPreferredSize());
        pin.getDocument().addDocumentListener(new DocumentListener() {
            @Override
            public void insertUpdate(DocumentEvent event) {
                ready();
            }

            @Override
            public void removeUpdate(DocumentEvent event) {
                ready();
            }

            @Override
            public void changedUpdate(DocumentEvent event) {
                ready();
            }
        });
        choices.addListSelectionListener(_ -> chosen());
        sign.addActionListener(_ -> sign());
        cancel.addActionListener(_ -> end(Code.USER_CANCELLED));
        frame.getRootPane().setDefaultButton(sign);
        frame.getRootPane()
                .registerKeyboardAction(
                        _ -> end(Code.USER_CANCELLED),
                        KeyStroke.getKeyStroke(KeyEvent.VK_ESCAPE, 0),
                        JComponent.WHEN_IN_FOCUSED_WINDOW);
        frame.addWindowListener(new WindowAdapter() {
            @Override
            public void windowClosing(WindowEvent event) {
                end(Code.USER_CANCELLED);
            }

            @Override
            public void windowOpened(WindowEvent event) {
                (choices.isFocusable() ? choices : pin.isVisible() ? pin : sign).requestFocusInWindow();
            }
        });
    }

    /** Another certificate may lie on another token: with its own PIN, and its own tries left. */
    private void chosen() {
        if (choices.isSelectionEmpty()) {
            choices.setSelectedValue(choice, false);
            return;
        }
        choice = choices.getSelectedValue();
        var token = choice.token();
        var typed = token.entry() == PinEntry.TYPED && token.pin() != PinState.LOCKED;
        pinLabel.setVisible(typed);
        pin.setVisible(typed);
        switch (token.pin()) {
            case LOW -> warn("pin.low", Paint.WARNING, Paint.WARNING_GROUND);
            case FINAL -> warn("pin.final", Paint.ERROR, Paint.ERROR_GROUND);
            case LOCKED -> warn("pin.locked", Paint.ERROR, Paint.ERROR_GROUND);
            case OK -> {
                switch (token.entry()) {
                    case TYPED -> warning.setVisible(false);
                    case ON_DEVICE -> warn("pin.on-device", Paint.INK, Paint.WARNING_GROUND);
                    case BY_SYSTEM -> warn("pin.by-system", Paint.INK, Paint.WARNING_GROUND);
                }
            }
        }
        ready();
        if (frame.isShowing()) {
            Paint.pack(frame);
        }
    }

    private void warn(String key, Color colour, Color ground) {
        warning.setText(words.of(key));
        warning.setForeground(colour);
        warning.setBackground(ground);
        warning.setOpaque(true);
        warning.setBorder(BorderFactory.createEmptyBorder(8, 10, 8, 10));
        warning.setVisible(true);
    }

    private void ready() {
        var token = choice.token();
        sign.setEnabled(!signing
                && token.pin() != PinState.LOCKED
                && (token.entry() != PinEntry.TYPED || pin.getDocument().getLength() > 0));
    }

    private void sign() {
        signing = true;
        var wanted = choice;
        var typed = pin.getPassword();
        wipe();
        for (var control : new JComponent[] {choices, pin, sign, cancel}) {
            control.setEnabled(false);
        }
        remaining.setText(words.of("consent.signing"));
        Thread.ofVirtual().start(() -> {
            Answer made = Answer.refused(Code.NATIVE_FATAL);
            try {
                made = act.with(wanted, typed);
            } finally {
                Arrays.fill(typed, '\0');
                var told = made;
                SwingUtilities.invokeLater(() -> close(told));
            }
        });
    }

    private void tick() {
        var left = Duration.ofNanos(deadline - System.nanoTime());
        if (signing) {
            return;
        }
        if (left.isNegative()) {
            end(Code.USER_TIMEOUT);
        } else {
            remaining.setText(words.of("consent.remaining", left.toSeconds() + 1));
        }
    }

    private void end(Code code) {
        if (!signing) {
            close(Answer.refused(code));
        }
    }

    /** The window is gone before anybody hears of it: the next one never lies under this one. */
    private void close(Answer told) {
        clock.stop();
        wipe();
        frame.dispose();
        answer.complete(told);
    }

    /** The field keeps what it showed in a buffer of its own: that is written over before it is let go. */
    private void wipe() {
        pin.setText("\0".repeat(pin.getDocument().getLength()));
        pin.setText("");
    }
}
