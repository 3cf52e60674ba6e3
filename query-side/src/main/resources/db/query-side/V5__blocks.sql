create table view_block (
    block_id uuid primary key,
    blocker_id uuid not null,
    blocked_id uuid not null,
    blocked_at timestamp(6) with time zone not null,
    unblocked_at timestamp(6) with time zone,
    version bigint not null
);
create index view_block_of_blocker on view_block (blocker_id);
