package io.tajo.stripe.controller.status;

/** Sentences that others of ours follow. */
public final class Sentence {
  private Sentence() {}

  /** Without its full stop, so that it can be gone on with. */
  public static String open(String sentence) {
    return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
  }
}
