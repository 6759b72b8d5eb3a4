package io.geocompliance.gateway.response;

import io.geocompliance.gateway.rules.Decision;
import java.util.List;
import java.util.Optional;

/**
 * What the headers of one exchange say, in three steps: before the request leaves, when the origin's head has come, and before it
 * goes out. Immutable and without state: the same values in give the same values out.
 */
public final class HeaderPolicy {

    private final ResponseSettings settings;

    public HeaderPolicy(ResponseSettings settings) {
        this.settings = settings;
    }

    /** The policy for a request whose place no cache can tell: only the reader's own may keep the answer. */
    public HeaderPolicy privately() {
        return settings.varyOn().isEmpty() ? this : new HeaderPolicy(settings.privately());
    }

    /**
     * What changes on the way to the origin.
     *
     * @param acceptEncoding the client's wishes narrowed to what can be spliced; used where a notice may go in
     */
    public List<HeaderEdit> requestEdits(Treatment treatment, String method, Fields request, String acceptEncoding) {
        return new RequestRules(treatment, method, request).edits(acceptEncoding);
    }

    /** How the notice goes into a page in gzip. */
    public ResponseSettings.Gzip gzip() {
        return settings.gzip();
    }

    /** What the origin's head allows; to be asked once per answer, interim ones excepted. */
    public Verdict verdict(Treatment treatment, OriginResponse response) {
        OriginResponse seen = response.with(treatment.edits().response());
        Injectable.Reason notDue = Injectable.Reason.NOT_AFFECTED;
        switch (treatment.kind()) {
            case UNTOUCHED -> {
                return no(treatment, notDue);
            }
            case SUBJECT -> {
                boolean tells = canBePage(treatment, seen) || isReadAlone(treatment, seen);
                return no(tells ? treatment : treatment.noPage(), notDue);
            }
            case INJECTING, LINKED -> {
                if (canBePage(treatment, seen)) {
                    return due(treatment, seen);
                }
                boolean read = isReadAlone(treatment, seen);
                return no(read ? treatment.linked() : treatment.noPage(), noPage(seen));
            }
        }
        throw new AssertionError(treatment.kind());
    }

    /** What changes on the way to the visitor. */
    public List<HeaderEdit> responseEdits(Verdict verdict, OriginResponse response, HeadLanguages languages) {
        OriginResponse seen = response.with(verdict.treatment().edits().response());
        return new ResponseRules(settings, verdict, seen).edits(languages);
    }

    /**
     * The fields of an answer in the origin's place, but for those of its body: a block's, a redirect's, or a refusal's where a
     * page can't carry the notice.
     *
     * @param language of the notice's page to link
     */
    public List<HeaderEdit> answerEdits(Treatment treatment, Decision decision, String language) {
        return new AnswerRules(settings, treatment.edits()).edits(decision, treatment.notice(), language);
    }

    /**
     * Whether a 304 answers a request that asked for none: an origin's error, since nobody has a copy to which it could refer.
     *
     * @param sent the request as it left
     */
    public static boolean isUnsolicited(OriginResponse response, Fields sent) {
        return response.isNotModified() && !sent.has("If-None-Match") && !sent.has("If-Modified-Since");
    }

    /** Whether a field, or a trailer, is a digest or signature that no longer holds once the body is changed. */
    public static boolean speaksOfBytes(String name) {
        return ResponseRules.DIGESTS.stream().anyMatch(name::equalsIgnoreCase)
                || name.equalsIgnoreCase("Signature")
                || name.equalsIgnoreCase("Signature-Input");
    }

    /** A notice can act on HTML alone; parts of several ranges may be HTML, and a 304 often has no type. */
    private static boolean canBePage(Treatment treatment, OriginResponse response) {
        Optional<MediaType> type = MediaType.of(response.fields());
        if (type.isEmpty()) {
            return response.isNotModified() && treatment.document();
        }
        return type.get().isHtml()
                || response.status() == 206 && type.get().essence().equals("multipart/byteranges");
    }

    /** What a browser's window shows or saves by itself and no body of which can carry a notice: data, feeds, PDF, other downloads. */
    private static boolean isReadAlone(Treatment treatment, OriginResponse response) {
        return treatment.navigation()
                && Injectable.hasBody(response.status())
                && MediaType.of(response.fields())
                        .filter(type -> !type.isPartOfPages())
                        .isPresent();
    }

    private static Injectable.Reason noPage(OriginResponse response) {
        return Injectable.hasBody(response.status()) ? Injectable.Reason.NOT_HTML : Injectable.Reason.BODILESS;
    }

    /** The order decides which reason is told: what the request is, then what the answer is, then what it says. */
    private Verdict due(Treatment treatment, OriginResponse response) {
        if (treatment.kind() == Treatment.Kind.LINKED) {
            return no(treatment, Injectable.Reason.SCRIPT_FETCH);
        }
        if (response.status() == 206) {
            Injectable partial = new Injectable.No(Injectable.Reason.PARTIAL_CONTENT);
            return new Verdict(treatment.linked(), partial, Verdict.FollowUp.FETCH_WHOLE);
        }
        if (response.isNotModified()) {
            return no(treatment, Injectable.Reason.BODILESS);
        }
        if (!Injectable.hasBody(response.status())) {
            return no(treatment.linked(), Injectable.Reason.BODILESS);
        }
        Optional<Injectable.Reason> obstacle = MediaType.of(response.fields())
                .flatMap(type -> Injectable.obstacle(response, type, settings.noTransform()));
        if (obstacle.isPresent()) {
            Injectable no = new Injectable.No(obstacle.get());
            return new Verdict(
                    treatment.linked(),
                    no,
                    isRefused(obstacle.get()) ? Verdict.FollowUp.REFUSE : Verdict.FollowUp.NONE);
        }
        return response.isHead()
                ? no(treatment, Injectable.Reason.BODILESS)
                : new Verdict(treatment, new Injectable.Yes(), Verdict.FollowUp.NONE);
    }

    private boolean isRefused(Injectable.Reason obstacle) {
        return switch (obstacle) {
            case ENCODING, CODING -> settings.uninjectable() == ResponseSettings.Uninjectable.REFUSE;
            case NO_TRANSFORM -> settings.noTransform() == ResponseSettings.NoTransform.REFUSE;
            default -> false;
        };
    }

    private static Verdict no(Treatment treatment, Injectable.Reason reason) {
        return new Verdict(treatment, new Injectable.No(reason), Verdict.FollowUp.NONE);
    }
}
