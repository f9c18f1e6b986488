-- What happens between two full runs: events from Stripe, contacts to be made anew, events for Brevo.

-- Stripe's events, from when they are received until long after they were worked off: Stripe may send
-- one again for 30 days. The payload is personal and goes sooner.
create table event (
  id text collate "C" primary key,
  type text not null,
  created bigint not null,
  stored_at timestamptz not null,
  source text not null,
  -- pending, done, failed, foreign
  state text not null,
  attempts int not null default 0,
  due_at timestamptz,
  settled_at timestamptz,
  problem text,
  payload text
);
create index event_pending on event (created, id) where state = 'pending';
create index event_failed on event (created, id) where state = 'failed';
create index event_foreign on event (id) where state = 'foreign';
create index event_settled on event (settled_at) where settled_at is not null;

-- Of each change a number, so that a contact's write can be told from the changes after it.
create sequence revision;

-- What subscriptions were when one of their events was last told of, kept while something else has
-- shown what the next one will tell; null: they were not there.
create table subscription_told (
  id text collate "C" primary key,
  kept_at timestamptz not null,
  told jsonb
);

-- Contacts to be made anew.
create table contact_mark (
  address text collate "C" primary key,
  -- of the last change, and of the last that Brevo was told
  revision bigint not null,
  written bigint not null default 0,
  marked_at timestamptz not null,
  attempts int not null default 0,
  due_at timestamptz not null
);
create index contact_mark_due on contact_mark (due_at);

-- Events for Brevo: what was sent stays known, so that nothing is sent twice.
create table outgoing (
  event text collate "C" not null,
  name text not null,
  created bigint not null,
  customer text collate "C",
  -- where it goes if no customer tells: of a session without one, of a customer that was deleted
  address text collate "C",
  -- the change that Brevo must know before
  revision bigint not null,
  -- sent before the contact is written, not after
  before_write boolean not null,
  -- its contact was missing and has been asked for
  asked_for boolean not null default false,
  properties jsonb,
  -- waiting, sending, sent, dropped
  state text not null,
  reason text,
  stored_at timestamptz not null,
  sending_since timestamptz,
  settled_at timestamptz,
  primary key (event, name)
);
create index outgoing_open on outgoing (created, event, name) where state in ('waiting', 'sending');
create index outgoing_customer on outgoing (customer) where state in ('waiting', 'sending');
create index outgoing_settled on outgoing (settled_at) where settled_at is not null;

-- Deleted customers whose personal columns are still to be cleared.
create index customer_to_forget on customer (id)
  where deleted and (email is not null or address is not null or name is not null
    or phone is not null or country is not null or city is not null or postal_code is not null
    or metadata <> '{}');
