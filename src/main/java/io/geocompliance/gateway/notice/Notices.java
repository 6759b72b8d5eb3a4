package io.geocompliance.gateway.notice;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** All notices of one configuration, rendered once: by id for pages, by path for the gateway's own pages. */
public final class Notices {

    /** The prefix of the gateway's own pages on every site. */
    public static final String OWN_PAGES = NoticePaths.ROOT;

    private final Map<String, NoticeEdition> editions;
    private final Map<String, OwnPage> pages;

    /**
     * Renders everything.
     *
     * @param notices their ids differ
     * @param gatewayVersion part of every variant: a new template is a new version
     */
    public Notices(Collection<Notice> notices, Fragment.Style style, String gatewayVersion) {
        Map<String, NoticeEdition> byId = new HashMap<>();
        Map<String, OwnPage> byPath = new HashMap<>();
        for (Notice notice : notices) {
            if (byId.put(notice.id(), new NoticeEdition(notice, style, gatewayVersion)) != null) {
                throw new IllegalArgumentException("two notices are called " + notice.id());
            }
            new NoticePages(notice).write().forEach(page -> byPath.put(page.path(), page));
        }
        this.editions = Map.copyOf(byId);
        this.pages = Map.copyOf(byPath);
    }

    /** The notice that a rule names. */
    public Optional<NoticeEdition> find(String id) {
        return Optional.ofNullable(editions.get(id));
    }

    /** Every notice, in no order. */
    public Collection<NoticeEdition> all() {
        return editions.values();
    }

    /** The gateway's own page at a normalised path. */
    public Optional<OwnPage> page(String path) {
        return Optional.ofNullable(pages.get(path));
    }
}
