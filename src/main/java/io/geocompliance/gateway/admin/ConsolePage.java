package io.geocompliance.gateway.admin;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;

/** The console: what is in force, on one page that needs neither script nor style. */
final class ConsolePage {

    private static final String STYLE = """
            :root{color-scheme:light dark}
            body{margin:0 auto;padding:1rem;max-width:60rem;font:1rem/1.5 system-ui,sans-serif;\
            background:#fff;color:#1c1e21;overflow-wrap:anywhere}
            a{color:#0b4a7f;display:inline-block;min-height:1.5rem}
            :focus-visible{outline:3px solid;outline-offset:2px}
            dt{font-weight:700}dd{margin:0 0 .5rem}
            @media (prefers-color-scheme:dark){body{background:#16181c;color:#e9e7e2}a{color:#9ccbf5}}
            """;

    private ConsolePage() {}

    /** Nothing but our own style may be loaded or run. */
    static String contentSecurityPolicy() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(STYLE.getBytes(StandardCharsets.UTF_8));
            return "default-src 'none'; style-src 'sha256-"
                    + Base64.getEncoder().encodeToString(digest)
                    + "'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
        } catch (NoSuchAlgorithmException everyPlatformHasIt) {
            throw new IllegalStateException(everyPlatformHasIt);
        }
    }

    static String html(GatewayStatus status) {
        GatewayStatus.InForce inForce = status.inForce();
        GatewayStatus.Reload reload = status.lastReload();
        List<String> obstacles = status.obstacles().stream()
                .sorted()
                .map(GatewayStatus.Obstacle::sentence)
                .toList();
        return "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>Geo-compliance gateway</title>\n"
                + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<style>" + STYLE
                + "</style>\n</head>\n<body>\n<main>\n<h1>Geo-compliance gateway</h1>\n"
                + section("Readiness", obstacles.isEmpty() ? "<p>Ready.</p>" : list(obstacles))
                + section("Notes", list(status.notes()))
                + section(
                        "In force",
                        "<dl>" + entry("Revision", inForce.revision()) + entry("SHA-256", inForce.sha256())
                                + entry("Public key of the evidence log", inForce.logKey()) + "</dl>")
                + section("Rules, in the order they are tried", list(inForce.rules()))
                + section("Databases", list(inForce.databases()))
                + section(
                        "Last reload",
                        "<p><time>" + escaped(reload.at().toString()) + "</time>: "
                                + (reload.problems().isEmpty()
                                        ? "in force.</p>"
                                        : "refused, what was in force stays.</p>" + list(reload.problems())))
                + "</main>\n<nav aria-label=\"Machine-readable\">\n<ul>\n" + link("/health/live")
                + link("/health/ready") + link("/metrics") + "</ul>\n</nav>\n</body>\n</html>\n";
    }

    private static String section(String heading, String content) {
        return "<h2>" + heading + "</h2>\n" + content + "\n";
    }

    private static String entry(String term, String value) {
        return "<dt>" + term + "</dt><dd>" + (value.isEmpty() ? "none" : escaped(value)) + "</dd>";
    }

    private static String list(List<String> lines) {
        return lines.isEmpty()
                ? "<p>None.</p>"
                : lines.stream()
                        .map(line -> "<li>" + escaped(line) + "</li>")
                        .collect(Collectors.joining("\n", "<ul>\n", "\n</ul>"));
    }

    private static String link(String path) {
        return "<li><a href=\"" + path + "\">" + path + "</a></li>\n";
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
