package io.geocompliance.gateway.testing;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Assumptions;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;

/** Debian's Chromium with a fresh profile; a test that needs it is skipped, with the reason printed, where it isn't installed. */
public final class Chromium implements AutoCloseable {

    private static final Path BROWSER = Path.of("/usr/bin/chromium");
    private static final Path DRIVER = Path.of("/usr/bin/chromedriver");

    private final ChromeDriver driver;

    private Chromium(ChromeDriver driver) {
        this.driver = driver;
    }

    /** Starts it; {@code directory} takes the profile. */
    public static Chromium start(Path directory) {
        if (!Files.isExecutable(BROWSER) || !Files.isExecutable(DRIVER)) {
            String reason = "skipped: Chromium and its driver are not installed as " + BROWSER + " and " + DRIVER;
            System.out.println(reason);
            Assumptions.abort(reason);
        }
        ChromeOptions options = new ChromeOptions();
        options.setBinary(BROWSER.toString());
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                // Nothing of a saved page may be fetched from anywhere: names lead nowhere.
                "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1 , EXCLUDE localhost",
                "--user-data-dir=" + directory.resolve("profile"));
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(DRIVER.toFile())
                .usingAnyFreePort()
                .build();
        return new Chromium(new ChromeDriver(service, options));
    }

    public void open(String url) {
        driver.get(url);
    }

    /** Evaluates the body of a JavaScript function in the page. */
    public Object evaluate(String script) {
        return driver.executeScript(script);
    }

    /** The document's text as it came, decoded and not yet parsed; of a page that was opened after {@link #headers}. */
    public String source() {
        Map<?, ?> tree = (Map<?, ?>)
                driver.executeCdpCommand("Page.getFrameTree", Map.of()).get("frameTree");
        Object loader = ((Map<?, ?>) tree.get("frame")).get("loaderId"); // and the name of the navigation's request
        return String.valueOf(driver.executeCdpCommand("Network.getResponseBody", Map.of("requestId", loader))
                .get("body"));
    }

    /** What its console has called errors since the last look: of scripts, and of what did not arrive whole. */
    public List<String> errors() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().equals(Level.SEVERE))
                .map(LogEntry::getMessage)
                .toList();
    }

    /** The viewport's width and height in CSS pixels, whatever the window's are; no scroll bar takes from it, as on a telephone. */
    public void viewport(int width, int height) {
        driver.executeCdpCommand("Emulation.setScrollbarsHidden", Map.of("hidden", true));
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    }

    /** The same for a function whose last argument is to be called with the result. */
    public Object evaluateLater(String script) {
        driver.manage().timeouts().scriptTimeout(Duration.ofMinutes(3));
        return driver.executeAsyncScript(script);
    }

    /** Presses a key as a reader does, {@code Tab} for instance. */
    public void press(String key, int code) {
        for (String type : List.of("rawKeyDown", "keyUp")) {
            driver.executeCdpCommand(
                    "Input.dispatchKeyEvent",
                    Map.of("type", type, "key", key, "code", key, "windowsVirtualKeyCode", code));
        }
    }

    /** Light, dark or forced colours: a reader's own. */
    public void colours(String scheme, boolean forced) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of(
                        "features",
                        List.of(
                                Map.of("name", "prefers-color-scheme", "value", scheme),
                                Map.of("name", "forced-colors", "value", forced ? "active" : "none"))));
    }

    /** {@code light} or {@code dark}. */
    public void colorScheme(String value) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", value))));
    }

    /** Sends these header fields with every request from now on. */
    public void headers(Map<String, Object> fields) {
        driver.executeCdpCommand("Network.enable", Map.of());
        driver.executeCdpCommand("Network.setExtraHTTPHeaders", Map.of("headers", fields));
    }

    /** Writes what the viewport shows as PNG. */
    public void screenshot(Path file) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.write(file, png(Map.of("format", "png")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the page looks like from its first line to its last, one pixel for each CSS pixel. */
    public BufferedImage wholePage() {
        Object width = evaluate("return document.documentElement.clientWidth");
        Object height = evaluate("return document.documentElement.scrollHeight");
        byte[] png = png(Map.of(
                "format",
                "png",
                "captureBeyondViewport",
                true,
                "clip",
                Map.of("x", 0, "y", 0, "width", width, "height", height, "scale", 1)));
        try {
            return ImageIO.read(new ByteArrayInputStream(png));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The viewport. */
    public BufferedImage viewport() {
        try {
            return ImageIO.read(new ByteArrayInputStream(png(Map.of("format", "png"))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] png(Map<String, Object> options) {
        Object data =
                driver.executeCdpCommand("Page.captureScreenshot", options).get("data");
        return Base64.getDecoder().decode(String.valueOf(data));
    }

    @Override
    public void close() {
        driver.quit();
    }
}
