-- Agents that are deleted, and when keys and agents were seen last.
alter table view_agent add column connected_at timestamp(6) with time zone;
alter table view_pairing_agent add column deleted boolean default false not null;
create index view_agent_of_slug on view_agent (account_id, slug);
drop index view_agent_of_account;

alter table personal_key_use rename to personal_last_seen;
alter table personal_last_seen rename column key_id to id;
alter table personal_last_seen rename column used_at to seen_at;
