-- One script for H2 (MODE=PostgreSQL) and PostgreSQL.
-- The view_ tables can be rebuilt from the events; the personal_ tables cannot.
create table token_entry (
    processor_name varchar not null,
    segment integer not null,
    token varchar,
    token_type varchar,
    claimed_at varchar,
    owner varchar,
    primary key (processor_name, segment)
);

create table view_pairing (
    pairing_id uuid primary key,
    connection_id uuid not null,
    agent_a uuid not null,
    agent_b uuid not null,
    proposer_id uuid not null,
    other_id uuid not null,
    permission varchar not null,
    status varchar not null,
    awaiting_id uuid,
    created_at timestamp(6) with time zone not null,
    due_at timestamp(6) with time zone not null,
    confirmed_at timestamp(6) with time zone,
    revoked_at timestamp(6) with time zone,
    revocation_reason varchar,
    revoked_by uuid,
    changed_at timestamp(6) with time zone not null,
    version bigint not null
);
create index view_pairing_of_connection on view_pairing (connection_id, created_at desc, pairing_id desc);
create index view_pairing_of_pair on view_pairing (agent_a, agent_b);
create index view_pairing_of_proposer on view_pairing (proposer_id, created_at desc, pairing_id desc);
create index view_pairing_of_other on view_pairing (other_id, created_at desc, pairing_id desc);
create index view_pairing_due on view_pairing (due_at);

create table view_pairing_agent (
    agent_id uuid primary key,
    account_id uuid not null,
    slug varchar not null,
    name varchar not null,
    public_key varchar,
    key_version integer not null,
    changed_at timestamp(6) with time zone not null,
    version bigint not null
);

create table view_connection (
    connection_id uuid primary key,
    inviter_id uuid not null,
    inviter_email_id uuid not null,
    invited_email_id uuid not null,
    invitee_id uuid,
    status varchar not null,
    created_at timestamp(6) with time zone not null,
    accepted_at timestamp(6) with time zone,
    revoked_at timestamp(6) with time zone,
    version bigint not null
);
create index view_connection_of_inviter on view_connection (inviter_id);
create index view_connection_of_invitee on view_connection (invitee_id);
create index view_connection_of_invited_email on view_connection (invited_email_id);

create table view_connection_email (
    account_id uuid primary key,
    email_id uuid not null,
    version bigint not null
);

create table view_agent (
    agent_id uuid primary key,
    account_id uuid not null,
    slug varchar not null,
    name varchar not null,
    description varchar,
    type varchar not null,
    metadata varchar not null,
    available boolean not null,
    state varchar not null,
    public_key varchar,
    signing_public_key varchar,
    key_version integer not null,
    token_hash varchar,
    token_expires_at timestamp(6) with time zone,
    created_at timestamp(6) with time zone not null,
    version bigint not null
);
create index view_agent_of_account on view_agent (account_id);
create index view_agent_of_token on view_agent (token_hash);

create table view_account (
    account_id uuid primary key,
    email_id uuid not null,
    plan varchar not null,
    created_at timestamp(6) with time zone not null,
    agents integer not null,
    api_keys integer not null,
    connections integer not null,
    version bigint not null
);
create index view_account_of_email on view_account (email_id);

create table view_credential (
    hash varchar primary key,
    credential_id uuid not null,
    account_id uuid not null,
    kind varchar not null,
    scopes varchar not null,
    name varchar,
    prefix varchar,
    created_at timestamp(6) with time zone not null,
    expires_at timestamp(6) with time zone,
    revoked_at timestamp(6) with time zone,
    version bigint not null
);
create index view_credential_of_account on view_credential (account_id);
create index view_credential_revoked on view_credential (revoked_at);

create table personal_person (
    account_id uuid primary key,
    email varchar not null,
    name varchar not null,
    password_hash varchar not null
);

create table personal_invite (
    connection_id uuid primary key,
    email varchar not null,
    message varchar
);

create table personal_key_use (
    key_id uuid primary key,
    used_at timestamp(6) with time zone not null
);
