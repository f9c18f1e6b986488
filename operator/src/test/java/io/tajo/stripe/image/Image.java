package io.tajo.stripe.image;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * An image in a tar file, as {@code docker save} writes it and {@code docker load} reads it.
 *
 * @param layers what each adds: file names and contents, the base first
 */
record Image(JsonNode config, List<Map<String, byte[]>> layers) {
  static Image read(Path tar) throws IOException {
    ObjectMapper json = new ObjectMapper();
    Map<String, byte[]> files = files(Files.newInputStream(tar));
    JsonNode manifest = json.readTree(files.get("manifest.json")).get(0);
    List<Map<String, byte[]>> layers = new ArrayList<>();
    for (JsonNode layer : manifest.get("Layers")) {
      layers.add(
          files(new GZIPInputStream(new ByteArrayInputStream(files.get(layer.textValue())))));
    }
    return new Image(json.readTree(files.get(manifest.get("Config").textValue())), layers);
  }

  private static Map<String, byte[]> files(InputStream tar) throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    try (TarArchiveInputStream archive = new TarArchiveInputStream(tar)) {
      for (TarArchiveEntry entry; (entry = archive.getNextEntry()) != null; ) {
        if (entry.isFile()) {
          files.put(entry.getName(), archive.readAllBytes());
        }
      }
    }
    return files;
  }

  /** All files, the last layer's where several have one. */
  Map<String, byte[]> files() {
    Map<String, byte[]> all = new TreeMap<>();
    layers.forEach(all::putAll);
    return all;
  }

  /** A setting of the configuration that is a list of text. */
  List<String> texts(String setting) {
    return StreamSupport.stream(config.path("config").path(setting).spliterator(), false)
        .map(JsonNode::textValue)
        .toList();
  }

  String text(String setting) {
    return config.path("config").path(setting).asText("");
  }
}
