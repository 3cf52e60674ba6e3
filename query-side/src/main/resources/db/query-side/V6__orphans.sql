-- Since when a row waits for the event that refers to it; null once there is one.
alter table personal_person add column unsettled_since timestamp(6) with time zone;
create index personal_person_unsettled on personal_person (unsettled_since);
alter table personal_invite add column unsettled_since timestamp(6) with time zone;
create index personal_invite_unsettled on personal_invite (unsettled_since);
