package io.geocompliance.gateway.audit.report;

import io.geocompliance.gateway.audit.verify.Verification;
import java.util.List;

/** A report as one page: no script, nothing to load, readable by ear, in print and in the dark. */
final class HtmlPage {

    private static final String STYLE = """
            :root{color-scheme:light dark;--ink:#1a1a1a;--paper:#fff;--line:#767676;--a:#1f5fa8;--b:#a85b00}
            @media (prefers-color-scheme:dark){:root{--ink:#eee;--paper:#161616;--line:#9a9a9a;--a:#7ab4f5;--b:#f0b060}}
            body{font:1rem/1.5 system-ui,sans-serif;color:var(--ink);background:var(--paper);max-width:70rem;margin:0 auto;padding:1rem}
            .skip{position:absolute;left:-99rem}.skip:focus{position:static}
            .wide{overflow-x:auto}table{border-collapse:collapse;font-size:.9rem}caption{text-align:left;font-weight:bold;padding:.5rem 0}
            th,td{border:1px solid var(--line);padding:.25rem .5rem;text-align:left;vertical-align:top;overflow-wrap:anywhere}
            svg{width:100%;height:auto;max-width:56rem}svg text{fill:var(--ink)}.tick{font-size:12px}.grid{stroke:var(--line);stroke-width:.5}
            .s0{fill:var(--a)}.s1{fill:var(--b)}.key{display:inline-block;width:.9em;height:.9em;margin:0 .3em 0 1em}
            .standing{border:2px solid var(--line);padding:.5rem 1rem}a{color:var(--a)}:focus-visible{outline:3px solid var(--b)}
            @media print{.wide{overflow:visible}.skip,nav{display:none}}
            """;

    private final List<Section> sections;
    private final Verification found;
    private final StringBuilder html = new StringBuilder();

    HtmlPage(List<Section> sections, Verification found) {
        this.sections = sections;
        this.found = found;
    }

    @Override
    public String toString() {
        html.setLength(0);
        String title = sections.size() == 1 ? sections.get(0).title() : "Evidence log";
        html.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
        html.append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>")
                .append(escape(title));
        html.append("</title>\n<style>\n").append(STYLE).append("</style>\n</head>\n<body>\n");
        html.append("<a class=\"skip\" href=\"#main\">Skip to the report</a>\n<header><h1>")
                .append(escape(title));
        html.append("</h1></header>\n");
        contents();
        html.append("<main id=\"main\">\n");
        standing();
        sections.forEach(this::section);
        return html.append("</main>\n</body>\n</html>\n").toString();
    }

    private void contents() {
        if (sections.size() > 1) {
            html.append("<nav aria-label=\"Contents\"><ul>\n");
            for (Section section : sections) {
                html.append("<li><a href=\"#")
                        .append(section.id())
                        .append("\">")
                        .append(escape(section.title()));
                html.append("</a></li>\n");
            }
            html.append("</ul></nav>\n");
        }
    }

    private void standing() {
        html.append(
                "<section class=\"standing\" aria-labelledby=\"standing\"><h2 id=\"standing\">How far this can be believed</h2>\n<ul>\n");
        Report.standing(found)
                .forEach(
                        sentence -> html.append("<li>").append(escape(sentence)).append("</li>\n"));
        html.append("</ul></section>\n");
    }

    private void section(Section section) {
        html.append("<section aria-labelledby=\"")
                .append(section.id())
                .append("\"><h2 id=\"")
                .append(section.id())
                .append("\">");
        html.append(escape(section.title())).append("</h2>\n");
        section.sentences()
                .forEach(sentence -> html.append("<p>").append(escape(sentence)).append("</p>\n"));
        for (int i = 0; i < section.charts().size(); i++) {
            chart(section.charts().get(i), section.id() + "-chart-" + i);
        }
        section.tables().forEach(this::table);
        html.append("</section>\n");
    }

    private void chart(Chart chart, String id) {
        if (chart.labels().isEmpty()) {
            return;
        }
        html.append("<figure>\n")
                .append(new SvgChart(chart, id))
                .append("<figcaption>")
                .append(escape(chart.title()))
                .append('.');
        for (int i = 0; i < chart.series().size() && chart.series().size() > 1; i++) {
            html.append(" <svg class=\"key\" aria-hidden=\"true\" viewBox=\"0 0 1 1\"><rect class=\"s")
                    .append(i);
            html.append("\" width=\"1\" height=\"1\"/></svg>")
                    .append(escape(chart.series().get(i).name()));
        }
        html.append("</figcaption>\n</figure>\n");
    }

    private void table(Table table) {
        if (table.rows().isEmpty()) {
            html.append("<p>").append(escape(table.caption())).append(": nothing.</p>\n");
            return;
        }
        html.append("<div class=\"wide\" role=\"region\" tabindex=\"0\" aria-label=\"")
                .append(escape(table.caption()));
        html.append("\"><table><caption>").append(escape(table.caption())).append("</caption>\n<thead><tr>");
        table.columns()
                .forEach(column ->
                        html.append("<th scope=\"col\">").append(escape(column)).append("</th>"));
        html.append("</tr></thead>\n<tbody>\n");
        for (List<String> row : table.rows()) {
            html.append("<tr><th scope=\"row\">").append(escape(row.get(0))).append("</th>");
            row.stream()
                    .skip(1)
                    .forEach(cell -> html.append("<td>").append(escape(cell)).append("</td>"));
            html.append("</tr>\n");
        }
        html.append("</tbody></table></div>\n");
    }

    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
