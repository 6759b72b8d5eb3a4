package io.geocompliance.gateway.html;

/** Which of the scanner's readers has the next byte. */
enum ScanPhase {
    BYTE_ORDER_MARK,
    TEXT,
    REFERENCE,
    TAG,
    DECLARATION,
    RAW_TEXT,
    /** The place is found; what stands there is compared with the marker. */
    MARKER
}
