package vn.mocua.sandbox.visitor;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import vn.mocua.sandbox.phone.Sms;
import vn.mocua.sandbox.town.Person;

/** Registers one person at the portal by mobile number, through the pages that anybody else uses. */
public final class Resident {

    /** What a registration ended with. */
    public enum Ending {
        REGISTERED,
        /** The portal says, after the code, that this person has an account. */
        KNOWN_ALREADY
    }

    /** The portal did not answer as expected; worth another try later. */
    public static final class Turned extends IOException {
        Turned(String why) {
            super(why);
        }
    }

    private static final int MOST_PAGES = 15;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration REFRESH = Duration.ofSeconds(3);
    private static final Duration FOR_THE_SMS = Duration.ofSeconds(60);
    private static final Pattern SIX_DIGITS = Pattern.compile("(?<![0-9])[0-9]{6}(?![0-9])");

    private final URI portal;
    private final Function<String, Optional<String>> openCaptcha;
    private final Supplier<Optional<Sms>> newestSms;
    private final Map<String, String> cookies = new LinkedHashMap<>();

    /**
     * A visitor with empty pockets.
     *
     * @param openCaptcha token to answer
     * @param newestSms the newest on the person's phone
     */
    public Resident(URI portal, Function<String, Optional<String>> openCaptcha, Supplier<Optional<Sms>> newestSms) {
        this.portal = portal;
        this.openCaptcha = openCaptcha;
        this.newestSms = newestSms;
    }

    /** Whether the portal serves pages yet. */
    public boolean isReady() throws InterruptedException {
        try (var http = client()) {
            return send(
                                    http,
                                    HttpRequest.newBuilder(portal.resolve("/actuator/health/readiness"))
                                            .GET())
                            .statusCode()
                    == 200;
        } catch (IOException e) {
            return false;
        }
    }

    /** Walks from the chooser to the done page. */
    public Ending register(Person person) throws IOException, InterruptedException {
        long before = newestSms.get().map(Sms::number).orElse(0L);
        boolean answeredCode = false;
        try (var http = client()) {
            var at = portal.resolve("/register");
            var response = get(http, at);
            for (int pages = 0; pages < MOST_PAGES; pages++) {
                if (response.statusCode() / 100 == 3) {
                    at = at.resolve(response.headers().firstValue("Location").orElse("/"));
                    response = get(http, at);
                    continue;
                }
                if (at.getPath().equals("/register/done")) {
                    return Ending.REGISTERED;
                }
                var page = Page.of(response.body());
                if (answeredCode && page.linksTo("/forgot-password") && page.linksTo("/complaints")) {
                    return Ending.KNOWN_ALREADY;
                }
                if (response.statusCode() != 200) {
                    throw new Turned(at.getPath() + " answered " + response.statusCode());
                }
                var form = List.of("method", "nationalId", "otp", "password").stream()
                        .flatMap(asked -> page.asking(asked).stream())
                        .findFirst();
                if (form.isEmpty() && response.headers().firstValue("Refresh").isPresent()) {
                    Thread.sleep(REFRESH); // a page that waits for somebody else
                    response = get(http, at);
                    continue;
                }
                if (form.isEmpty()) {
                    throw new Turned("a page asks for nothing that is known");
                }
                var fields = answers(person, form.get(), before);
                answeredCode |= fields.containsKey("otp");
                var action = form.get().action();
                at = action.isEmpty() ? at : at.resolve(action);
                response = post(http, at, form.get(), fields);
            }
        }
        throw new Turned("more pages than a registration has");
    }

    private Map<String, String> answers(Person person, Page.Form form, long before)
            throws IOException, InterruptedException {
        if (form.asks("method")) {
            return Map.of("kind", "citizen", "method", "mobile-subscriber");
        }
        if (form.asks("nationalId")) {
            return details(person, form);
        }
        if (form.asks("otp")) {
            return Map.of("otp", code(before));
        }
        var password = String.valueOf(person.password());
        return Map.of("password", password, "passwordConfirmation", password);
    }

    private Map<String, String> details(Person person, Page.Form form) throws IOException {
        var fields = new LinkedHashMap<String, String>();
        fields.put("nationalId", person.nationalId());
        fields.put("fullName", person.fullName());
        fields.put("birthDate", person.birthDate());
        fields.put("phone", person.phone());
        var consent = form.offered().getOrDefault("consent", "");
        fields.put("consent", consent.isEmpty() ? "on" : consent);
        var token = form.sent().get("captchaToken");
        if (token != null) {
            fields.put("captcha", openCaptcha.apply(token).orElseThrow(() -> new Turned("the captcha stays shut")));
        }
        return fields;
    }

    /** Waits for a code that was not there before. */
    private String code(long before) throws IOException, InterruptedException {
        for (long waited = 0; waited < FOR_THE_SMS.toMillis(); waited += 200) {
            var fresh = newestSms.get().filter(sms -> sms.number() > before).map(Sms::text);
            var digits = SIX_DIGITS.matcher(fresh.orElse(""));
            if (digits.find()) {
                return digits.group();
            }
            Thread.sleep(200);
        }
        throw new Turned("no SMS came");
    }

    private static HttpClient client() {
        return HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    }

    private HttpResponse<String> get(HttpClient http, URI at) throws IOException, InterruptedException {
        return send(http, HttpRequest.newBuilder(at).GET());
    }

    private HttpResponse<String> post(HttpClient http, URI at, Page.Form form, Map<String, String> typed)
            throws IOException, InterruptedException {
        var fields = new LinkedHashMap<>(form.sent());
        fields.putAll(typed);
        var body = new StringBuilder();
        fields.forEach((name, value) -> body.append(body.isEmpty() ? "" : "&")
                .append(encode(name))
                .append('=')
                .append(encode(value)));
        return send(
                http,
                HttpRequest.newBuilder(at)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .header("Origin", portal.getScheme() + "://" + portal.getAuthority())
                        .POST(HttpRequest.BodyPublishers.ofString(body.toString())));
    }

    /** Sends with all cookies: on localhost a browser sends the secure ones over http as well. */
    private HttpResponse<String> send(HttpClient http, HttpRequest.Builder request)
            throws IOException, InterruptedException {
        if (!cookies.isEmpty()) {
            var header = new StringBuilder();
            cookies.forEach((name, value) -> header.append(header.isEmpty() ? "" : "; ")
                    .append(name)
                    .append('=')
                    .append(value));
            request.header("Cookie", header.toString());
        }
        var response = http.send(
                request.header("Accept", "text/html").timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofString());
        for (var cookie : response.headers().allValues("Set-Cookie")) {
            var pair = cookie.split(";", 2)[0].split("=", 2);
            if (pair.length == 2) {
                if (pair[1].isEmpty()) {
                    cookies.remove(pair[0].strip());
                } else {
                    cookies.put(pair[0].strip(), pair[1].strip());
                }
            }
        }
        return response;
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
