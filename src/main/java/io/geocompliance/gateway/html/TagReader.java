package io.geocompliance.gateway.html;

/** Reads one tag (WHATWG HTML 13.2.5.6 to .8 and .32 to .40) from behind its {@code <}, or finds that it is none. */
final class TagReader {

    /** More of a tag name than this says that it is none of those that matter; bounds what is held back for a name. */
    private static final int NAME_LIMIT = 14;

    private static final long HTML = Names.of("html");

    private final AttributeReader attributes = new AttributeReader();

    private ScanState state = ScanState.TAG_OPEN;
    private Event event = Event.MORE;
    private boolean endTag;
    private boolean named;
    private boolean inAttributes;
    private long name;

    /** The name as written, as far as it was read when it was told. */
    private final byte[] written = new byte[NAME_LIMIT];

    private int writtenLength;

    /** Begins after a {@code <}. */
    void start() {
        state = ScanState.TAG_OPEN;
        endTag = false;
        named = false;
        inAttributes = false;
        name = Names.NONE;
        writtenLength = 0;
    }

    /** Begins at the byte after the name of an end tag that some raw text has found. */
    void startAfterEndTagName() {
        start();
        endTag = true;
        named = true;
        inAttributes = true;
        attributes.start();
    }

    /** Reads until something is to be told; returns the index of the first byte not read. */
    int read(byte[] b, int from, int to) {
        event = Event.MORE;
        int at = from;
        while (at < to && event == Event.MORE) {
            at = inAttributes
                    ? attributes(b, at, to)
                    : switch (state) {
                        case TAG_OPEN -> tagOpen(b[at], at);
                        case END_TAG_OPEN -> endTagOpen(b[at], at);
                        default -> tagName(b, at, to);
                    };
        }
        return at;
    }

    Event event() {
        return event;
    }

    boolean isEndTag() {
        return endTag;
    }

    /** Whether this is the end tag that some raw text has found: it ends that and means nothing else. */
    boolean isEndOfRawText() {
        return endTag && name == Names.NONE;
    }

    boolean isSelfClosing() {
        return attributes.isSelfClosing();
    }

    long name() {
        return name;
    }

    byte[] written() {
        return written;
    }

    int writtenLength() {
        return writtenLength;
    }

    RootAttributes root() {
        return attributes.root();
    }

    private int tagOpen(byte b, int at) {
        if (Ascii.isLetter(b)) {
            state = ScanState.TAG_NAME;
            return at;
        }
        switch (b) {
            case '/' -> {
                endTag = true;
                state = ScanState.END_TAG_OPEN;
                return at + 1;
            }
            case '!' -> event = Event.DECLARATION;
            case '?' -> event = Event.BOGUS_COMMENT;
            default -> {
                event = Event.TEXT;
                return at;
            }
        }
        return at + 1;
    }

    private int endTagOpen(byte b, int at) {
        if (Ascii.isLetter(b)) {
            state = ScanState.TAG_NAME;
            return at;
        }
        event = b == '>' ? Event.NOTHING : Event.BOGUS_COMMENT;
        return at + 1;
    }

    private int tagName(byte[] b, int from, int to) {
        for (int at = from; at < to; at++) {
            if (Ascii.endsTagName(b[at])) {
                startAttributes();
                tellName();
                return at;
            }
            name = Names.append(name, b[at]);
            if (writtenLength < NAME_LIMIT) {
                written[writtenLength++] = b[at];
            } else if (!named) {
                tellName();
                return at + 1;
            }
        }
        return to;
    }

    private void startAttributes() {
        inAttributes = true;
        if (!endTag && name == HTML) {
            attributes.startRoot();
        } else {
            attributes.start();
        }
    }

    private int attributes(byte[] b, int from, int to) {
        int at = attributes.read(b, from, to);
        if (attributes.isComplete()) {
            event = Event.TAG;
        }
        return at;
    }

    private void tellName() {
        if (!named) {
            named = true;
            event = Event.NAME;
        }
    }

    /** What reading has come to. */
    enum Event {
        /** More bytes decide. */
        MORE,
        /** The name is known; the rest of the tag is still to be read. Told at most once. */
        NAME,
        /** The tag is complete. */
        TAG,
        /** The {@code <} was a character. */
        TEXT,
        /** {@code <!} */
        DECLARATION,
        /** {@code <?} or {@code </} and no letter. */
        BOGUS_COMMENT,
        /** {@code </>}, which is dropped. */
        NOTHING
    }
}
