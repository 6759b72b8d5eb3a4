package io.geocompliance.gateway.html;

/** Which of the scanner's readers has the next byte. */
enum ScanPhase {
    BYTE_ORDER_MARK,
    TEXT,
    TAG,
    DECLARATION,
    RAW_TEXT,
    /** The place is behind a body tag; what stands there is compared with the marker. */
    MARKER,
    /** The tree is beyond what the scanner keeps; only the word of a frameset's tag is looked for. */
    WATCH
}
