package vn.mocua.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import vn.mocua.bench.House.Hash;
import vn.mocua.bench.Registration.Method;

/** {@code ./mocua bench}: drives the programs as they are shipped, on loopback only, and ends by itself. */
public final class Main {

    private static final String USAGE = """
        usage: ./mocua bench [SCENARIO] [OPTIONS]

          registrations  whole registrations: processor time, throughput, times of pages (when nothing is named)
              --method mobile-subscriber|social-insurance
              --users 1,8,32,64      how many at once, one run for each
              --journeys N           registrations in each run
              --hash real|cheap|both how dearly passwords are hashed
              --repetitions 3        runs of each, of which the median is told
              --warm-up N            registrations before the first run
              --record DIR           writes a flight recording of the portal while it is measured
          methods        what registering by social insurance costs more than by mobile subscriber
              --users 8              at once
              --journeys 300         registrations in each run
              --repetitions 5        runs of each, by turns
              --warm-up 500          registrations of each in a round before; rounds go on until
                                     little is left to compile
          hanging        whether signing in stays fast while the insurance register hangs
              --seconds 60           alone, while people register, and while the register hangs
          usb            what registering with a USB token costs, keys made before
              --users 8              at once
              --journeys 150         registrations in each run
              --repetitions 3        runs of each of two, by turns: the certificate's status remembered, or asked for
              --signatures 4000      signed before all, by people who go no further
              --warm-up 300          registrations in a round before
              --record DIR           writes a flight recording of the portal while it is measured
          prompts        threads and memory of the portal while people are waited for on their phones
              --count 10000          prompts that nobody answers
              --users 16             at once while they are asked
          evidence       time and memory of the evidence worker
              --people 50            who registered by signature
          sign-ins       what signing in costs, and how many a second leave pages fast, with the cheap hash
              --rate 1000            sign-ins a second that are tried first; then fewer, until it goes
              --people 1000          with accounts
              --journeys 400         sign-ins in each run that tells the cost
              --repetitions 3        such runs of each way: known device, new device with a code
              --seconds 8            at each rate
          flood          whether those who know their passwords are let in while wrong ones come in a flood
              --rate 100             wrong passwords a second
              --seconds 25           of each flood: many accounts from one source, one from many, many from many
              --people 200           with accounts
          start          cold and warm start to the first page, memory and processor time when idle
          alike          whether ids that are registered can be told from others, by answer or by time:
                         by registering, signing in, a forgotten password
              --people 500           of each kind
              --hash cheap           or real
          races          fifty simultaneous last steps for one id
              --repetitions 20
          attack         two hundred sign-ins at once with long passwords and with huge ones
        """;

    private Main() {}

    /** Ends with 1 when something that must hold did not. */
    public static void main(String[] arguments) throws IOException {
        var named = arguments.length > 0 && !arguments[0].startsWith("--");
        var scenario = named ? arguments[0] : "registrations";
        try {
            var options = new Options(List.of(arguments).subList(named ? 1 : 0, arguments.length));
            var report = switch (scenario) {
                case "registrations" -> Registrations.run(options);
                case "methods" -> Methods.run(options);
                case "hanging" -> Hanging.run(options);
                case "usb" -> UsbRegistrations.run(options);
                case "prompts" -> Prompts.run(options);
                case "evidence" -> Evidence.run(options);
                case "start" -> Starts.run(options);
                case "sign-ins" -> SignInLoad.run(options);
                case "flood" -> Flood.run(options);
                case "alike" -> Alike.run(options);
                case "races" -> Races.run(options);
                case "attack" -> Attack.run(options);
                default -> throw new IllegalArgumentException("there is no " + scenario);
            };
            report.write();
            System.exit(report.allHold() ? 0 : 1);
        } catch (IllegalArgumentException e) {
            System.err.println("bench: " + e.getMessage());
            System.err.println(USAGE);
            System.exit(2);
        }
    }

    /** What stands behind the scenario's name, each {@code --name value}. */
    static final class Options {

        private static final Set<String> NAMES = Set.of(
                "users",
                "journeys",
                "signatures",
                "hash",
                "repetitions",
                "warm-up",
                "record",
                "people",
                "count",
                "rate",
                "method",
                "seconds");

        private final Map<String, String> values = new HashMap<>();

        Options(List<String> words) {
            for (int i = 0; i < words.size(); i += 2) {
                var name = words.get(i).replaceFirst("^--", "");
                if (!words.get(i).startsWith("--") || !NAMES.contains(name) || i + 1 == words.size()) {
                    throw new IllegalArgumentException("not understood: " + words.get(i));
                }
                values.put(name, words.get(i + 1));
            }
        }

        int number(String name, int usual, int most) {
            var number = bounded(values.getOrDefault(name, Integer.toString(usual)), name, most);
            return number;
        }

        boolean has(String name) {
            return values.containsKey(name);
        }

        List<Integer> users() {
            return Arrays.stream(values.getOrDefault("users", "1,8,32,64").split(","))
                    .map(each -> bounded(each, "users", 256))
                    .toList();
        }

        List<Hash> hashes() {
            var hash = values.getOrDefault("hash", "both");
            return hash.equals("both") ? List.of(Hash.CHEAP, Hash.REAL) : List.of(hash(Hash.CHEAP));
        }

        Hash hash(Hash usual) {
            return Hash.valueOf(values.getOrDefault("hash", usual.word()).toUpperCase(Locale.ROOT));
        }

        Method method() {
            var word = values.getOrDefault("method", Method.MOBILE_SUBSCRIBER.word());
            return Arrays.stream(Method.values())
                    .filter(method -> method.word().equals(word))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("nobody registers here by " + word));
        }

        Path folder(String name) {
            return Path.of(values.getOrDefault(name, ".")).toAbsolutePath();
        }

        private static int bounded(String text, String name, int most) {
            if (!text.matches("[0-9]{1,7}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > most) {
                throw new IllegalArgumentException("--" + name + " is a number from 1 to " + most);
            }
            return Integer.parseInt(text);
        }
    }
}
