package io.geocompliance.gateway.response;

import io.geocompliance.gateway.rules.Decision;
import io.geocompliance.gateway.rules.HeaderChanges;
import io.geocompliance.gateway.rules.Rule;
import java.util.ArrayList;
import java.util.List;

/**
 * The header edits that rules ask for, in the order in which they are made: rule by rule; of each first what it removes, then
 * what it sets, then what it appends.
 *
 * <p>They are made before our own: the rest of the table reads the fields as if they had come so, and has the last word.
 */
public record DutyEdits(List<HeaderEdit> request, List<HeaderEdit> response) {

    /** None. */
    public static final DutyEdits NONE = new DutyEdits(List.of(), List.of());

    public DutyEdits {
        request = List.copyOf(request);
        response = List.copyOf(response);
    }

    /** Those of all rules that act. */
    public static DutyEdits of(Decision decision) {
        List<HeaderEdit> request = new ArrayList<>();
        List<HeaderEdit> response = new ArrayList<>();
        decision.editing().map(Rule::duties).forEach(duties -> {
            add(duties.request(), request);
            add(duties.response(), response);
        });
        return request.isEmpty() && response.isEmpty() ? NONE : new DutyEdits(request, response);
    }

    private static void add(HeaderChanges changes, List<HeaderEdit> edits) {
        changes.remove().forEach(name -> edits.add(new HeaderEdit.Remove(name)));
        changes.set().forEach(field -> edits.add(new HeaderEdit.Set(field.name(), field.value())));
        changes.append().forEach(field -> edits.add(new HeaderEdit.Append(field.name(), field.value())));
    }
}
