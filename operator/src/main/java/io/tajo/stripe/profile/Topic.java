package io.tajo.stripe.profile;

/**
 * A part of a Stripe account that figures are made from; one that is not read gives them no value.
 */
public enum Topic {
  CUSTOMERS,
  /** Charges. */
  PAYMENTS,
  REFUNDS,
  DISPUTES,
  /** Balance transactions: conversion by settlement, uncaptured remainders. */
  SETTLEMENTS,
  /** Subscriptions and their coupons. */
  SUBSCRIPTIONS,
  /** Products (plan names) and prices. */
  PRODUCTS,
  INVOICES,
  CHECKOUT_SESSIONS
}
