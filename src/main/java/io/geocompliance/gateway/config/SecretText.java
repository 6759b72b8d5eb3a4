package io.geocompliance.gateway.config;

import java.util.Map;
import java.util.Optional;

/** A secret, which no problem ever shows. */
final class SecretText implements Shape<Secret> {

    /** 16 random letters and digits are 95 bits: nobody guesses them over a network. */
    private static final int LEAST_CHARACTERS = 16;

    @Override
    public Optional<Secret> read(Yaml yaml, Reading reading) {
        if (!(yaml instanceof Yaml.Text text)) {
            return refuse(yaml, reading);
        }
        Optional<String> filled = reading.substitution().apply(text, reading.problems());
        if (filled.isPresent() && filled.get().strip().length() < LEAST_CHARACTERS) {
            reading.problems().error(text.position(), "this secret is too short; expected " + expected() + ".");
            return Optional.empty();
        }
        return filled.map(value -> new Secret(value.strip()));
    }

    @Override
    public String expected() {
        return "a secret of at least " + LEAST_CHARACTERS + " characters, best from the environment as ${NAME}";
    }

    @Override
    public Map<String, Object> schema() {
        return Map.of("type", "string");
    }
}
