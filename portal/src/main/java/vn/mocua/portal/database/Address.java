package vn.mocua.portal.database;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A database and the role by which it is reached.
 *
 * @param url in JDBC form, without role and password
 */
record Address(String url, String role, String password) {

    private static final Pattern FORM = Pattern.compile(
            "(?:jdbc:)?postgres(?:ql)?://(?:(?<login>[^@/?]*)@)?(?<where>[^?]*)(?:[?](?<settings>.*))?");

    /** What libpq calls otherwise than the JDBC driver. */
    private static final Map<String, String> NAMES_IN_JDBC = Map.of(
            "connect_timeout", "connectTimeout",
            "application_name", "ApplicationName",
            "target_session_attrs", "targetServerType",
            "channel_binding", "channelBinding",
            "keepalives", "tcpKeepAlive");

    private static final Map<String, String> SERVERS_IN_JDBC = Map.of(
            "read-write", "primary",
            "primary", "primary",
            "any", "any",
            "prefer-standby", "preferSecondary",
            "standby", "secondary",
            "read-only", "secondary");

    /** Reads {@code postgres://role:password@host:port/database?settings} and {@code jdbc:postgresql://…?user=…}. */
    static Address of(String text) {
        var parts = FORM.matcher(text.strip());
        if (!parts.matches()) {
            // The text itself may hold a password and is not repeated.
            throw new IllegalArgumentException(
                    "a database address has the form postgres://role:password@host/database");
        }
        var settings = settings(Optional.ofNullable(parts.group("settings")).orElse(""));
        var login = Optional.ofNullable(parts.group("login")).orElse("").split(":", 2);
        var role = login[0].isEmpty() ? settings.remove("user") : decoded(login[0]);
        var password = login.length < 2 ? settings.remove("password") : decoded(login[1]);
        if (role == null) {
            throw new IllegalArgumentException(
                    "a database address names its role: postgres://role:password@host/database");
        }
        var tail = settings.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return new Address(
                "jdbc:postgresql://" + parts.group("where") + (tail.isEmpty() ? "" : "?" + tail),
                role,
                password == null ? "" : password);
    }

    /** The same address with driver settings added where it says nothing of them. */
    Address withDefaults(Map<String, String> defaults) {
        var added = defaults.entrySet().stream()
                .filter(entry -> !url.matches(".*[?&]" + entry.getKey() + "=.*"))
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .sorted()
                .collect(Collectors.joining("&"));
        return added.isEmpty() ? this : new Address(url + (url.contains("?") ? "&" : "?") + added, role, password);
    }

    /** The role as SQL spells it. */
    String roleInSql() {
        return role.matches("[a-z_][a-z0-9_]*") ? role : '"' + role.replace("\"", "\"\"") + '"';
    }

    private static Map<String, String> settings(String text) {
        var settings = new LinkedHashMap<String, String>();
        for (var setting : text.split("&")) {
            if (setting.isEmpty()) {
                continue;
            }
            var parts = setting.split("=", 2);
            var name = NAMES_IN_JDBC.getOrDefault(parts[0], parts[0]);
            var value = parts.length < 2 ? "" : decoded(parts[1]);
            settings.put(
                    name,
                    switch (name) {
                        case "targetServerType" -> SERVERS_IN_JDBC.getOrDefault(value, value);
                        case "tcpKeepAlive" -> value.equals("1") ? "true" : value.equals("0") ? "false" : value;
                        default -> value;
                    });
        }
        return settings;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "Address[" + url + ", " + role + "]";
    }
}
