package io.geocompliance.gateway.packaging;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;

/** Does what the Dockerfile's build stage says in an empty directory that stands for its file system; its commands keep to the working directory. */
final class BuildStage {

    private final Path root;
    private Path workingDirectory;

    private BuildStage(Path root) {
        this.root = root;
        this.workingDirectory = root;
    }

    static void run(Dockerfile.Stage stage, Path root) throws IOException, InterruptedException {
        BuildStage build = new BuildStage(root);
        for (Dockerfile.Instruction instruction : stage.instructions()) {
            build.follow(instruction);
        }
    }

    private void follow(Dockerfile.Instruction instruction) throws IOException, InterruptedException {
        switch (instruction.word()) {
            case "WORKDIR" -> workingDirectory = Files.createDirectories(within(root, instruction.rest()));
            case "COPY" -> {
                List<String> words = instruction.words();
                String target = words.get(1);
                Path from = Path.of(words.get(0));
                copy(from, workingDirectory.resolve(target.equals("./") ? words.get(0) : target));
            }
            case "RUN" -> shell(instruction.rest());
            default -> throw new IllegalArgumentException("a build stage knows no " + instruction);
        }
    }

    private void shell(String command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder("sh", "-ec", command)
                .directory(workingDirectory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(root.resolve("build.log").toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment()
                .merge("PATH", System.getProperty("java.home") + "/bin", (path, ours) -> ours + ":" + path);
        if (builder.start().waitFor() != 0) {
            throw new AssertionError(command + ":\n" + Files.readString(root.resolve("build.log")));
        }
    }

    static Path within(Path root, String absolute) {
        return root.resolve(absolute.substring(1));
    }

    /** A file, or a directory with all that is in it. */
    static void copy(Path from, Path to) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
                    throws IOException {
                Files.createDirectories(to.resolve(from.relativize(directory)));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Path target = from.equals(file) ? to : to.resolve(from.relativize(file));
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
