package io.geocompliance.gateway.config;

import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * {@code ${NAME}} and {@code ${NAME:default}} in values; {@code $$} is a dollar sign, any other {@code $} stands for itself.
 *
 * <p>A variable that is set to nothing is set. Defaults are not substituted again.
 *
 * @param environment from a variable's name to its value, null if it is not set
 */
record Substitution(Function<String, @Nullable String> environment) {

    private static final Pattern DOLLAR = Pattern.compile(
            "\\$(?:(?<dollar>\\$)|\\{(?<name>[A-Za-z_][A-Za-z0-9_]*)(?::(?<default>[^}]*))?\\}|(?<bad>\\{))");

    /** The value with variables filled in; empty, with the reason among the problems, if one is missing. */
    Optional<String> apply(Yaml.Text value, Problems problems) {
        StringBuilder filled = new StringBuilder();
        boolean complete = true;
        int end = 0;
        Matcher dollars = DOLLAR.matcher(value.text());
        while (dollars.find()) {
            filled.append(value.text(), end, dollars.start());
            end = dollars.end();
            if (dollars.group("bad") != null) {
                problems.error(
                        value.position(),
                        "\"${\" must be followed by a variable's name and \"}\", as in ${NAME} or ${NAME:default};"
                                + " write $$ for a dollar sign.");
                complete = false;
            } else if (dollars.group("dollar") != null) {
                filled.append('$');
            } else {
                Optional<String> variable = variable(dollars);
                if (variable.isEmpty()) {
                    problems.error(
                            value.position(),
                            "the environment variable %1$s is not set; set it, or give a default: ${%1$s:…}."
                                    .formatted(dollars.group("name")));
                    complete = false;
                }
                filled.append(variable.orElse(""));
            }
        }
        filled.append(value.text(), end, value.text().length());
        return complete ? Optional.of(filled.toString()) : Optional.empty();
    }

    private Optional<String> variable(Matcher dollars) {
        return Optional.ofNullable(environment.apply(dollars.group("name")))
                .or(() -> Optional.ofNullable(dollars.group("default")));
    }
}
