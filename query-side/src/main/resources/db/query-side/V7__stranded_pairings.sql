-- Which agents have lost their keys lately.
create index view_pairing_agent_without_key on view_pairing_agent (key_version, changed_at);
