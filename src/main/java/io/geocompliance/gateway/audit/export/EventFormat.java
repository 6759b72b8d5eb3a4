package io.geocompliance.gateway.audit.export;

import io.geocompliance.gateway.audit.verify.LineFields;
import io.geocompliance.gateway.audit.verify.VerifiedLine;
import java.util.List;
import java.util.Set;

/** How a decision is said in the words of a SIEM. */
enum EventFormat {

    /** Elastic Common Schema; what it has no word for stands under {@code geogw}. */
    ECS {
        @Override
        String event(VerifiedLine line, String origin) {
            LineFields fields = line.fields();
            String out = fields.text("out");
            EventJson event = new EventJson().field("@timestamp", time(fields));
            event.begin("ecs").field("version", "9.5.0-dev").end();
            event.begin("event")
                    .field("kind", "event")
                    .list("category", List.of("web"))
                    .list("type", List.of("access"));
            event.field("sequence", line.index())
                    .field("id", origin + "#" + line.index())
                    .field("action", out);
            event.field("outcome", DONE.contains(out) ? "success" : out.equals("observed") ? "unknown" : "failure");
            event.field("reason", fields.text("why")).end();
            String country = country(fields.text("reg"));
            if (!country.isEmpty()) {
                event.begin("client").begin("geo").field("country_iso_code", country);
                event.field("region_iso_code", fields.text("sub")).end().end();
            }
            event.begin("rule")
                    .field("id", fields.text("rule"))
                    .field("ruleset", fields.text("rs"))
                    .end();
            event.begin("http")
                    .begin("request")
                    .field("method", fields.text("m"))
                    .end();
            event.begin("response")
                    .field("status_code", fields.number("st"))
                    .end()
                    .end();
            geogw(event, line, origin);
            return event.line();
        }

        private static void geogw(EventJson event, VerifiedLine line, String origin) {
            LineFields fields = line.fields();
            LineFields notice = fields.object("n");
            event.begin("geogw")
                    .field("origin", origin)
                    .field("leaf_hash", line.leaf().toString());
            event.field("salt", fields.text("salt"))
                    .field("region", fields.text("reg"))
                    .field("geo_basis", fields.text("conf"));
            event.field("geo_db", fields.text("geo"))
                    .field("must_show", must(fields))
                    .field("url_class", fields.text("k"));
            event.begin("notice").field("id", notice.text("id")).field("version", notice.number("v"));
            event.field("language", notice.text("lang"))
                    .field("sha256", notice.text("h"))
                    .end()
                    .end();
        }
    },

    /** OCSF HTTP Activity, class 4002; what it has no word for stands under {@code unmapped}. */
    OCSF {
        @Override
        String event(VerifiedLine line, String origin) {
            LineFields fields = line.fields();
            int activity = Math.max(0, METHODS.indexOf(fields.text("m")));
            long activityId = activity == 0 ? 99 : activity;
            EventJson event = new EventJson().field("class_uid", 4002).field("category_uid", 4);
            event.field("activity_id", activityId)
                    .field("type_uid", 400_200 + activityId)
                    .field("severity_id", 1);
            event.field("time", java.time.Instant.parse(time(fields)).toEpochMilli());
            event.begin("metadata").field("version", "1.9.0-dev").field("sequence", line.index());
            event.field("uid", origin + "#" + line.index()).field("log_name", origin);
            event.begin("product")
                    .field("name", "geo-compliance-gateway")
                    .field("vendor_name", "geo-compliance-gateway")
                    .end()
                    .end();
            outcome(event, fields);
            event.begin("src_endpoint").field("name", "withheld").begin("location");
            event.field("country", country(fields.text("reg")))
                    .field("region", fields.text("sub"))
                    .end()
                    .end();
            event.beginOnly("enrichments")
                    .field("name", "src_endpoint.location")
                    .field("value", fields.text("reg"));
            event.begin("data").field("region", fields.text("reg")).end().field("type", fields.text("conf"));
            event.field("provider", fields.text("geo")).endOnly();
            event.begin("firewall_rule").field("uid", fields.text("rule")).end();
            event.begin("policy")
                    .field("uid", fields.text("rs"))
                    .field("is_applied", must(fields))
                    .end();
            event.begin("http_request").field("http_method", fields.text("m")).end();
            event.begin("http_response").field("code", fields.number("st")).end();
            unmapped(event, line);
            return event.line();
        }

        private static void unmapped(EventJson event, VerifiedLine line) {
            LineFields fields = line.fields();
            LineFields notice = fields.object("n");
            event.begin("unmapped").field("leaf_hash", line.leaf().toString()).field("salt", fields.text("salt"));
            event.field("url_class", fields.text("k")).begin("notice").field("id", notice.text("id"));
            event.field("version", notice.number("v")).field("language", notice.text("lang"));
            event.field("sha256", notice.text("h")).end().end();
        }

        /** Action and disposition: 4 modified and 18 tagged, 2 denied and 2 blocked, 1 allowed and 16 no action or 27 error. */
        private void outcome(EventJson event, LineFields fields) {
            String out = fields.text("out");
            boolean failed = out.equals("failed") || out.equals("aborted");
            long action = out.equals("blocked") ? 2 : DONE.contains(out) ? 4 : 1;
            long disposition = out.equals("blocked") ? 2 : DONE.contains(out) ? 18 : failed ? 27 : 16;
            event.field("action_id", action).field("disposition_id", disposition);
            event.field("status_id", failed ? 2 : 1).field("status", out).field("status_detail", fields.text("why"));
        }
    };

    private static final Set<String> DONE = Set.of("injected", "blocked", "redirected", "headers");

    /** By OCSF's activity_id; what is not among them is 99. */
    private static final List<String> METHODS =
            List.of("", "CONNECT", "DELETE", "GET", "HEAD", "OPTIONS", "POST", "PUT", "TRACE", "PATCH");

    /** One line. */
    abstract String event(VerifiedLine line, String origin);

    /** Its minute, as an instant. */
    private static String time(LineFields fields) {
        return fields.text("t").replace("Z", ":00Z");
    }

    private static boolean must(LineFields fields) {
        return fields.all().get("must") == Boolean.TRUE;
    }

    /** The country of a region such as UA-OCC; empty for one that is none. */
    private static String country(String region) {
        return region.matches("[A-Z]{2}(-.*)?") ? region.substring(0, 2) : "";
    }
}
