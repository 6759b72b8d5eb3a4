package io.geocompliance.gateway.notice;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A notice made ready to be served: rendered for every look that sites give it. */
public final class NoticeEdition {

    private final Notice notice;
    private final Languages languages;
    private final NoticePaths paths;
    private final Map<LookSettings, NoticeRendering> renderings;

    NoticeEdition(Notice notice, String gatewayVersion) {
        this(notice, gatewayVersion, List.of());
    }

    /** @param looks those of the sites; the default one is always there */
    NoticeEdition(Notice notice, String gatewayVersion, Collection<LookSettings> looks) {
        this.notice = notice;
        this.languages = new Languages(notice.texts().keySet(), notice.defaultLanguage());
        this.paths = new NoticePaths(notice.id());
        Set<LookSettings> wanted = new LinkedHashSet<>(looks);
        wanted.add(LookSettings.DEFAULT);
        Map<LookSettings, NoticeRendering> rendered = new HashMap<>();
        wanted.forEach(look -> rendered.put(look, new NoticeRendering(notice, look, gatewayVersion)));
        this.renderings = Map.copyOf(rendered);
    }

    /** The notice itself. */
    public Notice notice() {
        return notice;
    }

    /** The languages to choose from. */
    public Languages languages() {
        return languages;
    }

    /** As it is on sites with this look, which must be one that the edition was made for. */
    public NoticeRendering in(LookSettings look) {
        return Optional.ofNullable(renderings.get(look))
                .orElseThrow(() -> new IllegalArgumentException("notice " + notice.id() + " has no such look"));
    }

    /** Every look that there is. */
    public Set<LookSettings> looks() {
        return renderings.keySet();
    }

    /** Every fragment that may be served, in any look. */
    public List<Fragment> all() {
        return renderings.values().stream()
                .flatMap(rendering -> rendering.all().stream())
                .distinct()
                .toList();
    }

    /** The path of the notice's own page. */
    public String pagePath(String language) {
        return paths.page(language);
    }

    /** The path of the way on from the page that comes first. */
    public String seenPath(String language) {
        return paths.seen(language);
    }

    /** The languages whose text has no {@code [words]({hide})}, so that its bar can't be hidden. */
    public List<String> languagesWithoutHiding() {
        return notice.texts().values().stream()
                .filter(text ->
                        text.banner().linkTextsTo(paths.hide(text.language())).isEmpty())
                .map(NoticeText::language)
                .toList();
    }

    /** The bytes in a language, in the default look. */
    Fragment fragment(String language) {
        return in(LookSettings.DEFAULT).fragment(language, NoticeRendering.State.FIRST);
    }

    /** Every fragment of the default look by language, in alphabetical order. */
    Map<String, Fragment> fragments() {
        return in(LookSettings.DEFAULT).fragments(NoticeRendering.State.FIRST);
    }

    String plainPath(String language) {
        return paths.plain(language);
    }

    String variant() {
        return variantFor(Optional.empty());
    }

    String variantFor(Optional<String> acceptedLanguage) {
        return in(LookSettings.DEFAULT).variant(acceptedLanguage, false);
    }
}
