package io.geocompliance.gateway.notice;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All notices of one configuration, rendered once: by id for pages, by path for the gateway's own pages. */
public final class Notices {

    /** The prefix of the gateway's own pages on every site. */
    public static final String OWN_PAGES = NoticePaths.ROOT;

    private final Map<String, NoticeEdition> editions;
    private final Map<String, OwnPage> pages;
    private final Map<String, Act> acts;
    private final Map<String, StyleSheet> styleSheets;

    /**
     * Renders everything.
     *
     * @param notices their ids differ
     * @param gatewayVersion part of every variant: a new template is a new version
     */
    public Notices(Collection<Notice> notices, String gatewayVersion) {
        this(notices, gatewayVersion, List.of());
    }

    /** The same for sites with these looks. */
    public Notices(Collection<Notice> notices, String gatewayVersion, Collection<LookSettings> looks) {
        Map<String, NoticeEdition> byId = new HashMap<>();
        Map<String, OwnPage> byPath = new HashMap<>();
        for (Notice notice : notices) {
            if (byId.put(notice.id(), new NoticeEdition(notice, gatewayVersion, looks)) != null) {
                throw new IllegalArgumentException("two notices are called " + notice.id());
            }
            new NoticePages(notice).write().forEach(page -> byPath.put(page.path(), page));
        }
        this.editions = Map.copyOf(byId);
        Map<String, Act> links = new HashMap<>();
        editions.values().forEach(edition -> acts(edition, links));
        this.acts = Map.copyOf(links);
        this.pages = Map.copyOf(byPath);
        Map<String, StyleSheet> sheets = new HashMap<>();
        editions.values().stream()
                .flatMap(edition -> edition.all().stream())
                .flatMap(fragment -> fragment.styleSheet().stream())
                .forEach(sheet -> sheets.put(sheet.path(), sheet));
        this.styleSheets = Map.copyOf(sheets);
    }

    /** The notice that a rule names. */
    public Optional<NoticeEdition> find(String id) {
        return Optional.ofNullable(editions.get(id));
    }

    /** Every notice, in no order. */
    public Collection<NoticeEdition> all() {
        return editions.values();
    }

    /**
     * A link by which a reader says something.
     *
     * @param hides whether it hides the bar; else it leads on from the page that came first
     */
    public record Act(NoticeEdition edition, boolean hides) {}

    /** The link at a normalised path, where some site has a use for it. */
    public Optional<Act> act(String path) {
        return Optional.ofNullable(acts.get(path));
    }

    private static void acts(NoticeEdition edition, Map<String, Act> acts) {
        NoticePaths paths = new NoticePaths(edition.notice().id());
        for (String language : edition.languages().available()) {
            if (edition.looks().stream().anyMatch(LookSettings::dismissible)) {
                acts.put(paths.hide(language), new Act(edition, true));
            }
            if (edition.looks().stream().anyMatch(LookSettings::interstitial)) {
                acts.put(paths.seen(language), new Act(edition, false));
            }
        }
    }

    /** The gateway's own page at a normalised path. */
    public Optional<OwnPage> page(String path) {
        return Optional.ofNullable(pages.get(path));
    }

    /** The style at a normalised path, where the notices of some site link to it. */
    public Optional<StyleSheet> styleSheet(String path) {
        return Optional.ofNullable(styleSheets.get(path));
    }
}
