-- The log: what happened, in order, for ever. The unique key is what keeps two nodes from writing the same stream at once.
create table domain_event (
    global_index         bigint generated always as identity (cache ${positions_at_once}) primary key,
    event_identifier     varchar(36)   not null,
    aggregate_identifier varchar(64)   not null,
    sequence_number      bigint        not null,
    type                 varchar(64)   not null,
    time_stamp           varchar(40)   not null,
    payload_type         varchar(255)  not null,
    payload_revision     varchar(16),
    payload              bytea         not null,
    meta_data            bytea,
    unique (aggregate_identifier, sequence_number)
);

-- Shortcuts to the state of long streams. They can be deleted at any time.
create table snapshot_event (
    event_identifier     varchar(36)   not null,
    aggregate_identifier varchar(64)   not null,
    sequence_number      bigint        not null,
    type                 varchar(64)   not null,
    time_stamp           varchar(40)   not null,
    payload_type         varchar(255)  not null,
    payload_revision     varchar(16),
    payload              bytea         not null,
    meta_data            bytea,
    primary key (aggregate_identifier, sequence_number)
);

-- One row that readiness updates and rolls back, to know whether a write would work.
create table write_probe (
    id integer primary key,
    at timestamp(6) with time zone not null
);
insert into write_probe values (1, current_timestamp);
