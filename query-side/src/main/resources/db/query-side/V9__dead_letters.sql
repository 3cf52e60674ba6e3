-- Events that a view could not take. One that is not discarded holds back all later events of its stream from that view.
create table dead_letter (
    id uuid primary key,
    view_name varchar not null,
    stream varchar not null,
    sequence_number bigint not null,
    event varchar not null,
    cause varchar not null,
    since timestamp(6) with time zone not null,
    discarded_at timestamp(6) with time zone
);
create index dead_letter_of_stream on dead_letter (view_name, stream);
create index dead_letter_newest_first on dead_letter (since desc, id desc);
