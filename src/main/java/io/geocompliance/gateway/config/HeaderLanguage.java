package io.geocompliance.gateway.config;

import io.geocompliance.gateway.rules.HeaderChanges;
import io.geocompliance.gateway.rules.HeaderChanges.Field;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** How header edits are written, and which fields no rule may touch. */
final class HeaderLanguage {

    /** Which way a message goes. */
    private enum Way {
        REQUEST,
        RESPONSE
    }

    /** Connection, framing and what describes the body (RFC 9110 7.6.1, 8): the gateway writes it, or it would be a lie. */
    private static final Set<String> FRAMING = Set.of(
            "connection",
            "keep-alive",
            "proxy-connection",
            "proxy-authenticate",
            "proxy-authorization",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "http2-settings",
            "content-length",
            "content-range",
            "content-encoding",
            "content-type",
            "content-digest",
            "repr-digest",
            "digest",
            "content-md5");

    private static final Set<String> ROUTING = Set.of("host", "expect", "via", "forwarded", "x-real-ip");
    private static final Set<String> NEGOTIATED = Set.of("accept-encoding", "range");
    private static final Set<String> VALIDATORS = Set.of("etag", "last-modified", "accept-ranges", "date", "age");
    private static final Set<String> CACHES = Set.of(
            "expires",
            "pragma",
            "surrogate-control",
            "cdn-cache-control",
            "cloudflare-cdn-cache-control",
            "edge-control",
            "x-accel-expires",
            "x-accel-buffering");
    private static final Set<String> COOKIES = Set.of("cookie", "set-cookie");

    private static final Scalar<String> NAME =
            Scalar.matching("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,256}", "a field name such as X-Robots-Tag", name -> name);
    private static final Scalar<String> VALUE = new Scalar<>(
            "a field value of printable ASCII",
            Map.of("type", "string", "pattern", "^[\\x21-\\x7e](?:[\\t\\x20-\\x7e]*[\\x21-\\x7e])?$"),
            text -> {
                Field.mistakeIn("X", text).ifPresent(mistake -> {
                    throw new IllegalArgumentException(mistake);
                });
                return Optional.of(text);
            });

    private static final Key<List<MapOf.Named<String>>> SET = Key.defaulted(
            "set",
            new MapOf<>("field values by name", NAME, VALUE),
            "{}",
            "Fields that get this one value, whatever they had.");
    private static final Key<List<MapOf.Named<List<String>>>> APPEND = Key.defaulted(
            "append",
            new MapOf<>("field values by name", NAME, ListOf.oneOrMore("a field value, or a list of them", VALUE)),
            "{}",
            "Lines that are added to what is there.");
    private static final Key<List<Located<String>>> REMOVE = Key.optional(
            "remove",
            ListOf.oneOrMore("a field name, or a list of them", Located.of(NAME)),
            "Fields that are taken out. Absent: none.");

    private static final Key<Written> REQUEST = Key.defaulted(
            "request",
            way(Way.REQUEST),
            "{}",
            "What changes on the way to the origin. First what is removed, then what is set, then what is appended.");
    private static final Key<Written> RESPONSE = Key.defaulted(
            "response",
            way(Way.RESPONSE),
            "{}",
            "What changes on the way to the visitor, on every type of content; then the gateway's own edits are made.");

    /** One direction: what was good of it, and whether anything stood there. */
    private record Written(HeaderChanges good, boolean isSomething) {}

    /** Both directions. */
    record Said(HeaderChanges request, HeaderChanges response) {}

    static final Section<Said> EDITS = new Section<>(
            "header edits such as {response: {set: {X-Robots-Tag: noindex}}}",
            List.of(REQUEST, RESPONSE),
            Map.of("minProperties", 1),
            fields -> {
                Written request = fields.get(REQUEST);
                Written response = fields.get(RESPONSE);
                if (!request.isSomething() && !response.isSomething()) {
                    fields.reading()
                            .problems()
                            .error(
                                    fields.mapping().position(),
                                    "no header edit stands here; expected request or response with set, append or remove.");
                }
                boolean none = request.good().isEmpty() && response.good().isEmpty();
                return none ? Optional.empty() : Optional.of(new Said(request.good(), response.good()));
            });

    private HeaderLanguage() {}

    private static Section<Written> way(Way way) {
        return Section.of(
                "fields to set, append and remove", List.of(SET, APPEND, REMOVE), fields -> changes(way, fields));
    }

    private static Written changes(Way way, Fields fields) {
        Map<String, Position> seen = new HashMap<>();
        List<Field> set = new ArrayList<>();
        for (MapOf.Named<String> named : fields.get(SET)) {
            boolean first = isFirst(named, seen, fields);
            if (isGood(way, named.name(), named.position(), fields) && first) {
                named.value().ifPresent(value -> set.add(new Field(named.name(), value)));
            }
        }
        List<Field> append = new ArrayList<>();
        for (MapOf.Named<List<String>> named : fields.get(APPEND)) {
            boolean first = isFirst(named, seen, fields);
            if (isGood(way, named.name(), named.position(), fields) && first) {
                named.value().ifPresent(values -> values.forEach(value -> append.add(new Field(named.name(), value))));
            }
        }
        List<String> remove = new ArrayList<>();
        for (Located<String> name : fields.find(REMOVE).orElse(List.of())) {
            MapOf.Named<String> named = new MapOf.Named<>(name.value(), Optional.empty(), name.position());
            objection(way, name.value()).ifPresent(reason -> refuse(name.value(), name.position(), reason, fields));
            isFirst(named, seen, fields);
            remove.add(name.value());
        }
        return new Written(new HeaderChanges(set, append, remove), !seen.isEmpty());
    }

    /** Whether a field may be given a value. */
    private static boolean isGood(Way way, String name, Position position, Fields fields) {
        Optional<String> reason = NAME.parse().apply(name).isEmpty()
                ? Optional.of("it is no field name") // the map has said so
                : objection(way, name).or(() -> objectionToValue(way, name));
        if (reason.isPresent() && NAME.parse().apply(name).isPresent()) {
            refuse(name, position, reason.get(), fields);
        }
        return reason.isEmpty();
    }

    private static boolean isFirst(MapOf.Named<?> named, Map<String, Position> seen, Fields fields) {
        Position before = seen.putIfAbsent(named.name().toLowerCase(Locale.ROOT), named.position());
        if (before != null) {
            fields.reading()
                    .problems()
                    .error(
                            named.position(),
                            "the field \"" + named.name() + "\" is edited already: " + before
                                    + ". Set, append and remove exclude each other.");
        }
        return before == null;
    }

    private static void refuse(String name, Position position, String reason, Fields fields) {
        fields.reading().problems().error(position, "\"" + name + "\" can't be edited: " + reason + ".");
    }

    private static Optional<String> objection(Way way, String written) {
        String name = written.toLowerCase(Locale.ROOT);
        if (FRAMING.contains(name)) {
            return Optional.of("it speaks of the connection or describes the body, and the gateway answers for that");
        }
        if (way == Way.RESPONSE) {
            return responseObjection(name);
        }
        if (ROUTING.contains(name) || name.startsWith("x-forwarded-")) {
            return Optional.of("where a request goes and for whom is not a rule's to say");
        }
        return NEGOTIATED.contains(name) || name.startsWith("if-")
                ? Optional.of("the gateway maps it, so that no copy made for another place is taken for good")
                : Optional.empty();
    }

    private static Optional<String> responseObjection(String name) {
        if (VALIDATORS.contains(name)) {
            return Optional.of("the gateway maps it, so that no copy made for another place is taken for good");
        }
        if (CACHES.contains(name)) {
            return Optional.of("what differs by place is kept by no shared cache; the gateway writes that itself");
        }
        return name.equals("alt-svc")
                ? Optional.of("it leads visitors round the gateway; see response.altSvc in gateway.yaml")
                : Optional.empty();
    }

    private static Optional<String> objectionToValue(Way way, String written) {
        String name = written.toLowerCase(Locale.ROOT);
        if (COOKIES.contains(name)) {
            return Optional.of("a cookie would mark the readers of one place; it can be removed, never given");
        }
        return way == Way.REQUEST && name.indexOf('_') >= 0
                ? Optional.of("servers may take its underscore for a hyphen, so the gateway drops such fields")
                : Optional.empty();
    }
}
