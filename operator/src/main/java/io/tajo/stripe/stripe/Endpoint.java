package io.tajo.stripe.stripe;

import com.stripe.net.ApiResource.RequestMethod;
import java.util.List;

/**
 * One operation of Stripe's API, as limits, messages and {@link Traffic} name it.
 *
 * @param path without the base's prefix, ids as {@code {id}}
 */
record Endpoint(RequestMethod method, String path) {
  static final String WEBHOOK_ENDPOINTS = "/v1/webhook_endpoints";
  static final String INVOICE_PAYMENTS = "/v1/invoice_payments";

  /** A path whose lists and objects take the permission to read this. */
  private record Area(String path, String permission) {
    boolean has(String endpoint) {
      return endpoint.equals(path) || endpoint.startsWith(path + "/");
    }
  }

  private static final List<Area> OTHERS =
      List.of(
          new Area(WEBHOOK_ENDPOINTS, "webhook_read"),
          new Area(INVOICE_PAYMENTS, Resource.INVOICES.permission()));

  /** The operation at a path that still has its ids. */
  static Endpoint of(RequestMethod method, String path) {
    Area area = area(path);
    return new Endpoint(method, path.equals(area.path()) ? path : area.path() + "/{id}");
  }

  boolean writes() {
    return method != RequestMethod.GET;
  }

  /** Its path, with the method before it where it writes. */
  String name() {
    return writes() ? method + " " + path : path;
  }

  /**
   * The permission of a restricted key that it takes, as Stripe names it; where Stripe's error does
   * not say so, it is our best knowledge.
   */
  String permission() {
    String read = area(path).permission();
    return writes() ? read.replaceFirst("read$", "write") : read;
  }

  private static Area area(String path) {
    return Resource.at(path)
        .map(it -> new Area(it.path(), it.permission()))
        .or(() -> OTHERS.stream().filter(it -> it.has(path)).findFirst())
        .orElseGet(() -> new Area(path, "read"));
  }
}
