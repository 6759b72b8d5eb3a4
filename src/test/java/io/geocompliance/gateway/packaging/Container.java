package io.geocompliance.gateway.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What an engine would make of the Dockerfile's last stage, from the kernel's own namespaces: the files copied into a root directory that
 * is then read-only, a network and process numbers of its own, the user without any capability, the volumes as memory.
 */
final class Container implements AutoCloseable {

    private static final String PATH = "PATH=/opt/java/openjdk/bin:/usr/bin:/bin";

    private final Dockerfile.Stage stage;
    private final Path directory;
    private final GatewayJar gateway;

    private Container(Dockerfile.Stage stage, Path directory, GatewayJar gateway) {
        this.stage = stage;
        this.directory = directory;
        this.gateway = gateway;
    }

    /** What is mounted at /tmp. */
    enum Tmp {
        /** Nothing: it is as read-only as the rest. */
        READ_ONLY("true"),
        /** What engines mount by default where they are asked for one. */
        NO_EXEC("mount -t tmpfs -o noexec,nosuid,nodev,mode=1777 tmpfs \"$root/tmp\"");

        private final String mount;

        Tmp(String mount) {
            this.mount = mount;
        }
    }

    /**
     * Follows the stage and starts its entry point.
     *
     * @param build the root of the stage that files are copied from
     * @param without options of the entry point that are left out
     */
    static Container start(Dockerfile.Stage stage, Path build, Tmp tmp, List<String> without) throws IOException {
        Path directory = Files.createTempDirectory("container");
        Path root = Files.createDirectory(directory.resolve("root"));
        for (Dockerfile.Instruction copy : stage.all("COPY")) {
            List<String> words = copy.words();
            BuildStage.copy(BuildStage.within(build, words.get(1)), BuildStage.within(root, words.get(2)));
        }
        List<String> command = new ArrayList<>(stage.only("ENTRYPOINT").command());
        command.addAll(stage.only("CMD").command());
        command.removeAll(without);
        Path script = Files.writeString(directory.resolve("start.sh"), script(stage, tmp));
        List<String> unshare = new ArrayList<>(List.of(
                "unshare",
                "--mount",
                "--net",
                "--pid",
                "--ipc",
                "--uts",
                "--fork",
                "--kill-child",
                "bash",
                script.toString(),
                root.toString(),
                jdk().toString()));
        unshare.addAll(asUser(stage));
        unshare.addAll(command);
        return new Container(stage, directory, GatewayJar.start(directory, unshare));
    }

    /** A JDK 25, which stands for the runtime of the base image. */
    private static Path jdk() throws IOException {
        try (var installed = Files.newDirectoryStream(Path.of("/usr/lib/jvm"), "*25*")) {
            for (Path jdk : installed) {
                if (Files.isExecutable(jdk.resolve("bin/java"))) {
                    return jdk.toRealPath();
                }
            }
        }
        throw new AssertionError("the image's runtime needs a JDK 25 in /usr/lib/jvm");
    }

    /** Reads: the root, the JDK, then the command. */
    private static String script(Dockerfile.Stage stage, Tmp tmp) {
        String runs = stage.all("RUN").stream()
                .map(run -> "chroot \"$root\" /usr/bin/env -i " + PATH + " /bin/sh -ec '" + run.rest() + "'\n")
                .collect(Collectors.joining());
        String user = stage.only("USER").rest().replace(":", ",gid=");
        String volumes = stage.all("VOLUME").stream()
                .flatMap(volume -> volume.command().stream())
                .map(path -> "mount -t tmpfs -o noexec,nosuid,nodev,mode=0700,uid=" + user + " tmpfs \"$root" + path
                        + "\"\n")
                .collect(Collectors.joining());
        return """
                set -eu
                root=$1 jdk=$2
                shift 2
                mount --bind "$root" "$root"
                mkdir -p "$root/usr" "$root/etc" "$root/proc" "$root/dev" "$root/tmp" "$root/opt/java/openjdk"
                for link in bin sbin lib lib64; do ln -s "usr/$link" "$root/$link"; done
                cp /etc/ld.so.cache "$root/etc/"
                mount --bind /usr "$root/usr"
                mount -o remount,bind,ro "$root/usr"
                mount --bind "$jdk" "$root/opt/java/openjdk"
                mount -o remount,bind,ro "$root/opt/java/openjdk"
                mount -t proc proc "$root/proc"
                for device in null zero random urandom; do
                  touch "$root/dev/$device"
                  mount --bind "/dev/$device" "$root/dev/$device"
                done
                ip link set lo up
                %s%s%s
                mount -o remount,bind,ro "$root"
                exec chroot "$root" "$@"
                """.formatted(runs, volumes, tmp.mount);
    }

    /** What stands before a command that is run as the image's user, in its environment and nothing of ours. */
    private static List<String> asUser(Dockerfile.Stage stage) {
        String[] user = stage.only("USER").rest().split(":", 2);
        List<String> words = new ArrayList<>(List.of(
                "/usr/bin/setpriv",
                "--reuid=" + user[0],
                "--regid=" + user[1],
                "--clear-groups",
                "--no-new-privs",
                "--inh-caps=-all",
                "--bounding-set=-all",
                "/usr/bin/env",
                "-i",
                "--chdir=" + stage.only("WORKDIR").rest(),
                PATH));
        stage.all("ENV").forEach(variable -> words.add(variable.rest()));
        return words;
    }

    /** The gateway's process as this side of the namespaces numbers it. */
    long pid() {
        return gateway.process().children().findFirst().orElseThrow().pid();
    }

    /** One line of the kernel's account of the process. */
    String status(String name) throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(pid()), "status")).stream()
                .filter(line -> line.startsWith(name + ":"))
                .map(line -> line.substring(name.length() + 1).strip().replace('\t', ' '))
                .findFirst()
                .orElseThrow();
    }

    /** The shared libraries whose code it has mapped, but for the JDK's and the system's. */
    List<String> libraries() throws IOException {
        String root = directory.resolve("root").toString();
        return Files.readAllLines(Path.of("/proc", Long.toString(pid()), "maps")).stream()
                .filter(line -> line.matches("\\S+ ..x.*[.]so.*"))
                .map(line -> line.substring(line.indexOf('/')))
                .map(path -> path.substring(path.startsWith(root) ? root.length() : 0))
                .filter(path -> !path.startsWith("/usr/") && !path.startsWith("/opt/java/"))
                .distinct()
                .sorted()
                .toList();
    }

    /** The exit code of a command within, as the image's user. */
    int run(List<String> command) throws IOException, InterruptedException {
        List<String> words = entered("--mount", "--pid", "--root", "--wd=/");
        words.addAll(asUser(stage));
        words.addAll(command);
        return process(words).waitFor();
    }

    /** The answer, its head included, to a request from within. */
    String fetch(String... options) throws IOException, InterruptedException {
        List<String> words = entered();
        words.addAll(List.of("curl", "-sS", "-i", "--max-time", "20"));
        words.addAll(List.of(options));
        Process curl = process(words);
        String answer = new String(curl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(curl.waitFor()).as("curl").isZero();
        return answer;
    }

    private List<String> entered(String... namespaces) {
        List<String> words = new ArrayList<>(List.of("nsenter", "--target", Long.toString(pid()), "--net"));
        words.addAll(List.of(namespaces));
        return words;
    }

    private Process process(List<String> words) throws IOException {
        return new ProcessBuilder(words)
                .redirectError(directory.resolve("commands.log").toFile())
                .start();
    }

    /** Sends what an engine sends first, and waits for the exit code. */
    int stop() {
        gateway.process().children().findFirst().orElseThrow().destroy();
        return gateway.exitCode();
    }

    @Override
    public void close() {
        gateway.close();
    }
}
