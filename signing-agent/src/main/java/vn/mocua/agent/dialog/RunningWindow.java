package vn.mocua.agent.dialog;

import java.awt.BorderLayout;
import java.awt.Dimension;
import java.awt.FlowLayout;
import java.nio.file.Path;
import java.util.function.Consumer;
import javax.swing.BorderFactory;
import javax.swing.BoxLayout;
import javax.swing.JFileChooser;
import javax.swing.JFrame;
import javax.swing.JPanel;
import javax.swing.JScrollPane;
import javax.swing.JTextArea;
import javax.swing.SwingUtilities;
import javax.swing.WindowConstants;
import vn.mocua.agent.words.Words;

/** Says that the agent runs, for whom, and what it did; the place to end it, and to choose a driver. */
public final class RunningWindow {

    private static final int KEPT = 20_000;

    private final JTextArea log = new JTextArea(10, 60);

    private RunningWindow() {}

    /** Opens it small: the agent is in nobody's way. */
    public static RunningWindow open(
            Words words, String address, String sites, Consumer<Path> driverChosen, Runnable quit) {
        Paint.smoothLetters();
        var window = new RunningWindow();
        SwingUtilities.invokeLater(() -> window.build(words, address, sites, driverChosen, quit));
        return window;
    }

    public void add(String line) {
        SwingUtilities.invokeLater(() -> {
            log.append(line + "\n");
            if (log.getDocument().getLength() > KEPT) {
                log.setText(log.getText().substring(KEPT / 2));
            }
            log.setCaretPosition(log.getDocument().getLength());
        });
    }

    private void build(Words words, String address, String sites, Consumer<Path> driverChosen, Runnable quit) {
        var frame = new JFrame(words.of("running.title"));
        frame.setIconImage(Paint.icon());
        var page = new JPanel(new BorderLayout(0, 14));
        page.setBackground(Paint.GROUND);
        page.setBorder(BorderFactory.createEmptyBorder(18, 24, 18, 24));
        var head = new JPanel();
        head.setOpaque(false);
        head.setLayout(new BoxLayout(head, BoxLayout.Y_AXIS));
        head.add(Paint.atLeft(Paint.line(words.of("running.head"), 20, true, Paint.LACQUER)));
        head.add(Paint.atLeft(Paint.line(words.of("running.address", address), 15, false, Paint.INK)));
        head.add(Paint.atLeft(Paint.paragraph(words.of("running.sites", sites), 48, Paint.INK)));
        head.add(Paint.atLeft(Paint.paragraph(words.of("running.leave"), 48, Paint.MUTED)));
        page.add(head, BorderLayout.NORTH);
        log.setEditable(false);
        log.setFont(Paint.font(13, false));
        log.getAccessibleContext().setAccessibleName(words.of("running.log"));
        page.add(new JScrollPane(log), BorderLayout.CENTER);
        var buttons = new JPanel(new FlowLayout(FlowLayout.LEFT, 0, 0));
        buttons.setOpaque(false);
        var end = Paint.button(words.of("running.quit"), false);
        end.addActionListener(_ -> quit.run());
        var driver = Paint.button(words.of("running.driver"), false);
        driver.addActionListener(_ -> {
            var chooser = new JFileChooser();
            if (chooser.showOpenDialog(frame) == JFileChooser.APPROVE_OPTION) {
                driverChosen.accept(chooser.getSelectedFile().toPath());
            }
        });
        buttons.add(driver);
        buttons.add(javax.swing.Box.createHorizontalStrut(12));
        buttons.add(end);
        page.add(buttons, BorderLayout.SOUTH);
        frame.setContentPane(page);
        frame.setMinimumSize(new Dimension(560, 420));
        // Closing it puts it away; the button ends the agent.
        frame.setDefaultCloseOperation(WindowConstants.DO_NOTHING_ON_CLOSE);
        frame.addWindowListener(new java.awt.event.WindowAdapter() {
            @Override
            public void windowClosing(java.awt.event.WindowEvent event) {
                frame.setExtendedState(JFrame.ICONIFIED);
            }
        });
        Paint.pack(frame);
        frame.setLocationByPlatform(true);
        frame.setAutoRequestFocus(false);
        frame.setVisible(true);
    }
}
