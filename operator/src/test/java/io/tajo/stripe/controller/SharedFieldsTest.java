package io.tajo.stripe.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.tajo.stripe.api.StripeConnector;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SharedFieldsTest {
  private final KubernetesSerialization shared = SharedFields.serialization();

  private static String object(String uid) {
    return """
    {"apiVersion": "v1", "kind": "ConfigMap",
     "metadata": {"name": "one", "managedFields": [
       {"manager": "m", "operation": "Apply", "apiVersion": "v1", "fieldsType": "FieldsV1",
        "fieldsV1": {
          "f:data": {".": {}, "f:key": {}},
          "f:metadata": {"f:labels": {"f:app": {}},
                         "f:ownerReferences": {"k:{\\"uid\\":\\"%s\\"}": {}}}}}]}}
    """
        .formatted(uid);
  }

  private static Map<String, Object> fields(ConfigMap object) {
    return object
        .getMetadata()
        .getManagedFields()
        .getFirst()
        .getFieldsV1()
        .getAdditionalProperties();
  }

  private static Object labels(ConfigMap object) {
    return ((Map<?, ?>) fields(object).get("f:metadata")).get("f:labels");
  }

  @Test
  void whatIsReadIsWhatIsWritten() {
    ConfigMap read = shared.unmarshal(object("a"), ConfigMap.class);

    assertThat(read)
        .isEqualTo(new KubernetesSerialization().unmarshal(object("a"), ConfigMap.class));
    assertThat(shared.unmarshal(shared.asJson(read), ConfigMap.class)).isEqualTo(read);
  }

  /** With definitions that are newer than the operator. */
  @Test
  void aFieldThatNobodyKnowsStopsNothing() {
    StripeConnector read =
        shared.unmarshal(
            """
            {"apiVersion": "connectors.tajo.io/v1alpha1", "kind": "StripeConnector",
             "spec": {"stripe": {"secretKey": {"name": "a", "key": "b"}, "new": 1}, "newer": {}},
             "status": {"newest": true, "connected": true}}
            """,
            StripeConnector.class);

    assertThat(read.getSpec().stripe().secretKey().name()).isEqualTo("a");
    assertThat(read.getStatus().connected()).isTrue();
  }

  @Test
  void equalPartsOfObjectsAreThereOnce() {
    ConfigMap one = shared.unmarshal(object("a"), ConfigMap.class);
    ConfigMap other = shared.unmarshal(object("b"), ConfigMap.class);

    assertThat(fields(one)).isNotEqualTo(fields(other));
    assertThat(fields(one).get("f:data")).isSameAs(fields(other).get("f:data"));
    assertThat(labels(one)).isSameAs(labels(other));
  }

  @Test
  void aCopyOfAnObjectSharesThemToo() {
    ConfigMap one = shared.unmarshal(object("a"), ConfigMap.class);

    assertThat(labels(shared.clone(one))).isSameAs(labels(one));
  }
}
