package io.geocompliance.gateway.response;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The request side of the table: what the origin may be asked, so that it never says "your copy is good" of a copy made for
 * another place.
 */
final class RequestRules {

    private final Treatment treatment;
    private final String method;
    private final Fields request;
    private final Edits edits;

    RequestRules(Treatment treatment, String method, Fields request) {
        this.treatment = treatment;
        this.method = method;
        this.request = EditedFields.of(request, treatment.edits().request());
        this.edits = new Edits(this.request, treatment.edits().request());
    }

    List<HeaderEdit> edits(String acceptEncoding) {
        switch (treatment.kind()) {
            case INJECTING -> {
                writeConditions();
                treatment.notice().ifPresent(notice -> validators(notice.variant()));
                ranges();
                edits.set("Accept-Encoding", acceptEncoding);
                edits.remove("Available-Dictionary");
                edits.remove("Dictionary-ID");
            }
            case LINKED, SUBJECT -> {
                writeConditions();
                foreignValidators();
                suffixedIfRange();
            }
            case UNTOUCHED -> {}
        }
        return edits.list();
    }

    /** Only GET and HEAD revalidate copies; elsewhere these fields guard writes, and {@code *} means "create only". */
    private boolean isRead() {
        return method.equals("GET") || method.equals("HEAD");
    }

    /** A copy stored abroad has the same date, so no date is asked for. */
    private void validators(Variant variant) {
        if (!isRead()) {
            replaceTags("If-None-Match", tags("If-None-Match").map(EntityTags::unwrapped));
            return;
        }
        replaceTags(
                "If-None-Match",
                tags("If-None-Match").map(tag -> EntityTags.back(tag, variant)).flatMap(Optional::stream));
        edits.remove("If-Modified-Since");
    }

    private void foreignValidators() {
        if (!isRead()) {
            replaceTags("If-None-Match", tags("If-None-Match").map(EntityTags::unwrapped));
            return;
        }
        replaceTags("If-None-Match", tags("If-None-Match").filter(tag -> !EntityTags.isSuffixed(tag)));
        // Without its tag the date would be asked for, and it came with the same foreign copy.
        if (treatment.document() || edits.change("If-None-Match")) {
            edits.remove("If-Modified-Since");
        }
    }

    private void writeConditions() {
        replaceTags("If-Match", tags("If-Match").map(EntityTags::unwrapped));
    }

    /** A part of a page is of no use where the whole gets a notice; players, which say nothing of HTML, keep theirs. */
    private void ranges() {
        if (DocumentRequest.isExplicit(request)) {
            edits.remove("Range");
            edits.remove("If-Range");
        } else {
            suffixedIfRange();
        }
    }

    private void suffixedIfRange() {
        if (request.all("If-Range").stream().anyMatch(EntityTags::isSuffixed)) {
            edits.remove("Range");
            edits.remove("If-Range");
        }
    }

    private Stream<String> tags(String name) {
        return EntityTags.members(request.all(name)).stream();
    }

    /** Leaves the field alone, spelling and lines, where no tag changes. */
    private void replaceTags(String name, Stream<String> tags) {
        if (!request.has(name)) {
            return;
        }
        List<String> changed = tags.toList();
        if (!changed.equals(EntityTags.members(request.all(name)))) {
            edits.replace(name, changed.isEmpty() ? List.of() : List.of(String.join(", ", changed)));
        }
    }
}
