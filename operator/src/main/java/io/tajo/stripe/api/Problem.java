package io.tajo.stripe.api;

/**
 * One thing that is wrong with a manifest.
 *
 * @param line from 1; 0: not known
 * @param document kind and name, like {@code StripeConnector acme}; empty: the file as a whole
 * @param path of the field, like {@code spec.brevo.lists.allCustomers}; empty: the document as a
 *     whole
 * @param message what is wrong and what to do, without any secret
 */
public record Problem(int line, String document, String path, String message) {
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    if (line > 0) {
      text.append("line ").append(line).append(": ");
    }
    if (!document.isEmpty()) {
      text.append(document).append(": ");
    }
    if (!path.isEmpty()) {
      text.append(path).append(": ");
    }
    return text.append(message).toString();
  }
}
