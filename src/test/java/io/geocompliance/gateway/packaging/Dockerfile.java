package io.geocompliance.gateway.packaging;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The image's recipe, read as far as ours goes: stages of instructions, continued lines, commands in exec form. */
record Dockerfile(List<Stage> stages) {

    /** One line: its word in upper case, and the rest. */
    record Instruction(String word, String rest) {

        /** The rest as a command in exec form, which is JSON. */
        List<String> command() {
            try {
                return List.of(new ObjectMapper().readValue(rest.substring(rest.indexOf('[')), String[].class));
            } catch (JsonProcessingException e) {
                throw new IllegalArgumentException(word + " is not in exec form: " + rest, e);
            }
        }

        List<String> words() {
            return List.of(rest.split("\\s+"));
        }
    }

    /** What follows one FROM. */
    record Stage(Instruction from, List<Instruction> instructions) {

        List<Instruction> all(String word) {
            return instructions.stream()
                    .filter(instruction -> instruction.word().equals(word))
                    .toList();
        }

        Instruction only(String word) {
            List<Instruction> found = all(word);
            if (found.size() != 1) {
                throw new IllegalArgumentException(found.size() + " times " + word);
            }
            return found.get(0);
        }
    }

    static Dockerfile read(Path file) throws IOException {
        String text = Files.readString(file).replaceAll("(?m)^\\s*#.*\n", "").replaceAll("\\\\\n\\s*", "");
        List<Stage> stages = new ArrayList<>();
        for (String line : text.split("\n")) {
            if (line.isBlank()) {
                continue;
            }
            String[] parts = line.strip().split("\\s+", 2);
            Instruction instruction = new Instruction(parts[0].toUpperCase(java.util.Locale.ROOT), parts[1]);
            if (instruction.word().equals("FROM")) {
                stages.add(new Stage(instruction, new ArrayList<>()));
            } else {
                stages.get(stages.size() - 1).instructions().add(instruction);
            }
        }
        return new Dockerfile(List.copyOf(stages));
    }

    Stage last() {
        return stages.get(stages.size() - 1);
    }
}
