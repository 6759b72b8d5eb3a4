package io.geocompliance.gateway.html;

/** Reads text outside tags (the data state, WHATWG HTML 13.2.5.1) up to a tag or to the first character that decides something. */
final class TextReader {

    private final CharacterReference reference = new CharacterReference();
    private boolean inReference;

    /** How many of the bytes read last belong to what the event is about, or to an unfinished reference. */
    private int tokenLength;

    /** Whether the run of characters at hand begins with white space; tags, references, CR, CR LF and NUL part the runs. */
    private boolean afterSpace;

    /** The last byte of white space or NUL that was skipped, 0 where something else follows it. */
    private byte skipped;

    private Event event = Event.MORE;

    /** Reads until something is to be told; returns the index of the first byte not read. */
    int read(byte[] b, int from, int to, Within within) {
        afterSpace &= event != Event.LESS_THAN_SIGN;
        event = Event.MORE;
        int at = from;
        if (!inReference) {
            at = skip(b, from, to, within);
            partRuns(b, from, at);
            tokenLength = 0;
            if (at == to) {
                return to;
            }
            tokenLength = 1;
            take(b[at++]);
        }
        return inReference ? reference(b, at, to, within) : at;
    }

    private static int skip(byte[] b, int from, int to, Within within) {
        if (within == Within.TEMPLATE) {
            return Ascii.next((byte) '<', b, from, to);
        }
        int at = from;
        while (at < to && (Ascii.isSpace(b[at]) || b[at] == 0)) {
            at++;
        }
        return at;
    }

    private void partRuns(byte[] b, int from, int at) {
        if (at > from) {
            byte last = b[at - 1];
            boolean lineEnd = last == '\n' && (at - from > 1 ? b[at - 2] : skipped) == '\r';
            afterSpace = last != '\r' && last != 0 && !lineEnd;
            skipped = last;
        }
    }

    private void take(byte b) {
        skipped = 0;
        switch (b) {
            case '<' -> event = Event.LESS_THAN_SIGN;
            case '&' -> {
                inReference = true;
                afterSpace = false;
                reference.start();
            }
            default -> event = Event.CHARACTER;
        }
    }

    private int reference(byte[] b, int from, int to, Within within) {
        int until = within == Within.BODY ? to : Math.min(to, from + HtmlScanner.LOOK_BACK - tokenLength);
        int at = reference.read(b, from, until);
        tokenLength += at - from;
        switch (reference.meaning()) {
            case SPACE -> inReference = false;
            case CHARACTER -> tell(Event.CHARACTER);
            case OPEN -> {
                if (at < to) {
                    tell(Event.TOO_LONG);
                }
            }
        }
        return at;
    }

    private void tell(Event told) {
        inReference = false;
        event = told;
    }

    Event event() {
        return event;
    }

    /** How many bytes before the first one not read belong to what was told, or to an unfinished reference. */
    int tokenLength() {
        return tokenLength;
    }

    boolean isAfterSpace() {
        return afterSpace;
    }

    boolean isInReference() {
        return inReference;
    }

    /** Whether the text is white space to its last byte if the page ends here. */
    boolean isSpaceAtEnd() {
        return !inReference || reference.meaningAtEnd() == CharacterReference.Meaning.SPACE;
    }

    /** Where the text is. */
    enum Within {
        /** White space and NUL decide nothing, anything else opens the body (NUL: src/docs/decisions/0010-nul.md). */
        BEFORE_BODY,
        /** All characters are the template's own. */
        TEMPLATE,
        /** The same, for an open body's frameset-ok flag; no reference is too long to be kept. */
        BODY
    }

    /** What reading has come to. */
    enum Event {
        /** More bytes decide. */
        MORE,
        LESS_THAN_SIGN,
        /** Any other character that is not white space, or a reference to one. */
        CHARACTER,
        /** A reference that can't be kept. */
        TOO_LONG
    }
}
