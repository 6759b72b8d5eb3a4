package io.geocompliance.gateway.notice;

import java.time.LocalDate;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What {@code notice.yaml} says beside the texts.
 *
 * @param version at least 1; counted up by the operator when the meaning changes, written into every record
 * @param defaultLanguage BCP 47 tag of a text that exists; served where neither page nor reader asks for another
 * @param parameters values for the {@code {placeholders}} of the texts, by name; default none
 * @param legalReference what counsel went by; null is none, with a warning
 * @param reviewBy when counsel reads it again; null is never, with a warning
 */
public record NoticeSettings(
        int version,
        String defaultLanguage,
        Map<String, Parameter> parameters,
        @Nullable String legalReference,
        @Nullable LocalDate reviewBy) {

    public NoticeSettings {
        parameters = Map.copyOf(parameters);
    }

    /** A placeholder's value; an ISO date such as 2024-02-20 is written out in the language of the text. */
    public sealed interface Parameter {

        /** One value for every language. */
        record Same(String value) implements Parameter {}

        /** A value for each language, by BCP 47 tag. */
        record PerLanguage(Map<String, String> values) implements Parameter {
            public PerLanguage {
                values = Map.copyOf(values);
            }
        }
    }
}
