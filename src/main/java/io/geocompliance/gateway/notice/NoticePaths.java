package io.geocompliance.gateway.notice;

/** Where a notice's own pages live on every site behind the gateway. */
record NoticePaths(String id) {

    static final String ROOT = "/.well-known/geo-compliance/";

    /** The notice as a page. */
    String page(String language) {
        return ROOT + id + "/" + language;
    }

    /** The same text without style. */
    String plain(String language) {
        return page(language) + "/plain";
    }

    /** Hides the bar. */
    String hide(String language) {
        return page(language) + "/hide";
    }

    /** Leads from the page that comes first to the site's. */
    String seen(String language) {
        return page(language) + "/seen";
    }
}
