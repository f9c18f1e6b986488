-- One schema a connector. Moments in Stripe are whole seconds (bigint, Unix time); money is minor units.
-- as_of: the moment at which Stripe showed the row; older sights never replace newer ones.
-- Ids and addresses compare as bytes (collate "C"), like everywhere in the connector.

create table ledger (
  only_row boolean primary key default true check (only_row),
  made_at timestamptz not null,
  suppression_key bytea not null
);

create table fact (
  key text primary key,
  value text not null
);

create table reads (
  day date primary key,
  reads bigint not null
);

create table customer (
  id text collate "C" primary key,
  as_of timestamptz not null,
  created bigint not null,
  deleted boolean not null,
  test_clock text,
  email text,
  address text collate "C",
  name text,
  phone text,
  country text,
  city text,
  postal_code text,
  delinquent boolean,
  language text,
  currency text,
  balance bigint not null default 0,
  metadata jsonb not null default '{}',
  discount jsonb,
  -- The contact that the customer belongs to; none for deleted ones and those on a test clock.
  contact text collate "C" generated always as
    (case when not deleted and test_clock is null then address end) stored
);
create index customer_contact on customer (contact) where contact is not null;

create table charge (
  id text collate "C" primary key,
  as_of timestamptz not null,
  created bigint not null,
  customer text collate "C",
  currency text not null,
  status text not null,
  amount_captured bigint not null,
  amount_refunded bigint not null,
  settled_amount bigint,
  settled_currency text
);
create index charge_customer on charge (customer) where customer is not null;

create table refund (
  id text collate "C" primary key,
  as_of timestamptz not null,
  created bigint not null,
  charge text collate "C",
  amount bigint not null,
  status text,
  reporting_category text
);
create index refund_charge on refund (charge) where charge is not null;

create table dispute (
  id text collate "C" primary key,
  as_of timestamptz not null,
  created bigint not null,
  charge text collate "C",
  amount bigint not null,
  currency text not null,
  status text not null
);
create index dispute_charge on dispute (charge) where charge is not null;

create table subscription (
  id text collate "C" primary key,
  as_of timestamptz not null,
  created bigint not null,
  customer text collate "C",
  status text not null,
  currency text not null,
  start_date bigint,
  trial_end bigint,
  cancel_at bigint,
  cancel_at_period_end boolean not null,
  canceled_at bigint,
  ended_at bigint,
  pause_behavior text,
  items jsonb not null,
  discounts jsonb not null
);
create index subscription_customer on subscription (customer) where customer is not null;

create table invoice (
  id text collate "C" primary key,
  as_of timestamptz not null,
  created bigint not null,
  customer text collate "C",
  status text,
  currency text not null,
  amount_due bigint not null,
  amount_remaining bigint not null,
  number text,
  hosted_invoice_url text
);
create index invoice_customer on invoice (customer) where customer is not null;

create table product (
  id text collate "C" primary key,
  as_of timestamptz not null,
  name text not null
);

create table price (
  id text collate "C" primary key,
  as_of timestamptz not null,
  product text collate "C",
  nickname text,
  currency text not null,
  unit jsonb not null,
  tiers_mode text,
  interval_unit text,
  interval_count bigint not null,
  metered boolean not null,
  divide_by bigint,
  round_up boolean not null,
  currency_options jsonb not null,
  complete boolean not null
);

create table coupon (
  id text collate "C" primary key,
  as_of timestamptz not null,
  duration text not null,
  percent_off numeric,
  amount_off bigint,
  currency text,
  amount_off_by_currency jsonb not null,
  applies_to jsonb not null
);

create table checkout_session (
  id text collate "C" primary key,
  as_of timestamptz not null,
  created bigint not null,
  customer text collate "C",
  -- Kept only where there is no customer: otherwise the customer's counts.
  address text collate "C",
  status text,
  consent_promotions text,
  consent_collection text,
  recovery_url text,
  recovery_expires_at bigint,
  recovered_from text
);
create index checkout_session_customer on checkout_session (customer) where customer is not null;
create index checkout_session_address on checkout_session (address) where address is not null;
create index checkout_session_recovered on checkout_session (recovered_from)
  where recovered_from is not null;

create table upcoming_invoice (
  subscription text collate "C" primary key,
  as_of timestamptz not null,
  customer text collate "C",
  created bigint not null,
  date bigint,
  amount_due bigint not null,
  currency text not null
);

-- Runs, what they have to read (ranges) and have read (pages). Pages are only ever added: no two wait
-- for each other.
create table run (
  id bigint generated always as identity primary key,
  type text not null,
  resources text[] not null,
  since timestamptz,
  rewrite boolean not null,
  started_at timestamptz not null,
  finished_at timestamptz,
  outcome text,
  summary jsonb
);

create table run_resource (
  run bigint not null references run on delete cascade,
  resource text not null,
  primary key (run, resource)
);

create table run_range (
  run bigint not null references run on delete cascade,
  resource text not null,
  low bigint not null,
  high bigint not null,
  starting_after text,
  primary key (run, resource, low)
);

-- A page read the seconds from low on, below high; what ends at low goes on after the id next_after.
create table run_page (
  id bigint generated always as identity primary key,
  run bigint not null,
  resource text not null,
  low bigint not null,
  high bigint not null,
  next_after text,
  objects bigint not null
);

create table run_seen (
  run bigint not null,
  customer text collate "C" not null,
  primary key (run, customer)
);

-- What was last written to Brevo, a contact each.
create table contact (
  address text collate "C" primary key,
  customers jsonb not null,
  attributes jsonb not null,
  lists jsonb not null,
  blocklisted boolean not null,
  withheld jsonb not null,
  rejection_reason text,
  rejection_digest text,
  next_change timestamptz
);
create index contact_next_change on contact (next_change) where next_change is not null;

-- Which contact holds a phone number: Brevo lets one have it.
create table number_holder (
  attribute text not null,
  number text not null,
  address text collate "C" not null,
  primary key (attribute, number)
);
create index number_holder_address on number_holder (address);

create table suppressed (
  hash bytea primary key
);

create table contact_import (
  id bigint generated always as identity primary key,
  process bigint,
  started_at timestamptz not null,
  lists jsonb not null,
  blocklist boolean not null,
  ended_at timestamptz,
  outcome text
);

-- Rows of imports that have not ended: the contacts as they will be once Brevo has made them.
create table contact_import_row (
  import bigint not null references contact_import on delete cascade,
  address text collate "C" not null,
  customers jsonb not null,
  attributes jsonb not null,
  lists jsonb not null,
  blocklisted boolean not null,
  withheld jsonb not null,
  rejection_reason text,
  rejection_digest text,
  next_change timestamptz,
  primary key (import, address)
);
create index contact_import_row_address on contact_import_row (address);

-- Which of our addresses Brevo has, and whether it may mail them.
create table presence (
  address text collate "C" primary key,
  snapshot bigint not null,
  brevo_id bigint not null,
  email_blacklisted boolean not null,
  sms_blacklisted boolean not null
);

create table presence_snapshot (
  id bigint generated always as identity primary key,
  completed_at timestamptz
);
