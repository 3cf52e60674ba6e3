-- One script for H2 (MODE=PostgreSQL) and PostgreSQL.
-- A row is a claim on the key while its request runs (claimed_until), and the answer afterwards.
create table idempotency_key (
    account_id uuid not null,
    name varchar(255) not null,
    fingerprint varchar(64) not null,
    request_id uuid not null,
    attempt integer not null,
    first_at timestamp(6) with time zone not null,
    claimed_until timestamp(6) with time zone,
    status integer,
    headers varchar,
    body bytea,
    primary key (account_id, name)
);
create index idempotency_key_by_age on idempotency_key (first_at);
