package vn.mocua.agent;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.util.List;
import vn.mocua.agent.protocol.Language;
import vn.mocua.agent.token.Worker;
import vn.mocua.agent.webeid.NativeHost;
import vn.mocua.agent.words.Plain;
import vn.mocua.agent.words.Words;

/** The one program: a door for pages, a host for an extension, a command line, and the child that holds a driver. */
public final class Main {

    static final int MISUSE = 2;

    private Main() {}

    /** Runs a command, and ends with its code. */
    public static void main(String[] arguments) throws IOException {
        System.exit(run(List.of(arguments)));
    }

    private static int run(List<String> arguments) throws IOException {
        if (NativeHost.isCalledBy(arguments)) {
            return host(Options.of(List.of()));
        }
        Options options;
        try {
            options = Options.of(arguments);
        } catch (IllegalArgumentException e) {
            System.err.println("mocua-agent: " + e.getMessage());
            Plain.say(System.err, new Words(Language.VIETNAMESE).of("usage"));
            return MISUSE;
        }
        if (options.command().equals("token-worker")) {
            System.setProperty("java.awt.headless", "true");
            Worker.run(options.file().orElseThrow().toString());
            return 0;
        }
        if (options.command().equals("native-host")) {
            return host(options);
        }
        var agent = new Agent(options, Settings.ofUser());
        return switch (options.command()) {
            case "run" -> agent.run();
            case "sign" -> agent.sign(options.file().orElseThrow());
            case "status" -> agent.status();
            case "install-host" -> agent.installHost();
            case "remove-host" -> agent.removeHost();
            case "help" -> {
                Plain.say(System.out, agent.words().of("usage"));
                yield 0;
            }
            default -> {
                Plain.say(System.err, agent.words().of("usage"));
                yield MISUSE;
            }
        };
    }

    /** Standard output belongs to the browser: whatever else writes there goes to standard error. */
    private static int host(Options options) throws IOException {
        System.setOut(System.err);
        var agent = new Agent(options, Settings.ofUser());
        try (var out = new FileOutputStream(FileDescriptor.out)) {
            new NativeHost(agent.signer()).run(new FileInputStream(FileDescriptor.in), out);
        }
        return 0;
    }
}
