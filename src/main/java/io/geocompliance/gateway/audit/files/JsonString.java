package io.geocompliance.gateway.audit.files;

/** How a text is said in JSON (RFC 8259, section 7); lines are written so, and what is made of them. */
public final class JsonString {

    private JsonString() {}

    /** Appends it with its quotes; no control character is left in it. */
    public static void append(StringBuilder text, String value) {
        text.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                text.append('\\').append(c);
            } else if (c < 0x20 || c == 0x7F) {
                text.append(String.format("\\u%04x", (int) c));
            } else {
                text.append(c);
            }
        }
        text.append('"');
    }
}
