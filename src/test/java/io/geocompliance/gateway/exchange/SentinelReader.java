package io.geocompliance.gateway.exchange;

/** A reader of a protected region who says much of what must not be found afterwards. */
final class SentinelReader {

    static final String V4 = "77.88.55.242";
    static final String V6 = "2a02:6b8:dead:beef:cafe:f00d:77:88";
    static final String PATH = "/sentinel-path-77ab/x?sentinel-query=1";
    static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    static final String AGENT = "SentinelAgent/9.7";
    static final String COOKIE = "sentinel-cookie-41d8";

    private SentinelReader() {}

    /** Fields of a request; the first says the address. */
    static String[] lines(String addressLine) {
        return new String[] {
            addressLine,
            "Accept: text/html",
            "Accept-Encoding: gzip",
            "User-Agent: " + AGENT,
            "Cookie: id=" + COOKIE,
            "Referer: https://sentinel.example/from",
            "traceparent: 00-" + TRACE + "-b7ad6b7169203331-01",
            "tracestate: sentinel=1",
            "baggage: id=sentinel",
            "b3: " + TRACE + "-b7ad6b7169203331",
            "X-Request-Id: sentinel-request",
            "X-Correlation-Id: sentinel-request",
            "X-Real-IP: " + V4,
            "True-Client-IP: " + V6,
            "CF-Connecting-IP: " + V4,
            "X_Forwarded_For: " + V4,
            "X-Client-IP: " + V4
        };
    }
}
