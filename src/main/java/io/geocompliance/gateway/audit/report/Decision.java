package io.geocompliance.gateway.audit.report;

import io.geocompliance.gateway.audit.verify.DayCounts;
import io.geocompliance.gateway.audit.verify.LineFields;

/**
 * What reports tell decisions apart by.
 *
 * @param day such as 2026-03-01
 * @param notice id and version; empty where none was due
 */
record Decision(String day, String rule, String region, String notice) {

    /** For what is merged, because there is too little of it. */
    static final String SEVERAL = "(several)";

    private static final int DAY_CHARACTERS = 10;

    static Decision of(LineFields fields) {
        LineFields notice = fields.object("n");
        String id = notice.text("id");
        return new Decision(
                dayOf(fields.text("t")),
                fields.text("rule"),
                fields.text("reg"),
                id.isEmpty() ? "" : id + " v" + notice.number("v"));
    }

    static Decision of(DayCounts.Cell cell) {
        String notice = cell.notice().isEmpty() ? "" : cell.notice() + " v" + cell.version();
        return new Decision(cell.day(), cell.rule(), cell.region(), notice);
    }

    static String dayOf(String minute) {
        return minute.substring(0, Math.min(DAY_CHARACTERS, minute.length()));
    }

    /** The same day, and nothing else that would tell it apart. */
    Decision several() {
        return new Decision(day, SEVERAL, SEVERAL, SEVERAL);
    }
}
