package dev.agentpairing.gateway.house;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;

/**
 * The class path of the tests without the tests, its folders packed into jars as when the program is installed. Only such a class
 * path lets a JVM start from an archive of loaded classes, which halves the time that each of the many starts takes.
 */
record ClassPath(List<Path> jars) {

    /** @param folder for the jars that are made */
    static ClassPath packed(Path folder) {
        try {
            var jars = new ArrayList<Path>();
            for (var entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
                var path = Path.of(entry);
                if (!Files.isDirectory(path)) {
                    jars.add(path);
                } else if (!path.endsWith("test-classes")) {
                    jars.add(pack(path, folder.resolve(path.getParent().getParent().getFileName() + ".jar")));
                }
            }
            return new ClassPath(jars);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** With entries for folders: that is where Spring and Flyway look for what is inside. */
    private static Path pack(Path classes, Path jar) throws IOException {
        try (var out = new JarOutputStream(Files.newOutputStream(jar)); var files = Files.walk(classes)) {
            for (var file : files.skip(1).toList()) {
                var name = classes.relativize(file).toString().replace(File.separatorChar, '/');
                out.putNextEntry(new JarEntry(Files.isDirectory(file) ? name + "/" : name));
                if (Files.isRegularFile(file)) {
                    Files.copy(file, out);
                }
                out.closeEntry();
            }
        }
        return jar;
    }

    @Override
    public String toString() {
        return jars.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }
}
