package io.geocompliance.gateway.response;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes out message signatures (RFC 9421) that no longer hold; those over unchanged fields stay. */
final class Signatures {

    private static final Pattern COMPONENT = Pattern.compile("\"([^\"]*)\"");

    private Signatures() {}

    /** To be asked last: what the edits change by then is what breaks a signature. */
    static void removeBroken(Edits edits, Fields response) {
        if (!response.has("Signature-Input")) {
            return;
        }
        List<String> inputs = dictionary(response.all("Signature-Input"));
        Set<String> broken = new HashSet<>();
        for (String input : inputs) {
            if (components(input).stream().anyMatch(edits::change)) {
                broken.add(label(input));
            }
        }
        if (broken.isEmpty()) {
            return;
        }
        Predicate<String> holds = member -> !broken.contains(label(member));
        edits.replace("Signature-Input", joined(inputs.stream().filter(holds).toList()));
        edits.replace(
                "Signature",
                joined(dictionary(response.all("Signature")).stream()
                        .filter(holds)
                        .toList()));
    }

    /** What the first inner list names; parameters after it are the signature's own. */
    private static List<String> components(String input) {
        int open = input.indexOf('(');
        int close = input.indexOf(')', open + 1);
        List<String> names = new ArrayList<>();
        if (open >= 0 && close > open) {
            Matcher component = COMPONENT.matcher(input.substring(open, close));
            while (component.find()) {
                names.add(component.group(1).toLowerCase(Locale.ROOT));
            }
        }
        return names;
    }

    /** Members of a dictionary (RFC 9651 3.2); inner lists hold no comma but in strings. */
    private static List<String> dictionary(List<String> lines) {
        return FieldValues.members(lines);
    }

    private static String label(String member) {
        int equals = member.indexOf('=');
        return equals < 0 ? member : member.substring(0, equals);
    }

    private static List<String> joined(List<String> members) {
        return members.isEmpty() ? List.of() : List.of(String.join(", ", members));
    }
}
