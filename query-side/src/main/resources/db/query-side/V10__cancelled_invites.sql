-- When each account signed up, because an invite that was cancelled before is none of its own. Both rows are made of the same event.
alter table view_connection_email add column opened_at timestamp(6) with time zone default timestamp with time zone '1970-01-01 00:00:00+00' not null;
update view_connection_email set opened_at = (
    select created_at from view_account where view_account.account_id = view_connection_email.account_id)
where account_id in (select account_id from view_account);
alter table view_connection_email alter column opened_at drop default;

-- No query looks for connections by the account that accepted them. A rebuild that was cut short would make the index again.
drop index if exists view_connection_of_invitee;
delete from view_index where name = 'view_connection_of_invitee';
