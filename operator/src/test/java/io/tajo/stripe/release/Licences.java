package io.tajo.stripe.release;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/**
 * The licences of the class path's libraries, as the poms beside them in Maven's repository say.
 */
final class Licences {
  private Licences() {}

  /** Names of licences by file, of all libraries that this process has. */
  static Map<String, List<String>> ofTheClassPath() throws IOException {
    Map<String, List<String>> licences = new TreeMap<>();
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    for (String entry : classPath.split(File.pathSeparator, -1)) {
      Path jar = Path.of(entry);
      Path pom = pom(jar);
      if (Files.exists(pom)) {
        licences.put(jar.getFileName().toString(), of(pom, repository(pom)));
      }
    }
    return licences;
  }

  /** {@code a-1.0-classifier.jar} has {@code a-1.0.pom}, of the folders' names. */
  private static Path pom(Path jar) {
    Path version = jar.toAbsolutePath().getParent();
    return version.resolve(
        version.getParent().getFileName() + "-" + version.getFileName() + ".pom");
  }

  private static Path repository(Path pom) throws IOException {
    Element project = read(pom);
    String group = text(project, "groupId", "parent/groupId");
    Path folder = pom.getParent().getParent().getParent();
    for (int i = 0; i < group.split("\\.", -1).length; i++) {
      folder = folder.getParent();
    }
    return folder;
  }

  private static List<String> of(Path pom, Path repository) throws IOException {
    Element project = read(pom);
    List<String> names = new ArrayList<>();
    for (Element licence : children(children(project, "licenses"), "license")) {
      names.add(text(licence, "name", "url"));
    }
    if (!names.isEmpty()) {
      return names;
    }
    for (Element parent : children(project, "parent")) {
      Path folder = repository;
      for (String part : text(parent, "groupId").split("\\.", -1)) {
        folder = folder.resolve(part);
      }
      String artifact = text(parent, "artifactId");
      String version = text(parent, "version");
      return of(
          folder.resolve(artifact).resolve(version).resolve(artifact + "-" + version + ".pom"),
          repository);
    }
    return names;
  }

  private static Element read(Path pom) throws IOException {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
      return factory.newDocumentBuilder().parse(pom.toFile()).getDocumentElement();
    } catch (ParserConfigurationException | SAXException e) {
      throw new IOException(pom.toString(), e);
    }
  }

  /** The first of the paths that has a text. */
  private static String text(Element element, String... paths) {
    for (String path : paths) {
      List<Element> found = List.of(element);
      for (String name : path.split("/", -1)) {
        found = children(found, name);
      }
      if (!found.isEmpty()) {
        return found.getFirst().getTextContent().strip().replaceAll("\\s+", " ");
      }
    }
    throw new IllegalArgumentException("no " + Arrays.toString(paths));
  }

  private static List<Element> children(List<Element> elements, String name) {
    return elements.stream().flatMap(element -> children(element, name).stream()).toList();
  }

  private static List<Element> children(Element element, String name) {
    List<Element> children = new ArrayList<>();
    for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element child && child.getTagName().equals(name)) {
        children.add(child);
      }
    }
    return children;
  }
}
