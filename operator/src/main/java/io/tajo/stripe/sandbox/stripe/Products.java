package io.tajo.stripe.sandbox.stripe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** What the account sells. Larger accounts sell more than fits on one page. */
final class Products {
  /** Place in the list: the product that limited coupons are limited to. */
  static final int PRO = 1;

  private static final List<String> NAMES =
      List.of(
          "Starter",
          "Pro",
          "Business",
          "Enterprise",
          "Seats",
          "Storage",
          "API calls",
          "Support",
          "Newsletter Café ☕",
          "Legacy",
          "Tajo\nMug",
          "Bundles");
  private static final ObjectNode TEMPLATE =
      Json.template(
          """
          {"id":"","object":"product","active":true,"created":0,"default_price":null,
           "description":null,"images":[],"livemode":false,"marketing_features":[],"metadata":{},
           "name":"","package_dimensions":null,"shippable":null,"statement_descriptor":null,
           "tax_code":null,"type":"service","unit_label":null,"updated":0,"url":null}
          """);

  private Products() {}

  static Fixed of(World world) {
    long count = NAMES.size() + Math.min(150, world.customers() / 100);
    List<ObjectNode> products = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      ObjectNode product = Json.copy(TEMPLATE);
      long created = world.timeline().start() + i * 60L;
      product.put("id", id(world, i)).put("created", created).put("updated", created);
      product.put("name", i < NAMES.size() ? NAMES.get(i) : "Edition " + (i - NAMES.size() + 1));
      product.put("active", !"Legacy".equals(product.path("name").textValue()));
      products.add(product.put("livemode", world.livemode()));
    }
    return Fixed.of(products, true, true);
  }

  static String id(World world, int index) {
    return "prod_" + world.serials().of(index);
  }

  /** One without particulars. */
  static ObjectNode template() {
    return TEMPLATE.deepCopy();
  }
}
