package io.tajo.stripe.contact;

import io.tajo.stripe.profile.Source;

/**
 * One line of the mapping: a figure and the Brevo attribute that shows it.
 *
 * @param attribute in upper case
 */
public record Target(Source source, String attribute) {}
