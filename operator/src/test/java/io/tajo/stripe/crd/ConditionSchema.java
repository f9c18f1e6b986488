package io.tajo.stripe.crd;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Kubernetes' own condition ({@code metav1.Condition}), with its bounds. */
final class ConditionSchema {
  private static final String SCHEMA =
      """
      description: One aspect of the state.
      properties:
        lastTransitionTime:
          description: When the status last changed.
          format: date-time
          type: string
        message:
          description: What is so, and what to do about it.
          maxLength: 32768
          type: string
        observedGeneration:
          description: The generation of the spec that the condition speaks of.
          format: int64
          minimum: 0
          type: integer
        reason:
          description: Why it is so, in one word for programs.
          maxLength: 1024
          minLength: 1
          pattern: ^[A-Za-z]([A-Za-z0-9_,:]*[A-Za-z0-9_])?$
          type: string
        status:
          description: True, False or Unknown.
          enum:
            - 'True'
            - 'False'
            - Unknown
          type: string
        type:
          description: Which aspect.
          maxLength: 316
          pattern: ^[A-Z][A-Za-z0-9]*$
          type: string
      required:
        - lastTransitionTime
        - message
        - reason
        - status
        - type
      type: object
      """;

  private ConditionSchema() {}

  static ObjectNode items() {
    return (ObjectNode) CrdFiles.read(SCHEMA);
  }
}
