-- Indexes that are dropped while a rebuild fills the views, and how to make them again. Empty at all other times.
create table view_index (
    name varchar primary key,
    definition varchar not null
);
