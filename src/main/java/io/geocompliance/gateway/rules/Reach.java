package io.geocompliance.gateway.rules;

/** Which answers at a URL some visitor may get differently, by the rules alone. */
public enum Reach {
    /** None: the URL's answers are the same for everybody. */
    NOTHING,
    /** Pages: only notices could be due. */
    PAGES,
    /** Answers of every type: a block, a redirect or header edits could be due. */
    EVERYTHING
}
