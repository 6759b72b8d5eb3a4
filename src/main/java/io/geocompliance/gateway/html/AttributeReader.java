package io.geocompliance.gateway.html;

/** Reads a tag from behind its name to its {@code >} (WHATWG HTML 13.2.5.32 to .40). */
final class AttributeReader {

    /** What html tags say is collected here. */
    private final RootAttributes root = new RootAttributes();

    private ScanState state = ScanState.BEFORE_ATTRIBUTE_NAME;
    private boolean complete;
    private boolean selfClosing;
    private boolean collecting;

    /** Begins at the byte behind the name, where it goes on as behind a quoted value: space, slash or the end. */
    void start() {
        state = ScanState.AFTER_ATTRIBUTE_VALUE_QUOTED;
        complete = false;
        selfClosing = false;
        collecting = false;
    }

    /** Begins at the byte behind the name of an html tag. */
    void startRoot() {
        start();
        collecting = true;
        root.startTag();
    }

    /** Reads to the tag's end or the bytes'; returns the index of the first byte not read. */
    int read(byte[] b, int from, int to) {
        int at = from;
        while (at < to && !complete) {
            at = switch (state) {
                case BEFORE_ATTRIBUTE_NAME -> beforeAttributeName(b[at], at);
                case ATTRIBUTE_NAME -> attributeName(b, at, to);
                case AFTER_ATTRIBUTE_NAME -> afterAttributeName(b[at], at);
                case BEFORE_ATTRIBUTE_VALUE -> beforeAttributeValue(b[at], at);
                case ATTRIBUTE_VALUE_DOUBLE_QUOTED -> quotedValue(b, at, to, (byte) '"');
                case ATTRIBUTE_VALUE_SINGLE_QUOTED -> quotedValue(b, at, to, (byte) '\'');
                case ATTRIBUTE_VALUE_UNQUOTED -> unquotedValue(b, at, to);
                case AFTER_ATTRIBUTE_VALUE_QUOTED -> afterQuotedValue(b[at], at);
                default -> selfClosing(b[at], at);
            };
        }
        return at;
    }

    boolean isComplete() {
        return complete;
    }

    boolean isSelfClosing() {
        return selfClosing;
    }

    RootAttributes root() {
        return root;
    }

    private int beforeAttributeName(byte b, int at) {
        if (Ascii.isSpace(b)) {
            return at + 1;
        }
        if (b == '/' || b == '>') {
            state = ScanState.AFTER_ATTRIBUTE_NAME;
            return at;
        }
        return startAttribute(b, at); // an equals sign here belongs to the name
    }

    private int startAttribute(byte b, int at) {
        state = ScanState.ATTRIBUTE_NAME;
        if (collecting) {
            root.startAttribute(b);
        }
        return at + 1;
    }

    private int attributeName(byte[] b, int from, int to) {
        int at = from;
        while (at < to && b[at] != '=' && !Ascii.endsTagName(b[at])) {
            at++;
        }
        if (collecting) {
            root.name(b, from, at);
        }
        if (at == to) {
            return to;
        }
        if (b[at] != '=') {
            state = ScanState.AFTER_ATTRIBUTE_NAME;
            return at;
        }
        state = ScanState.BEFORE_ATTRIBUTE_VALUE;
        return at + 1;
    }

    private int afterAttributeName(byte b, int at) {
        if (Ascii.isSpace(b)) {
            return at + 1;
        }
        switch (b) {
            case '/' -> state = ScanState.SELF_CLOSING_START_TAG;
            case '=' -> state = ScanState.BEFORE_ATTRIBUTE_VALUE;
            case '>' -> end();
            default -> {
                return startAttribute(b, at);
            }
        }
        return at + 1;
    }

    private int beforeAttributeValue(byte b, int at) {
        if (Ascii.isSpace(b)) {
            return at + 1;
        }
        if (collecting) {
            root.endName();
        }
        switch (b) {
            case '"' -> state = ScanState.ATTRIBUTE_VALUE_DOUBLE_QUOTED;
            case '\'' -> state = ScanState.ATTRIBUTE_VALUE_SINGLE_QUOTED;
            case '>' -> end();
            default -> {
                state = ScanState.ATTRIBUTE_VALUE_UNQUOTED;
                return at;
            }
        }
        return at + 1;
    }

    private int quotedValue(byte[] b, int from, int to, byte quote) {
        int at = Ascii.next(quote, b, from, to);
        if (collecting) {
            root.value(b, from, at);
        }
        if (at == to) {
            return to;
        }
        state = ScanState.AFTER_ATTRIBUTE_VALUE_QUOTED;
        return at + 1;
    }

    private int unquotedValue(byte[] b, int from, int to) {
        int at = from;
        while (at < to && b[at] != '>' && !Ascii.isSpace(b[at])) {
            at++;
        }
        if (collecting) {
            root.value(b, from, at);
        }
        if (at == to) {
            return to;
        }
        if (b[at] == '>') {
            end();
        } else {
            state = ScanState.BEFORE_ATTRIBUTE_NAME;
        }
        return at + 1;
    }

    private int afterQuotedValue(byte b, int at) {
        if (b == '/') {
            state = ScanState.SELF_CLOSING_START_TAG;
            return at + 1;
        }
        if (b == '>') {
            end();
            return at + 1;
        }
        state = ScanState.BEFORE_ATTRIBUTE_NAME;
        return at;
    }

    private int selfClosing(byte b, int at) {
        if (b == '>') {
            selfClosing = true;
            end();
            return at + 1;
        }
        state = ScanState.BEFORE_ATTRIBUTE_NAME;
        return at;
    }

    private void end() {
        if (collecting) {
            root.endTag();
        }
        complete = true;
    }
}
